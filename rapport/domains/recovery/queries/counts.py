"""Quarters as they were counted, for those who work figures out of them; small groups are hidden further up."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from rapport.domains.recovery.models import MoveCount, QuarterFigure
from rapport.domains.recovery.types import QuarterDone
from rapport.foundation.actors import Actor, NotFound

MOST = 40


def quarters_done(viewer: Actor) -> list[QuarterDone]:
    """What recoveries came to, quarter by quarter, the latest first; for the system."""
    _refuse_all_but_the_system(viewer)
    rows = QuarterFigure.objects.order_by("-quarter")[:MOST]
    return [
        QuarterDone(
            quarter=row.quarter,
            recoveries=row.recoveries,
            contacted=row.contacted,
            within_48=row.within_48,
            median_hours=row.median_hours,
            again=row.again,
            recovered=row.recovered,
        )
        for row in rows
    ]


def move_counts(viewer: Actor, *, quarter: date) -> dict[int, dict[tuple[str, str], int]]:
    """By survey: how many people went from one mood to another in a quarter; for the system."""
    _refuse_all_but_the_system(viewer)
    found: dict[int, dict[tuple[str, str], int]] = defaultdict(dict)
    for row in MoveCount.objects.filter(quarter=quarter).order_by("survey_id", "before", "after"):
        found[row.survey_id][row.before, row.after] = row.n
    return dict(found)


def _refuse_all_but_the_system(viewer: Actor) -> None:
    if not viewer.reach.whole:
        raise NotFound("figures")
