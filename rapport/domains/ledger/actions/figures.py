"""The three questions by quarter: released once, two weeks after a quarter has ended, and never changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict, astuple
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q

from rapport.domains.ledger.actions.linking import ASKED
from rapport.domains.ledger.models import Episode, Reflection, ReflectionFigure, Trace
from rapport.domains.ledger.types import Direction
from rapport.domains.people import queries as people
from rapport.foundation.actors import Actor
from rapport.measures import quarters
from rapport.measures import taps as measure

BACK = 8  # quarters that are looked for
WAIT = timedelta(days=14)
Counts = dict[str, int]
Cell = tuple[int, int]


def release_reflections(*, actor: Actor, at: datetime) -> int:
    """Release every quarter that ended two weeks ago and has no figures yet; how many quarters."""
    actor.require("settings.write")
    provider = people.provider()
    zone = ZoneInfo(provider.zone if provider else "UTC")
    due = [first for first in _quarters((at - WAIT).astimezone(zone).date()) if not _is_released(first)]
    return sum(_release(first, zone, at) for first in due)


def _quarters(day: date) -> list[date]:
    """The first days of the quarters that were over on a day, the oldest first."""
    first = quarters.first_day(day)
    found = []
    for _ in range(BACK):
        first = _before(first)
        found.append(first)
    return found[::-1]


def _before(first: date) -> date:
    return date(first.year - (first.month == 1), first.month - 3 if first.month > 1 else 10, 1)


def _after(first: date) -> date:
    return date(first.year + (first.month == 10), first.month + 3 if first.month < 10 else 1, 1)


def _is_released(first: date) -> bool:
    return ReflectionFigure.objects.filter(quarter=first).exists()


def _release(first: date, zone: ZoneInfo, at: datetime) -> bool:
    window = [datetime.combine(day, time(), tzinfo=zone) for day in (first, _after(first))]
    ended = Episode.objects.filter(completed_at__gte=window[0], completed_at__lt=window[1], team__isnull=False)
    counts = _counts(ended)
    taps = _taps(Reflection.objects.filter(episode__in=ended.values("pk"), answered_at__isnull=False))
    rows = [
        ReflectionFigure(organisation_id=organisation, team_id=team, quarter=first, made_at=at, told=told)
        for organisation in sorted({organisation for organisation, _ in counts})
        for team, told in _told_of(organisation, counts, taps.get(organisation, []))
    ]
    with transaction.atomic():
        ReflectionFigure.objects.bulk_create(rows, ignore_conflicts=True)
    return bool(rows)


def _counts(ended: Any) -> dict[Cell, Counts]:
    """By organisation and team: episodes that ended, and about how many each side was asked.

    We ask their side by the closing letter or on its page; ours is asked on Today, and known once it has tapped or
    left it out.
    """
    said = Reflection.objects.filter(episode=OuterRef("pk"))
    letter = Trace.objects.filter(kind=ASKED, person=OuterRef("person_id"), ref_kind=OuterRef("ref_kind"))
    letter = letter.filter(ref_id=OuterRef("ref_id"), at__gte=OuterRef("started_at"))
    asked = {
        "theirs": Q(Exists(said.filter(side=Direction.THEIRS))) | Q(Exists(letter)),
        "ours": Q(Exists(said.filter(side=Direction.OURS))),
    }
    rows = ended.values_list("organisation_id", "team_id").annotate(
        n=Count("id"), **{side: Count("id", filter=condition) for side, condition in asked.items()}
    )
    return {
        (organisation, team): {"episodes": n, "theirs": theirs, "ours": ours}
        for organisation, team, n, theirs, ours in rows.order_by("organisation_id", "team_id")
    }


def _taps(said: Any) -> dict[int, list[measure.Tap]]:
    """By organisation, in the order they were given."""
    rows = said.order_by("answered_at", "id").values_list(
        *("episode__organisation_id", "episode__team_id", "episode_id", "side", "person_id"),
        *("know_each_other", "they_know_us", "understood"),
    )
    found: dict[int, list[measure.Tap]] = defaultdict(list)
    for organisation, team, episode, side, person, *three in rows.iterator():
        found[organisation].append(measure.Tap(team, episode, side, person, tuple(three)))
    return found


def _told_of(
    organisation: int, counts: dict[Cell, Counts], taps: list[measure.Tap]
) -> Iterable[tuple[int | None, dict[str, Any]]]:
    """Each team of an organisation, and all of them together where there are several."""
    found = measure.released(taps)
    own = {team: one for (home, team), one in counts.items() if home == organisation}
    for team, one in own.items():
        yield team, _told(found.get(team), one)
    if len(own) > 1:
        yield None, _told(found[None], {name: sum(one[name] for one in own.values()) for name in ("episodes", *SIDES)})


SIDES = ("theirs", "ours")


def _told(shown: measure.Shown | None, counts: Counts) -> dict[str, Any]:
    """What is shown, as plain values; how many were asked only where enough people answered."""
    if shown is None:
        return {}
    told: dict[str, Any] = {
        side: [None if one is None else astuple(one) for one in getattr(shown, side)] for side in SIDES
    }
    told["pairs"] = [None if one is None else asdict(one) for one in shown.pairs]
    for side, answered in zip(SIDES, shown.answered, strict=True):
        asked = max(counts[side], 0)
        if answered is not None:
            told[f"{side}_asked"] = {"episodes": counts["episodes"], "asked": asked, "answered": answered}
    return told
