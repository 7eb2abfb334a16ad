"""Where facts and perception part: which groups are flagged, and what lateness has to do with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from rapport.domains.insights.rules.hiding import held_back
from rapport.domains.insights.types import Cell, GapStanding
from rapport.domains.promises.types import Aimed, TargetsMet
from rapport.measures import gaps
from rapport.measures.disclosure import LEAST, told_of_few

UNHAPPY = 6
SATISFIED = 0.75  # the share that should be satisfied while nobody has said another
LOOKED_BACK = timedelta(days=90)  # an answer judges what happened since the one before could have been asked


@dataclass(frozen=True)
class Counts:
    """Unhappy of all, where matters were in time and where one was late."""

    unhappy_met: int = 0
    met: int = 0
    unhappy_missed: int = 0
    missed: int = 0

    def plus(self, *, met: bool, unhappy: bool) -> Counts:
        """One person more."""
        return Counts(
            self.unhappy_met + (met and unhappy),
            self.met + met,
            self.unhappy_missed + (not met and unhappy),
            self.missed + (not met),
        )


def judged(facts: TargetsMet | None, cell: Cell | None, target: float) -> gaps.PerceptionGap | None:
    """Satisfied people beside the fact, from a cell that may be shown; None below five, below ten about."""
    if cell is None or cell.n < LEAST:
        return None
    reached = facts is not None and facts.reached
    return gaps.perception_gap(
        told_of_few(cell.detractors, cell.n), cell.n, 0, 0, level_met=reached, perception_target=target
    )


def standing(facts: TargetsMet | None, found: gaps.PerceptionGap | None) -> GapStanding:
    """Flagged, in agreement, or not to be told: without a fact or a perception nothing is said, good or bad."""
    if facts is None or found is None:
        return GapStanding.UNKNOWN
    return GapStanding.FLAGGED if found.flagged else GapStanding.AGREE


def tested(counts: Counts | None) -> gaps.PerceptionGap | None:
    """People whose matters were in time beside those with a late one, below ten about; None where nobody is shown."""
    if counts is None or not counts.met + counts.missed:
        return None
    met, missed = (
        (told_of_few(k, n) if n else 0, n)
        for k, n in ((counts.unhappy_met, counts.met), (counts.unhappy_missed, counts.missed))
    )
    told = (*met, *missed)
    return gaps.perception_gap(*told, level_met=True, perception_target=SATISFIED)


def in_time(aims: Iterable[Aimed], on: date) -> bool | None:
    """Whether everything that ended for a person in the 90 days up to an answer was in time; None where nothing did.

    >>> from datetime import datetime
    >>> late = Aimed(1, 1, 1, False, datetime(2026, 11, 1))
    >>> in_time([late], date(2026, 11, 20)), in_time([late], date(2026, 10, 1))
    (False, None)
    """
    known = [one.met for one in aims if on - LOOKED_BACK <= one.at.date() <= on]
    return all(known) if known else None


def shown(counts: Counts) -> Counts:
    """The same with small groups left out: a side of one to four people is not kept.

    >>> shown(Counts(2, 9, 1, 3))
    Counts(unhappy_met=2, met=9, unhappy_missed=0, missed=0)
    """
    met, missed = counts.met >= LEAST, counts.missed >= LEAST
    return Counts(
        counts.unhappy_met if met else 0,
        counts.met if met else 0,
        counts.unhappy_missed if missed else 0,
        counts.missed if missed else 0,
    )


def beside(counts: Counts, cell: Cell | None) -> Counts:
    """The same without the side that, taken off what everybody there said, would leave one to four people.

    A side that nothing gives away stands alone. Where as many are left as were counted, and they are not unhappy alike,
    somebody changed their answer meanwhile.

    >>> everybody = Cell(detractors=5, promoters=16)
    >>> beside(Counts(0, 10, 4, 10), everybody)
    Counts(unhappy_met=0, met=10, unhappy_missed=0, missed=0)
    >>> beside(Counts(0, 10, 4, 6), everybody)
    Counts(unhappy_met=0, met=10, unhappy_missed=4, missed=6)
    """
    if cell is None or not _leaves_few(counts, cell):
        return counts
    met, missed = Counts(counts.unhappy_met, counts.met), Counts(0, 0, counts.unhappy_missed, counts.missed)
    alone = met if counts.met >= counts.missed else missed
    return Counts() if alone == counts or _leaves_few(alone, cell) else alone


def _leaves_few(counts: Counts, cell: Cell) -> bool:
    left = cell.n - counts.met - counts.missed
    unhappy = cell.detractors - counts.unhappy_met - counts.unhappy_missed
    return 0 < abs(left) < LEAST or (left == 0 and 0 < abs(unhappy) < LEAST)


def ticks_renewed(before: Iterable[Sequence[Any]], now: Mapping[str, int]) -> list[list[Any]]:
    """What the unhappy ticked, the most first: from five people on, each as it stood until five more or fewer ticked.

    >>> ticks_renewed([["It came back", 7]], {"It came back": 9, "Not told": 6, "My time": 4})
    [['It came back', 7], ['Not told', 6]]
    """
    stood = {str(words): int(n) for words, n in before}
    found = {
        words: stood[words] if words in stood and abs(n - stood[words]) < LEAST else n
        for words, n in now.items()
        if n >= LEAST or words in stood
    }
    return [[words, n] for words, n in sorted(found.items(), key=lambda pair: (-pair[1], pair[0])) if n >= LEAST]


def renewed(before: Counts | None, now: Counts) -> Counts:
    """What stands after new answers: the counts before, as long as a side moved by fewer than five people.

    >>> renewed(Counts(2, 9), Counts(3, 10))
    Counts(unhappy_met=2, met=9, unhappy_missed=0, missed=0)
    """
    if before is None:
        return now
    pairs: Mapping[str, Sequence[int]] = {
        "met": (now.unhappy_met - before.unhappy_met, now.met - before.met),
        "missed": (now.unhappy_missed - before.unhappy_missed, now.missed - before.missed),
    }
    # A person may have changed their answer as well: every way in which a side moved counts.
    moved = {name: max(abs(unhappy), abs(everybody)) for name, (unhappy, everybody) in pairs.items()}
    return before if held_back(moved) else now
