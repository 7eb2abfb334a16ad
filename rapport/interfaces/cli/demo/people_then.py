"""Everybody of the story as they were on a day: who was known, and at which site."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import accumulate
from random import Random

from rapport.interfaces.cli.demo.script import Part, Story


class Everybody:
    """Those who are served, with how often each of them asks; a few ask often, most of them seldom."""

    def __init__(self, story: Story, lot: Random, *, told_by_hand: Iterable[str] = ()) -> None:
        named = set(told_by_hand)
        self._moves: dict[str, list[tuple[date, str]]] = defaultdict(list)
        for day, part in story.moves:
            self._moves[part.email].append((day, part.site))
        served = [part for part in story.parts if part.services and part.role == "customer" and part.email not in named]
        self._served = sorted(served, key=lambda part: (part.known_since, part.email))
        self._since = [part.known_since for part in self._served]
        self._weights = list(accumulate(_weight(part, lot) for part in self._served))

    def somebody(self, lot: Random, day: date) -> Part:
        """One of those who were known on that day."""
        known = bisect_right(self._since, day - timedelta(days=1)) or 1
        return lot.choices(self._served[:known], cum_weights=self._weights[:known])[0]

    def site_of(self, part: Part, day: date) -> str:
        """Where somebody was on that day."""
        site = part.site
        for moved, later in self._moves.get(part.email, ()):
            site = later if moved <= day else site
        return site


def _weight(part: Part, lot: Random) -> float:
    """Sites ask twice as often as offices; one in twelve asks much more than the rest."""
    busy = 6.0 if lot.random() < 0.08 else 1.0
    return busy * lot.uniform(0.3, 1.7) * (2.0 if "Mobile lines" in part.services else 1.0)
