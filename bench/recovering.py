"""Hidden ticket numbers: how well the rules of episodes find again which acts belong together.

Two histories: a company's real ticket log whose numbers are hidden from the rules, and a made-up stream in which a
fifth of the acts never had one. Scored is pairwise F1: of all pairs of acts of one person, those in the same ticket
against those put into the same episode. Intervals are percentiles over persons drawn again with replacement; whoever
writes a thousand times counts with all their pairs, so they are wide.
"""

from __future__ import annotations

import os
import random
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import numpy as np

from bench.callers import Event, NoLog, read_log
from bench.figures import keep, load
from bench.place import ROOT
from bench.streams import Plan, made_up
from rapport.measures import episodes
from rapport.measures.episodes import ActRow

SEED = 20261122  # of the bootstrap and of the order of arrival
DRAWS = 2000
REOPEN = timedelta(days=7)
MOST_SECONDS = 30.0
LOG = Path("incidents") / "servicenow_callers.csv.gz"
VIEWS: dict[str, Callable[[Event], ActRow]] = {
    "all the rules know": lambda e: replace(e.act, reference=None),
    "without completions": lambda e: replace(e.act, reference=None, completes=False),
    "without services": lambda e: replace(e.act, reference=None, service=None),
    "time alone": lambda e: replace(e.act, reference=None, service=None, completes=False),
}
VIEWS_OF_A_STREAM: dict[str, Callable[[Event], ActRow]] = {
    "a fifth without number": lambda e: e.act,
    "every number hidden": lambda e: replace(e.act, reference=None),
    "hidden, time alone": lambda e: replace(e.act, reference=None, service=None, completes=False),
}

Pairs = dict[Hashable, tuple[float, float, float]]
"""Person → pairs found rightly, pairs put together, pairs that belong together."""


