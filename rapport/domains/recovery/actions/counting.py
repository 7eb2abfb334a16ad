"""A quarter that has ended is counted once: what recoveries came to, and who moved from which class to which."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from itertools import islice
from statistics import median

from django.db import transaction

from rapport.domains.recovery import rules
from rapport.domains.recovery.models import MoveCount, QuarterFigure, Recovery, Said
from rapport.domains.recovery.types import Mood
from rapport.foundation.actors import Actor, NotFound

AT_ONCE = 2000


def count_quarters(*, actor: Actor, at: datetime) -> int:
    """Count every quarter that has ended and was not counted yet, the earliest first; how many.

    Counted once and never again: an answer that changes later would otherwise show against the figure before it.
    """
    if not actor.reach.whole:
        raise NotFound("quarter")
    wanted = _to_count(rules.quarter_of(at.date()))
    for quarter in wanted:
        _count(quarter, at)
    return len(wanted)


def _to_count(current: date) -> list[date]:
    known = set(QuarterFigure.objects.values_list("quarter", flat=True))
    first = Said.objects.order_by("said_at").values_list("quarter", flat=True).first()
    found, quarter = [], rules.quarters_before(current, 1)
    while first is not None and quarter >= first:
        found.append(quarter)
        quarter = rules.quarters_before(quarter, 1)
    return [one for one in reversed(found) if one not in known]


def _count(quarter: date, at: datetime) -> None:
    moves = _moves(quarter)
    with transaction.atomic():
        _, new = QuarterFigure.objects.get_or_create(quarter=quarter, defaults=_figures(quarter) | {"counted_at": at})
        if new:
            rows = [MoveCount(quarter=quarter, survey_id=key[0], before=key[1], after=key[2], n=n)
                    for key, n in sorted(moves.items())]  # fmt: skip
            MoveCount.objects.bulk_create(rows)


def _figures(quarter: date) -> dict[str, object]:
    after = rules.quarters_before(quarter, -1)
    opened = Recovery.objects.filter(opened_at__gte=_midnight(quarter), opened_at__lt=_midnight(after))
    times = list(opened.values_list("opened_at", "contacted_at"))
    hours = [rules.hours_to_contact(begun, met) for begun, met in times if met is not None]
    again = list(
        Recovery.objects.filter(again_on__gte=quarter, again_on__lt=after).values_list("mood_after", flat=True)
    )
    return {
        "recoveries": len(times),
        "contacted": len(hours),
        "within_48": sum(one <= rules.IN_TIME.total_seconds() / 3600 for one in hours),
        "median_hours": median(hours) if hours else None,
        "again": len(again),
        "recovered": sum(mood != Mood.UNHAPPY for mood in again),
    }


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _moves(quarter: date) -> Counter[tuple[int, str, str]]:
    """Some thousand people at a time, so that memory does not grow with their number."""
    found: Counter[tuple[int, str, str]] = Counter()
    for survey_id in Said.objects.filter(quarter=quarter).order_by().values_list("survey_id", flat=True).distinct():
        for persons in _persons(survey_id, quarter):
            for before, after in _moved(survey_id, quarter, persons):
                found[survey_id, before, after] += 1
    return found


def _persons(survey_id: int, quarter: date) -> Iterator[list[int]]:
    rows = Said.objects.filter(survey_id=survey_id, quarter=quarter, drawn=True, kind="nps").order_by("person_id")
    every = iter(rows.values_list("person_id", flat=True).distinct().iterator(chunk_size=AT_ONCE))
    while some := list(islice(every, AT_ONCE)):
        yield some


def _moved(survey_id: int, quarter: date, persons: list[int]) -> list[tuple[str, str]]:
    since = rules.quarters_before(quarter, rules.QUARTERS_BACK)
    rows = Said.objects.filter(survey_id=survey_id, quarter__gte=since, quarter__lte=quarter, person__in=persons)
    said: dict[int, list[tuple[date, str]]] = defaultdict(list)
    for person, first, mood in (
        rows.filter(drawn=True, kind="nps").order_by("said_at", "pk").values_list("person_id", "quarter", "mood")
    ):
        said[person].append((first, mood))
    moves = (rules.move(answers, quarter=quarter) for answers in said.values())
    return [one for one in moves if one is not None]
