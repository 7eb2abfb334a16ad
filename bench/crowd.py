"""Very many people, made inside PostgreSQL: a public of any size with sites, services, addresses and uses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bench import cast

SITES, SERVICES = 40, 8
KNOWN = "2024-03-01"


@dataclass(frozen=True)
class Crowd:
    """Ids of what everything hangs on; people have consecutive ids from `first`."""

    cast: cast.Cast
    public_id: int
    sites: list[int]
    services: list[int]
    first: int
    people: int


def build(people: int) -> Crowd:
    """The provider, and a public organisation of so many people: each with a site, an address and one or two uses."""
    from django.utils import timezone

    from rapport.domains.people.models import Organisation, Person, Service, Site, Team

    made, now = cast.build(), timezone.now()
    public = Organisation.objects.create(kind="public", name="Bench citizens", created_at=now)
    sites = Site.objects.bulk_create(Site(organisation=public, name=f"Office {n:02}") for n in range(SITES))
    team = Team.objects.get(pk=made.team_id)
    services = Service.objects.bulk_create(
        Service(organisation_id=made.provider_id, name=f"Service {n}", team=team) for n in range(SERVICES)
    )
    first = (Person.objects.order_by("-pk").values_list("pk", flat=True).first() or 0) + 1
    found = Crowd(made, public.pk, [s.pk for s in sites], [s.pk for s in services], first, people)
    with Quickly():
        _people(found)
        _uses(found)
    tidy("people_person", "people_address", "people_use")
    return found


def _people(crowd: Crowd) -> None:
    """Column by column from the models, so that a new column with a default needs no word here."""
    from rapport.domains.people.models import Address, Person

    insert(
        Person,
        {
            "id": f"{crowd.first} + n",
            "organisation_id": str(crowd.public_id),
            "key": "'c' || n",
            "name": "'Citizen ' || n",
            "site_id": f"{crowd.sites[0]} + n % {len(crowd.sites)}",
            "known_since": f"date '{KNOWN}' + (n % 500)::int",
            "created_at": "now()",
        },
        crowd.people,
    )
    insert(
        Address,
        {
            "person_id": f"{crowd.first} + n",
            "organisation_id": str(crowd.public_id),
            "address": "'c' || n || '@citizens.example'",
            "verified_at": "now()",
        },
        crowd.people,
    )


def _uses(crowd: Crowd) -> None:
    from rapport.domains.people.models import Use

    for place, many in ((0, crowd.people), (1, crowd.people // 4)):
        service = f"{crowd.services[0]} + (n / 7 + {place}) % {len(crowd.services)}"
        given = {"person_id": f"{crowd.first} + n", "service_id": service, "since": f"date '{KNOWN}' + {place}"}
        insert(Use, given, many)


def insert(model: Any, given: dict[str, str], count: int, *, first: int = 0, source: str = "") -> None:
    """INSERT … SELECT over n from `first` on, every column named; those not given take the model's own default."""
    from django.db import connection

    values = {}
    for field in model._meta.concrete_fields:
        if field.column in given:
            values[field.column] = given[field.column]
        elif not field.primary_key and not field.null:
            values[field.column] = _default(field)
    names, said = ", ".join(f'"{name}"' for name in values), ", ".join(values.values())
    rows = source or f"generate_series({first}, {first + count - 1}) AS n"
    with connection.cursor() as cursor:
        cursor.execute(f'INSERT INTO "{model._meta.db_table}" ({names}) SELECT {said} FROM {rows}')
        if "id" in given:
            table = model._meta.db_table
            cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))")


def _default(field: Any) -> str:
    found = field.get_db_prep_save(field.get_default(), _connection())
    if hasattr(found, "obj"):  # psycopg's wrapper of JSON
        import json

        return f"'{json.dumps(found.obj)}'::jsonb"
    if isinstance(found, bool):
        return "true" if found else "false"
    return str(found) if isinstance(found, int | float) else f"'{found}'"


def _connection() -> Any:
    from django.db import connection

    return connection


class Quickly:
    """What is being filled may be lost, and what is written is known to fit."""

    def __enter__(self) -> None:
        self._say("SET synchronous_commit TO off; SET session_replication_role TO replica")

    def __exit__(self, *error: object) -> None:
        self._say("SET synchronous_commit TO on; SET session_replication_role TO origin")

    def _say(self, words: str) -> None:
        with _connection().cursor() as cursor:
            cursor.execute(words)


def tidy(*tables: str) -> None:
    """What autovacuum would have done by the time anybody looks."""
    with _connection().cursor() as cursor:
        for table in tables:
            cursor.execute(f"VACUUM ANALYZE {table}")


def disk_left() -> float:
    """Gigabytes free where the databases lie."""
    import shutil

    return shutil.disk_usage("/tmp").free / 1e9


def peak_megabytes() -> float:
    """The most memory this process has held, in megabytes."""
    import resource

    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)
