"""What stages open: who may ask for what, and which agent a supporter's message goes straight to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta

from rapport.domains.ledger.models import Act, DirectLine, Relationship, StageHeld
from rapport.domains.ledger.queries.timelines import refuse_strangers
from rapport.domains.ledger.types import OPENS, Channel, Direction, Opening
from rapport.domains.people import queries as people
from rapport.foundation.actors import NOBODY, Actor, system
from rapport.foundation.prepared import Prepared
from rapport.measures.stages import Stage

ACTIVE_WITHIN = timedelta(days=7)  # an agent of whom we have heard nothing for a week is away
NEWEST = 500  # acts read for who is known best
Asked = tuple[int, int, int]
"""A ticket, who asked for it, and its team."""


def openings(viewer: Actor, person_ids: Collection[int]) -> dict[int, frozenset[Opening]]:
    """What is open to each of these people: their own to everybody, anybody's to the system of the house."""
    wanted = [pk for pk in person_ids if viewer.reach.whole or pk in viewer.reach.person_ids]
    held = dict(StageHeld.objects.filter(person__in=wanted).values_list("person_id", "stage"))
    return {pk: opened_by(viewer, Stage(held.get(pk, Stage.VISITOR))) for pk in wanted}


def opened_by(viewer: Actor, stage: Stage) -> frozenset[Opening]:
    """What one stage opens, as the table says."""
    del viewer  # the table is nobody's secret
    return frozenset(opening for opening, least in OPENS.items() if stage >= least)


def direct_lines(viewer: Actor) -> dict[int, bool]:
    """The switch of each team that was ever touched; a team without one has the direct line on."""
    if not viewer.reach.whole:
        viewer.require("settings.write")
    return dict(DirectLine.objects.values_list("team_id", "on"))


def known_agent(viewer: Actor, person_id: int, *, at: datetime) -> tuple[int, str] | None:
    """Whom one person's direct line leads to now, and in which team: the one that knows them longest; None where none.

    It says nothing of whether the line is open to them; `openings` does.
    """
    refuse_strangers(viewer, person_id)
    longest = Relationship.objects.filter(person_id=person_id).order_by("since", "id")
    for team_id, name in longest.values_list("team_id", "team__name")[:1]:
        agent = _agents([(0, person_id, team_id)], at).get(0)
        return None if agent is None else (agent, name)
    return None


def named_agents(viewer: Actor, asked: Sequence[Asked], *, at: datetime) -> dict[int, int]:
    """Ticket → the agent it goes straight to, for those to whom the direct line is open; others are not in it."""
    if not viewer.reach.whole:
        return {}
    open_to = set(_SUPPORTERS(NOBODY, persons={person for _, person, _ in asked}))
    return _agents([one for one in asked if one[1] in open_to], at)


def _agents(asked: Sequence[Asked], at: datetime) -> dict[int, int]:
    """The relationship's owner, else whom they know best in the team; only who serves there and is here."""
    switched_off = set(DirectLine.objects.filter(on=False).values_list("team_id", flat=True)) if asked else set()
    found = {}
    for ticket_id, person_id, team_id in asked:
        candidates = [] if team_id in switched_off else _candidates(person_id, team_id)
        here = _here(candidates, team_id, at) if candidates else set()
        agent = next((one for one in candidates if one in here), None)
        if agent is not None:
            found[ticket_id] = agent
    return found


def _candidates(person_id: int, team_id: int) -> list[int]:
    owners = Relationship.objects.filter(person_id=person_id, team_id=team_id, owner__isnull=False)
    acts = Act.objects.filter(person_id=person_id, team_id=team_id, direction=Direction.OURS, author__isnull=False)
    acts = acts.exclude(channel=Channel.IDEA)
    known = Counter(acts.order_by("-at", "-id").values_list("author_id", flat=True)[:NEWEST])
    best = [author for author, _ in known.most_common()]
    return list(dict.fromkeys(pk for pk in (*owners.values_list("owner_id", flat=True), *best) if pk is not None))


def _here(agents: Iterable[int], team_id: int, at: datetime) -> set[int]:
    """Those of them who serve in the team and have done something within a week."""
    serving = {pk for pk, _ in people.staff_of_team(system(), team_id)} & set(agents)
    lately = Act.objects.filter(author__in=serving, direction=Direction.OURS, at__gte=at - ACTIVE_WITHIN, at__lte=at)
    return set(lately.values_list("author_id", flat=True).distinct())


_SUPPORTERS = Prepared(
    lambda _viewer, *, persons: StageHeld.objects.filter(
        person_id__in=persons, stage__gte=OPENS[Opening.DIRECT_LINE]
    ).values_list("person_id", flat=True),
    "persons",
)
