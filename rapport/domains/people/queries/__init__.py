"""What may be read about people, each time within the reach of who is looking."""

from rapport.domains.people.queries.actors import actor_of, persons_of_account
from rapport.domains.people.queries.persons import names, people, people_with_role, person, person_by_key
from rapport.domains.people.queries.places import (
    brand,
    has_provider,
    organisations,
    provider,
    service,
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
    "brand",
    "has_provider",
    "names",
    "organisations",
    "people",
    "people_with_role",
    "person",
    "person_by_key",
    "persons_of_account",
    "provider",
    "service",
    "services",
    "services_of",
    "sites",
    "team_of_service",
    "teams",
    "tokens",
]
