"""What may be read about people, each time within the reach of who is looking."""

from rapport.domains.people.queries.actors import actor_of, persons_of_account
from rapport.domains.people.queries.departures import erasures, export_file, export_made, exports, own_erasure
from rapport.domains.people.queries.humans import addresses_of, duplicates, merged_with, people_with_address, same_human
from rapport.domains.people.queries.persons import (
    names,
    people,
    people_with_role,
    person,
    person_by_key,
    staff_of_team,
)
from rapport.domains.people.queries.places import (
    brand,
    has_provider,
    organisations,
    provider,
    service,
    service_names,
    services,
    services_of,
    sites,
    team_of_service,
    teams,
)
from rapport.domains.people.queries.tokens import actor_of_token, tokens

__all__ = [
    "actor_of",
    "actor_of_token",
    "addresses_of",
    "brand",
    "duplicates",
    "erasures",
    "export_file",
    "export_made",
    "exports",
    "has_provider",
    "merged_with",
    "names",
    "organisations",
    "own_erasure",
    "people",
    "people_with_address",
    "people_with_role",
    "person",
    "person_by_key",
    "persons_of_account",
    "provider",
    "same_human",
    "service",
    "service_names",
    "services",
    "services_of",
    "sites",
    "staff_of_team",
    "team_of_service",
    "teams",
    "tokens",
]
