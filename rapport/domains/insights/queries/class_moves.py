"""Who moved between promoters, passives and detractors, and what calling the unhappy came to; small groups hidden."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from rapport.domains.insights.queries.counts import refuse_all_but_staff
from rapport.domains.insights.rules.hiding import hidden_in_table
from rapport.domains.recovery import queries as recovery
from rapport.foundation.actors import Actor, system
from rapport.measures.disclosure import LEAST
from rapport.measures.proportions import Proportion, wilson

CLASSES = {"unhappy": "detractor", "passive": "passive", "happy": "promoter"}


@dataclass(frozen=True)
class ClassMoves:
    """One survey in one quarter: from the last earlier answer by name to the last one in it; None is not shown."""

    survey_id: int
    n: int
    cells: Mapping[tuple[str, str], int | None]


@dataclass(frozen=True)
class RecoveredQuarter:
    """One quarter that has ended; shares are None below five."""

    quarter: date
    quarters: tuple[date, ...]
    recoveries: int | None
    within_48: Proportion | None
    median_hours: float | None
    n_contacted: int
    recovered: Proportion | None
    moves: tuple[ClassMoves, ...]


def class_moves(viewer: Actor, *, quarter: date | None = None) -> RecoveredQuarter | None:
    """What moved in one quarter that has ended, else in the last one; None before the first was counted.

    Only answers by name, and only drawn ones, stand in it. Where people stood after one quarter is known from before
    the next: rows and columns are hidden as if their sums were shown, although they are not.
    """
    refuse_all_but_staff(viewer)
    done = {one.quarter: one for one in recovery.quarters_done(system())}
    if not done:
        return None
    chosen = quarter if quarter in done else next(iter(done))
    seen = done[chosen]
    return RecoveredQuarter(
        quarter=chosen,
        quarters=tuple(done),
        recoveries=seen.recoveries if seen.recoveries >= LEAST else None,
        within_48=_share(seen.within_48, seen.recoveries),
        median_hours=seen.median_hours if seen.contacted >= LEAST else None,
        n_contacted=seen.contacted if seen.contacted >= LEAST else 0,
        recovered=_share(seen.recovered, seen.again),
        moves=tuple(_moves(*one) for one in sorted(recovery.move_counts(system(), quarter=chosen).items())),
    )


def _share(k: int, n: int) -> Proportion | None:
    return wilson(k, n) if n >= LEAST else None


def _moves(survey_id: int, counted: Mapping[tuple[str, str], int]) -> ClassMoves:
    cells = {(CLASSES[before], CLASSES[after]): n for (before, after), n in counted.items()}
    n = sum(cells.values())
    hidden = hidden_in_table(cells) if n >= LEAST else set(cells)
    return ClassMoves(
        survey_id, n if n >= LEAST else 0, {key: None if key in hidden else m for key, m in cells.items()}
    )
