"""The people, teams and services that a desk for measuring is filled around."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bench.words import person

CLIENTS, TEAMS, SERVICES = 40, 4, 8
AT_ONCE = 1000
YEARS = timedelta(days=730)


@dataclass(frozen=True)
class Desk:
    """What every row hangs on."""

    cast: Any
    teams: Sequence[int]
    services: Sequence[int]
    people: Sequence[tuple[int, int, int]]  # person, organisation, site
    now: datetime


def lined_up(made: Any, count: int, now: datetime) -> Desk:
    """Clients, teams, services and so many people who use them."""
    from rapport.domains.people.models import Address, Organisation, Person, Role, Service, Site, Team, Use

    names = [f"Corp {n}" for n in range(CLIENTS)]
    clients = Organisation.objects.bulk_create(Organisation(kind="client", name=n, created_at=now) for n in names)
    sites = Site.objects.bulk_create(Site(organisation=one, name=f"{one.name} office") for one in clients)
    home = made.provider_id
    teams = Team.objects.bulk_create(Team(organisation_id=home, name=f"Team {n}") for n in range(1, TEAMS))
    team_ids = [made.team_id, *(t.pk for t in teams)]
    Role.objects.create(person_id=made.agent_id, role="agent", team_id=team_ids[1], granted_at=now)
    services = Service.objects.bulk_create(
        Service(organisation_id=home, name=f"Service {n}", team_id=team_ids[n % TEAMS], owner_id=made.agent_id)
        for n in range(1, SERVICES)
    )
    since = (now - YEARS).date()
    rows = Person.objects.bulk_create(
        (
            Person(
                organisation=clients[n % CLIENTS],
                site=sites[n % CLIENTS],
                name=person(n)[0],
                known_since=since,
                created_at=now,
            )
            for n in range(count)
        ),
        batch_size=AT_ONCE,
    )
    service_ids = [made.service_id, *(s.pk for s in services)]
    Address.objects.bulk_create(
        (
            Address(person=row, organisation_id=row.organisation_id, address=person(n)[1], verified_at=now)
            for n, row in enumerate(rows)
        ),
        batch_size=AT_ONCE,
    )
    Use.objects.bulk_create(
        (Use(person=row, service_id=service_ids[n % SERVICES], since=since) for n, row in enumerate(rows)),
        batch_size=AT_ONCE,
    )
    _index_people(rows, now)
    return Desk(made, team_ids, service_ids, [(row.pk, row.organisation_id, row.site_id) for row in rows], now)


def _index_people(rows: Sequence[Any], now: datetime) -> None:
    from django.db import transaction

    from rapport.domains.people.rules import tokens_of_person
    from rapport.foundation import search

    entries = [
        search.NewEntry(
            "person",
            row.pk,
            row.organisation_id,
            row.name,
            person(n)[1],
            tokens_of_person(row.pk, row.organisation_id),
            now,
        )
        for n, row in enumerate(rows)
    ]
    with transaction.atomic():
        search.index(entries)
