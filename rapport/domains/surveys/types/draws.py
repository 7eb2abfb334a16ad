"""The words of draws: people as a draw sees them, one by one or in columns, and what it did with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from operator import eq
from typing import Any, overload

import numpy as np

Array = np.ndarray[Any, Any]
AT_ONCE = 50_000


class Asked(StrEnum):
    """Who is asked: all who are served, those who buy for them, those with customers of their own, or we ourselves."""

    USER = "user"
    CLIENT_CONTACT = "client_contact"
    FRONT_LINE = "front_line"
    STAFF = "staff"


class Outcome(StrEnum):
    """What the draw did with one person."""

    DRAWN = "drawn"
    NOT_DRAWN = "not_drawn"
    SKIPPED = "skipped"


class Skipped(StrEnum):
    """Why somebody who uses the service was not in the draw."""

    OPTED_OUT = "opted out"
    RESTS = "asked not long ago"
    NEW = "known for less than 30 days"
    SINCE_WHEN = "nobody knows since when"
    NO_ADDRESS = "has no address"
    SERVES = "works for the provider"
    NOT_CONTACT = "is no client contact"
    NOT_FRONT_LINE = "is not of the front line"
    NOT_STAFF = "does not work for the provider"


@dataclass(frozen=True, slots=True)
class Candidate:
    """One person who uses the service, as the draw sees them. `key` is an id, or a name in a file."""

    key: int | str
    site: int | str | None
    service: int | str
    known_since: date | None
    organisation_id: int = 0
    services: tuple[int | str, ...] = ()
    opted_out: bool = False
    rests_until: date | None = None
    reachable: bool = True
    serves: bool = False
    contact: bool = False  # of a client, who buys or specifies
    public: bool = False  # a citizen: nobody's customer stands behind them


@dataclass(frozen=True, slots=True)
class FrameLine:
    """One person after the draw; probability is 0 for the skipped."""

    candidate: Candidate
    stratum: str
    outcome: Outcome
    reason: str = ""
    probability: float = 0.0


@dataclass(frozen=True)
class Columns:
    """The same as many Candidates, a column each, in order of the key, so that a million need no object of their own.

    0 stands for no site and no day; days are ordinals. `use_place` and `use_service`: who uses what themself, in order
    of both; `of_site`: what is used by everybody at a site.
    """

    key: Array
    organisation: Array
    site: Array
    service: Array
    known_since: Array
    rests_until: Array
    opted_out: Array
    reachable: Array
    serves: Array
    contact: Array
    public: Array
    use_place: Array
    use_service: Array
    of_site: Mapping[int, frozenset[int]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.key)

    def services(self, place: int) -> tuple[int, ...]:
        """What the person at this place uses, by themself or with everybody at their site."""
        begin, end = np.searchsorted(self.use_place, [place, place + 1])
        own = self.use_service[begin:end].tolist()
        return tuple(sorted({*own, *self.of_site.get(int(self.site[place]), ())}))

    def candidate(self, place: int) -> Candidate:
        """The person at this place by themself."""
        known, rests = int(self.known_since[place]), int(self.rests_until[place])
        return Candidate(
            key=int(self.key[place]),
            site=int(self.site[place]) or None,
            service=int(self.service[place]),
            known_since=date.fromordinal(known) if known else None,
            organisation_id=int(self.organisation[place]),
            services=self.services(place),
            opted_out=bool(self.opted_out[place]),
            rests_until=date.fromordinal(rests) if rests else None,
            reachable=bool(self.reachable[place]),
            serves=bool(self.serves[place]),
            contact=bool(self.contact[place]),
            public=bool(self.public[place]),
        )


@dataclass(frozen=True)
class ColumnsDrawn:
    """What a draw did with each place of its columns: reason and stratum by their numbers, and the chance."""

    columns: Columns
    reasons: Sequence[str]
    reason: Array
    strata: Sequence[str]
    stratum: Array
    probability: Array
    drawn: Array

    def line(self, place: int) -> FrameLine:
        """What became of the person at this place."""
        reason, drawn = self.reasons[self.reason[place]], bool(self.drawn[place])
        outcome = Outcome.SKIPPED if reason else Outcome.DRAWN if drawn else Outcome.NOT_DRAWN
        stratum, chance = self.strata[self.stratum[place]], float(self.probability[place])
        return FrameLine(self.columns.candidate(place), stratum, outcome, reason, chance)


@dataclass(frozen=True)
class Lines(Sequence[FrameLine]):
    """Lines of a draw from columns, each made when it is looked at; equal to any other sequence of the same lines."""

    of: ColumnsDrawn
    places: Array

    def __len__(self) -> int:
        return len(self.places)

    @overload
    def __getitem__(self, at: int) -> FrameLine: ...
    @overload
    def __getitem__(self, at: slice) -> Lines: ...
    def __getitem__(self, at: int | slice) -> FrameLine | Lines:
        if isinstance(at, slice):
            return Lines(self.of, self.places[at])
        return self.of.line(int(self.places[at]))

    def __iter__(self) -> Iterator[FrameLine]:
        return (self.of.line(place) for place in self.places.tolist())

    def keyed(self) -> Iterator[tuple[int, int, FrameLine]]:
        """For each line the key, the number of its kind, and a line that is like it in all but the person."""
        of, some = self.of, {}
        kinds = ((of.stratum[self.places] * len(of.reasons)) + of.reason[self.places]) * 2 + of.drawn[self.places]
        for first in np.unique(kinds, return_index=True)[1].tolist():
            some[int(kinds[first])] = self[first]
        for begin in range(0, len(self), AT_ONCE):
            part = slice(begin, begin + AT_ONCE)
            keys = of.columns.key[self.places[part]].tolist()
            yield from ((key, kind, some[kind]) for key, kind in zip(keys, kinds[part].tolist(), strict=True))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and len(self) == len(other) and all(map(eq, self, other))

    __hash__ = None  # type: ignore[assignment]


@dataclass(frozen=True)
class Cell:
    """People who are alike in all that a draw says of them; `keys` in order."""

    organisation_id: int
    site: int | None
    service: int
    stratum: str
    outcome: Outcome
    reason: str
    probability: float
    keys: Array


@dataclass(frozen=True)
class SampleMade:
    """A draw: the frame (everybody who could be drawn), who was drawn, who was skipped and why."""

    month: date
    size: int
    seed: int
    rest_days: int
    frame: Sequence[FrameLine]
    drawn: Sequence[FrameLine]
    skipped: Sequence[FrameLine]
    frame_hash: str
    sample_id: int | None = None
    of: ColumnsDrawn | None = field(default=None, compare=False, repr=False)  # where it was drawn from columns


@dataclass(frozen=True)
class TrialStratum:
    """One stratum of a draw that is not stored."""

    site_id: int | None
    service_id: int
    framed: int
    drawn: int
