"""What may be read about people, each time within the reach of who is looking."""

from rapport.domains.people.queries.actors import (
    actor_of,
    persons_of_account,
)
from rapport.domains.people.queries.departures import (
    erasures,
    export_file,
    export_made,
    exports,
    own_erasure,
)
from rapport.domains.people.queries.everybody import (
    everybody_served,
    first_uses,
    served_count,
)
from rapport.domains.people.queries.humans import (
    addresses_of,
    duplicates,
    merged_with,
    people_with_address,
    same_human,
    uses_of,
)
from rapport.domains.people.queries.knowing import (
    languages_and_since,
)
from rapport.domains.people.queries.outlook import (
    closing_sites,
    ended_uses,
    new_uses,
    people_at,
    serve_in_team,
    still_serving,
    team_ids,
)
from rapport.domains.people.queries.persons import (
    has_agreed,
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
    organisation,
    organisations,
    provider,
    service,
    service_names,
    services,
    services_of,
    site,
    sites,
    team_names,
    team_of_service,
    teams,
)
from rapport.domains.people.queries.profiles import (
    agent_cards,
    consents,
    contacts_by_grant,
    critical_days,
    own_agent_card,
)
from rapport.domains.people.queries.tokens import (
    actor_of_token,
    tokens,
)

__all__ = [
    "actor_of",
    "actor_of_token",
    "addresses_of",
    "agent_cards",
    "brand",
    "closing_sites",
    "consents",
    "contacts_by_grant",
    "critical_days",
    "duplicates",
    "ended_uses",
    "erasures",
    "everybody_served",
    "export_file",
    "export_made",
    "exports",
    "first_uses",
    "has_agreed",
    "has_provider",
    "languages_and_since",
    "merged_with",
    "names",
    "new_uses",
    "organisation",
    "organisations",
    "own_agent_card",
    "own_erasure",
    "people",
    "people_at",
    "people_with_address",
    "people_with_role",
    "person",
    "person_by_key",
    "persons_of_account",
    "provider",
    "same_human",
    "serve_in_team",
    "served_count",
    "service",
    "service_names",
    "services",
    "services_of",
    "site",
    "sites",
    "staff_of_team",
    "still_serving",
    "team_ids",
    "team_names",
    "team_of_service",
    "teams",
    "tokens",
    "uses_of",
]
