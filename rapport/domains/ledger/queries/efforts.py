"""What contact with one person asked of both sides in a period: as counted already, else from the acts themselves."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Collection
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet, Subquery, TextField
from django.db.models.functions import Cast

from rapport.domains.ledger.models import Act, CountedEpisode, Episode, GapSetting, Uncounted
from rapport.domains.ledger.models.counting import contacting
from rapport.domains.ledger.models.counting.contacting import ENDED, Ended
from rapport.domains.ledger.models.reach import acts_in_reach
from rapport.domains.ledger.queries.timelines import refuse_strangers
from rapport.domains.ledger.types import Channel, Direction
from rapport.domains.people import queries as people
from rapport.foundation.actors import NOBODY, Actor
from rapport.foundation.prepared import Prepared
from rapport.measures.effort import Effort, total
from rapport.measures.worktime import Calendar

AT_ONCE = 500  # episodes of one statement


class _Alike(NamedTuple):
    team_id: int | None
    visit: bool
    theirs: bool
    planned: bool


class _Lately(NamedTuple):
    """An episode that may have acts of the period: whether it begins or lies in it, and what was counted and holds."""

    id: int
    begins: bool
    inside: bool
    parts: str | None  # as written: it is read once for many views


def effort(viewer: Actor, person_id: int, *, start: datetime, end: datetime, working: Callable[[], Calendar]) -> Effort:
    """The effort of the acts from start up to end that are within reach; waiting counts in this working calendar.

    What a hand-off, a turn or a wait is, is told from the whole episode, as the counters of organisations tell it.
    Where an episode lies in the period, is counted and is seen as a whole, what was counted is taken: somebody with a
    thousand acts costs little more than somebody with ten.
    """
    refuse_strangers(viewer, person_id)
    rows = people.same_human(viewer, person_id)
    lately = [_Lately(*row) for row in _LATELY(NOBODY, persons=rows, start=start, end=end)]
    counted = [one for one in lately if one.inside and _whole(viewer, one)]
    sums, known = _as_counted(tuple(one.parts or "{}" for one in counted)), {one.id for one in counted}
    rest = {one.id: one.begins for one in lately if one.id not in known}
    if not rest:
        return sums
    soon = _soon(rows, start, end) if any(rest.values()) else set()
    found = [row for some in _slices(rest) for row in _ACTS(viewer, persons=rows, episodes=some, end=end)]
    found = contacting.corrected(found)
    if not any(row.seen for row in found):
        return sums
    told = contacting.efforts(found, soon=soon, working=working())
    return total([sums, *(one for row, one in told if row.seen and row.at >= start)])


def _slices(episodes: Collection[int]) -> list[list[int]]:
    every = sorted(episodes)
    return [every[n : n + AT_ONCE] for n in range(0, len(every), AT_ONCE)]


def _whole(viewer: Actor, one: _Lately) -> bool:
    """Nothing happened since it was counted, and the viewer may see all of it."""
    if one.parts is None:
        return False
    if viewer.reach.whole:
        return True
    return viewer.staff and viewer.reach.may("tickets.read") and _teams_of(one.parts) <= viewer.reach.team_ids


@lru_cache(maxsize=20_000)
def _teams_of(parts: str) -> frozenset[int | None]:
    """The teams of what one episode has put into the counters."""
    return frozenset(_cell(alike).team_id for alike in json.loads(parts))


@lru_cache(maxsize=500)
def _as_counted(parts: tuple[str, ...]) -> Effort:
    """What episodes put into the counters, added up; whoever looks again at the same person finds it added."""
    alike: dict[_Alike, list[Any]] = defaultdict(list)
    for each in parts:
        for cell, sums in json.loads(each).items():
            alike[_cell(cell)].append(sums)
    return total(_effort(cell, *map(sum, zip(*found, strict=True))) for cell, found in alike.items())


@lru_cache(maxsize=10_000)
def _cell(alike: str) -> _Alike:
    """What a part of the counters says of team, channel, side and planning."""
    _, _, team, _, _, channel, direction, planned = alike.split("|")
    return _Alike(int(team) if team else None, channel == Channel.VISIT, direction == Direction.THEIRS, planned == "1")


def _effort(alike: _Alike, acts: int, *others: int) -> Effort:
    planned, visits = acts if alike.planned else 0, acts if alike.visit else 0
    return Effort(acts if alike.theirs else 0, 0 if alike.theirs else acts, planned, visits, *others)


def _soon(persons: Collection[int], start: datetime, end: datetime) -> set[int]:
    """Episodes of this human that began soon after another one had ended."""
    reopen = GapSetting.objects.in_force().reopen
    theirs = [Ended(*row) for row in _ENDED(NOBODY, persons=persons, since=start - reopen, end=end)]
    begun = [one for one in theirs if start <= one.started_at < end]
    before = [one for one in theirs if one.completed_at and start - reopen <= one.completed_at < end]
    return contacting.following_soon(begun, before, reopen=reopen) if begun else set()


def _acts(viewer: Actor, *, persons: Collection[int], episodes: Collection[int], end: datetime) -> QuerySet[Any, Any]:
    seen = ExpressionWrapper(acts_in_reach(viewer), output_field=BooleanField())
    acts = Act.objects.filter(person_id__in=persons, at__lt=end, episode_id__in=episodes)
    return contacting.counting(acts.annotate(seen=seen), "seen")


def _lately(_nobody: Actor, *, persons: Collection[int], start: datetime, end: datetime) -> QuerySet[Any, Any]:
    marked = Exists(Uncounted.objects.filter(episode_id=OuterRef("episode_id")))
    written = CountedEpisode.objects.annotate(written=Cast("parts", TextField()))
    counted = written.filter(~marked, episode_id=OuterRef("pk")).values("written")
    told = {"begins": Q(started_at__gte=start), "inside": Q(started_at__gte=start, last_act_at__lt=end)}
    # The database judges moments: reading two of each of hundreds of episodes costs more than all the rest.
    judged = {name: ExpressionWrapper(one, output_field=BooleanField()) for name, one in told.items()}
    rows = Episode.objects.filter(person_id__in=persons, last_act_at__gte=start, started_at__lt=end).order_by("id")
    return rows.annotate(parts=Subquery(counted), **judged).values_list(*_Lately._fields)


def _ended(_nobody: Actor, *, persons: Collection[int], since: datetime, end: datetime) -> QuerySet[Any, Any]:
    within = Q(started_at__gte=since, started_at__lt=end) | Q(completed_at__gte=since, completed_at__lt=end)
    return Episode.objects.filter(within, person_id__in=persons).order_by("id").values_list(*ENDED)


_ACTS = Prepared(_acts, "persons", "episodes")
_LATELY = Prepared(_lately, "persons")
_ENDED = Prepared(_ended, "persons")