@dataclass(frozen=True)
class Interval:
    """A figure with the range in which 95 of 100 draws lie."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.value:.3f} ({self.low:.3f} to {self.high:.3f})"


def main() -> bool:
    """Measure both and print; True when the rules beat both simple ways by more than the interval."""
    good = [_shown(f"made-up stream, seed {Plan().seed}", recovered(made_up(Plan()), VIEWS_OF_A_STREAM))]
    path = Path(os.environ.get("RAPPORT_CORPORA") or ROOT.parent / "shared" / "data") / LOG
    try:
        good.append(_shown("ticket log, numbers hidden", recovered(read_log(path), VIEWS)))
    except NoLog as error:
        print(f"\n{'!' * 20} SKIPPED: {error} {'!' * 20}")
    return all(good)


def recovered(events: Sequence[Event], views: dict[str, Callable[[Event], ActRow]]) -> dict[str, Any]:
    """Segment each view of the same events and score it beside the two simple ways."""
    single, daily = scored([[e.act.id] for e in events], events), scored(_by_day(events), events)
    own, day = interval(single), interval(daily)
    found: dict[str, Any] = {
        "events": len(events),
        "persons": len(daily),
        "tickets": len({(e.act.person, e.truth) for e in events}),
        "load": load(),
        "each act its own": own,
        "one per person and day": day,
        "views": {name: _view([view(e) for e in events], events, daily, day) for name, view in views.items()},
    }
    return found


def _view(acts: list[ActRow], events: Sequence[Event], daily: Pairs, day: Interval) -> dict[str, Any]:
    began = time.process_time()
    gaps = gaps_from(acts)
    groups = episodes.segment(acts, gap={c: e.gap for c, e in gaps.items()}, reopen=REOPEN)
    took = time.process_time() - began
    pairs = scored(groups, events)
    f1 = interval(pairs)
    return {
        "f1": f1,
        "above the day": interval(pairs, minus=daily),
        "apart": f1.low > day.high,
        "precision, recall": _rates(pairs),
        "episodes": len(groups),
        "gaps": {str(c): f"{e.gap} by {e.method}, n {e.n}" for c, e in sorted(gaps.items(), key=lambda g: -g[1].n)},
        "moved by late arrival": _moved_by_arrival(acts, groups, gaps),
        "seconds": round(took, 2),
    }


def gaps_from(acts: Sequence[ActRow]) -> dict[Any, episodes.GapEstimate]:
    """The gap of every channel, read from these acts alone; five days for a channel with too few silences."""
    found = episodes.silences(acts)
    none = episodes.Silences((), ())
    read = {channel: found.get(channel, none) for channel in {act.channel for act in acts}}
    return {channel: episodes.estimate_gap(one.seconds, within=one.within) for channel, one in read.items()}


def scored(groups: Iterable[Sequence[Any]], events: Sequence[Event]) -> Pairs:
    """Pairs of each person, found rightly, put together and belonging together."""
    by_id = {e.act.id: e for e in events}
    right: dict[Hashable, float] = defaultdict(float)
    put: dict[Hashable, float] = defaultdict(float)
    true: dict[Hashable, float] = defaultdict(float)
    for group in groups:
        person = by_id[group[0]].act.person
        put[person] += _pairs(len(group))
        right[person] += sum(_pairs(n) for n in Counter(by_id[number].truth for number in group).values())
    for (person, _), n in Counter((e.act.person, e.truth) for e in events).items():
        true[person] += _pairs(n)
    return {person: (right[person], put[person], true[person]) for person in true}


def interval(pairs: Pairs, *, minus: Pairs | None = None) -> Interval:
    """F1 with its interval over persons; with `minus` the difference of two ways on the same persons drawn."""
    persons = sorted(pairs, key=str)
    chance = np.random.default_rng(SEED)
    draws = chance.multinomial(len(persons), [1 / len(persons)] * len(persons), size=DRAWS)
    weights = np.vstack([np.ones(len(persons)), draws])
    values = _f1(weights @ np.array([pairs[person] for person in persons]))
    if minus is not None:
        values = values - _f1(weights @ np.array([minus[person] for person in persons]))
    low, high = np.quantile(values[1:], [0.025, 0.975])
    return Interval(float(values[0]), float(low), float(high))


def _f1(sums: Any) -> Any:
    return 2 * sums[:, 0] / np.maximum(sums[:, 1] + sums[:, 2], 1)


def _rates(pairs: Pairs) -> str:
    right, put, true = (sum(column) for column in zip(*pairs.values(), strict=True))
    return f"{right / max(put, 1):.3f}, {right / max(true, 1):.3f}"


def _pairs(n: int) -> float:
    return n * (n - 1) / 2


def _by_day(events: Sequence[Event]) -> list[list[Any]]:
    days: dict[Any, list[Any]] = defaultdict(list)
    for e in events:
        days[e.act.person, e.act.at.date()].append(e.act.id)
    return list(days.values())


def _moved_by_arrival(acts: list[ActRow], groups: list[list[Any]], gaps: dict[Any, episodes.GapEstimate]) -> int:
    """Acts that stand with others when all of them arrive in another order; must be none."""
    shuffled = random.Random(SEED).sample(acts, len(acts))
    again = episodes.segment(shuffled, gap={c: e.gap for c, e in gaps.items()}, reopen=REOPEN)
    before = {tuple(group) for group in groups}
    return sum(len(group) for group in again if tuple(group) not in before)


def _shown(name: str, found: dict[str, Any]) -> bool:
    keep(f"recovering-{name.split(',', maxsplit=1)[0].replace(' ', '-')}", found)
    print(f"\nrecovering: {name}; {found['events']:,} acts, {found['persons']:,} persons, {found['tickets']:,} tickets")
    for way in ("each act its own", "one per person and day"):
        print(f"         {way}: F1 {found[way]}")
    good = [_view_shown(view, seen) for view, seen in found["views"].items()]
    return all(good)


def _view_shown(name: str, seen: dict[str, Any]) -> bool:
    above = seen["above the day"]
    holds = {
        f"{name}: F1 {seen['f1']}, above the better simple way by {above}": above.low > 0 and seen["f1"].low > 0,
        f"moved by another order of arrival (0): {seen['moved by late arrival']}": not seen["moved by late arrival"],
        f"processor seconds (at most {MOST_SECONDS:g}): {seen['seconds']}": seen["seconds"] <= MOST_SECONDS,
    }
    for words, ok in holds.items():
        print(f"  {'ok    ' if ok else 'MISSED'} {words}")
    apart = "do not meet" if seen["apart"] else "meet"
    print(f"         precision, recall {seen['precision, recall']}; {seen['episodes']:,} episodes; intervals {apart}")
    print(f"         gaps {seen['gaps']}")
    return all(holds.values())
