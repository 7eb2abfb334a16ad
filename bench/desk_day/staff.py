"""Who is at the desk that day: agents of every team and customers with open requests, all signed in."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bench import cast
from bench.words import person

IN_SCENES = 3  # two who send at once, and one whose answer crosses a customer's


@dataclass(frozen=True)
class Signed:
    """Somebody with a session."""

    person_id: int
    session: str


@dataclass(frozen=True)
class People:
    """Everybody, and the tickets scenes are played on."""

    agents: Sequence[Signed]
    in_scenes: Sequence[Signed]
    customers: Sequence[Signed]
    for_pairs: Sequence[int]
    for_crossings: Sequence[tuple[int, str, Signed]]


def arrive(*, agents: int, customers: int, scenes: int) -> People:
    """Into a filled place: agents spread over the teams, customers out of those who have something open."""
    from rapport.domains.desk.models import Ticket

    chance = random.Random(7)
    staff = _agents(agents + IN_SCENES)
    waiting = sorted(set(Ticket.objects.exclude(state="closed").values_list("requester_id", flat=True)))
    chosen = chance.sample(waiting, min(customers, len(waiting)))
    first_team = _teams()[0]
    quiet = Ticket.objects.filter(team_id=first_team, state="closed").exclude(requester_id__in=waiting).order_by("-pk")
    matters = list(quiet.values_list("pk", "public_key", "requester_id")[: 2 * scenes])
    return People(
        agents=staff[IN_SCENES:],
        in_scenes=staff[:IN_SCENES],
        customers=[_signed(one) for one in chosen],
        for_pairs=[pk for pk, _, _ in matters[:scenes]],
        for_crossings=[(pk, key, _signed(requester)) for pk, key, requester in matters[scenes:]],
    )


def _agents(count: int) -> list[Signed]:
    """Those of the scenes serve in the first team; the others take turns."""
    from django.utils import timezone

    from rapport.domains.people import actions as people
    from rapport.domains.people.types import RoleName
    from rapport.foundation.actors import system

    at, actor, teams, home = timezone.now(), system(), _teams(), _home()
    newcomers = [
        people.Newcomer(home, f"agent{n}@bench.example", person(n * 7 + 3)[0], proven_at=at) for n in range(count)
    ]
    met = people.meet(newcomers=newcomers, actor=actor, at=at)
    ids = [met[one.place] for one in newcomers]
    for n, person_id in enumerate(ids):
        team = teams[0] if n < IN_SCENES else teams[n % len(teams)]
        people.grant_role(person_id=person_id, role=RoleName.AGENT, team_id=team, actor=actor, at=at)
    return [_signed(one) for one in ids]


def _teams() -> list[int]:
    from rapport.domains.people.models import Team

    return list(Team.objects.order_by("pk").values_list("pk", flat=True))


def _home() -> Any:
    from rapport.domains.people.models import Team

    return Team.objects.order_by("pk").values_list("organisation_id", flat=True)[0]


def _signed(person_id: int) -> Signed:
    return Signed(person_id, cast.session_of(person_id))
