"""Reasons by class: counted together where enough said so, and written as a page shows them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from rapport.domains.insights.rules.kinds import classed
from rapport.domains.insights.rules.periods import first_of_quarter
from rapport.domains.insights.types import Choice, Judging, ReasonsFigure
from rapport.measures import proportions
from rapport.measures.disclosure import LEAST

FELT = ("unhappy", "passive", "happy")
ENOUGH = 10  # of a class, as of a list of words


def reasons_since(today: date) -> date:
    """The first day of the same quarter a year before: five whole calendar quarters, never rolling within one.

    >>> reasons_since(date(2026, 11, 22))
    datetime.date(2025, 10, 1)
    """
    first = first_of_quarter(today)
    return first.replace(year=first.year - 1)


def reasons_by_class(
    ticked: Mapping[tuple[int, bool], Mapping[str, int]], judging: Judging
) -> dict[str, dict[str, int]]:
    """By class how many ticked each reason, "" for how many ticked any.

    Those without a name count where five of them did: else whoever reads the others could subtract.
    """
    by_name: dict[str, Counter[str]] = {felt: Counter() for felt in FELT}
    nameless: dict[str, Counter[str]] = {felt: Counter() for felt in FELT}
    for (score, named), counts in ticked.items():
        (by_name if named else nameless)[FELT[classed(judging, score)]].update(counts)
    return {
        felt: dict(by_name[felt] + nameless[felt] if nameless[felt][""] >= LEAST else by_name[felt]) for felt in FELT
    }


def reasons_to_show(n: int, counts: Mapping[str, int]) -> dict[str, int]:
    """What may be said of a class of n: nothing below ten, no reason of fewer than five, none that everybody ticked.

    >>> reasons_to_show(12, {"": 12, "easy": 12, "quick": 7, "kind": 4}), reasons_to_show(9, {"": 9, "easy": 7})
    ({'': 12, 'quick': 7}, {})
    """
    if n < ENOUGH:
        return {}
    return {reason: many for reason, many in counts.items() if not reason or LEAST <= many < n}


def reasons_figure(key: str, n: int, counts: Mapping[str, int], labels: Sequence[tuple[str, str]]) -> ReasonsFigure:
    """One class; `key` is "unhappy|2025-10-01". The reason most ticked comes first, one that was dropped keeps its key.

    >>> reasons_figure("happy|2025-10-01", 9, {"easy": 7}, ()).hidden
    'few'
    >>> [one.many for one in reasons_figure("happy|2025-10-01", 12, {"easy": 12, "quick": 7, "kind": 4}, ()).choices]
    [7]
    """
    felt, _, since = key.partition("|")
    if n < ENOUGH:
        return ReasonsFigure(felt, since, 0, hidden="few")
    words = dict(labels)
    found = []
    for reason, many in sorted(reasons_to_show(n, counts).items(), key=lambda pair: (-pair[1], pair[0])):
        share = proportions.wilson(min(many, n), n)
        found.append(Choice(reason, words.get(reason, reason), many, share.value, share.low, share.high))
    return ReasonsFigure(felt, since, n, tuple(found))
