"""Whom to ask: how many answers a margin needs, and a stratified draw that anyone can repeat exactly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256
from math import ceil
from typing import TYPE_CHECKING, Any

from rapport.measures._accept import each, number, whole, z_of

if TYPE_CHECKING:  # pages that draw nobody do without it
    import numpy as np

Group = list[Hashable]
POOL = object()  # stands for the strata that are too small to be due one person each
AT_ONCE = 50_000


def answers_needed(
    margin: float, *, variance: float = 1.0, confidence: float = 0.95, population: int | None = None
) -> int:
    """How many answers a loyalty score needs for an interval of ± margin: ⌈s²z²/m² − 3⌉, at least 1.

    margin in 0..1 on the scale −1..1 of the score (.10 = ten points), not 0; variance of one answer in 0..1, not 0
    (1 is the worst case); confidence strictly between 0 and 1; population: the N ≥ 1 people who could answer; else
    ValueError. The 3 are the answers that the adjusted Wald interval adds (Rocks 2016, The American Statistician).
    With N variance and added answers are multiplied by 1 − n/N, as in `nps_from_counts`: the smallest n ≤ N with
    s²z²(1 − n/N) ≤ m²(n + 3(1 − n/N)), which solved for n is N(s²z² − 3m²) / (Nm² + s²z² − 3m²).

    >>> [answers_needed(margin) for margin in (0.10, 0.15, 0.20)]
    [382, 168, 94]
    >>> [answers_needed(0.10, population=people) for people in (50, 400, 1_000_000)]
    [45, 196, 382]
    """
    if number(margin, name="margin", low=0, high=1) == 0:
        raise ValueError(f"margin must be above 0, not {margin!r}")
    if number(variance, name="variance", low=0, high=1) == 0:
        raise ValueError(f"variance must be above 0, not {variance!r}")
    spread, square = variance * z_of(confidence) ** 2, margin**2
    if population is None:
        return max(1, ceil(spread / square - 3))
    people = whole(population, name="population", low=1)
    above = spread - 3 * square
    return min(people, max(1, ceil(people * above / (people * square + above))))


@dataclass(frozen=True, slots=True)
class Drawn:
    """One person who was drawn, the stratum they stand in and the probability (0..1) they had."""

    person: Any
    stratum: Any
    probability: float


@dataclass(frozen=True, slots=True)
class Sample:
    """A draw: who, from what, with which seed; `probability` covers the whole frame and sums to `size`."""

    drawn: tuple[Drawn, ...]
    probability: dict[Any, float]
    allocation: dict[Any, int]
    size: int
    seed: int | str

    @property
    def persons(self) -> tuple[Any, ...]:
        return tuple(row.person for row in self.drawn)

    def __iter__(self) -> Iterator[Drawn]:
        return iter(self.drawn)

    def __len__(self) -> int:
        return len(self.drawn)


def draw(frame: Iterable[Hashable], *, size: int, strata: Any, seed: int | str) -> Sample:
    """Draw `size` persons without replacement, spread over strata in proportion; the same seed gives the same people.

    frame: distinct person ids (whole numbers, texts, UUIDs); strata: a mapping person → stratum, or a sequence
    parallel to the frame; 1 ≤ size ≤ len(frame); seed: whole number or text. Else ValueError.

    Seats go by largest remainder, ties by lot. Strata that are due less than one seat share one pool with at least
    one seat, drawn systematically in order of stratum, so nobody has probability 0. Everyone's probability is seats
    / people of their stratum or pool. The lot of a person is SHA-256 of seed and id: neither the order of the frame
    nor the platform matters. Rows come in the order of the lots. Source: Cochran 1977, chapters 5 and 8.
    """
    people = _distinct(frame)
    stratum_of = _strata(people, strata)
    size = whole(size, name="size", low=1, high=len(people))
    lot = _Lots(seed)
    groups = _grouped(people, stratum_of, size=size)
    seats = _seats({name: len(group) for name, group in groups.items()}, size=size, lot=lot)
    chosen = [person for name, group in groups.items() for person in _chosen(name, group, seats[name], lot, stratum_of)]
    probability = {person: seats[name] / len(group) for name, group in groups.items() for person in group}
    rows = tuple(Drawn(person, stratum_of[person], probability[person]) for person in sorted(chosen, key=lot))
    allocation = dict.fromkeys(sorted(stratum_of.values(), key=lot), 0) | Counter(row.stratum for row in rows)
    return Sample(rows, {person: probability[person] for person in sorted(people, key=lot)}, allocation, size, seed)


@dataclass(frozen=True)
class Places:
    """A draw from columns: where in the frame those drawn stand, in the order of the lots, and everybody's chance."""

    drawn: np.ndarray
    probability: np.ndarray


def draw_columns(frame: Any, *, size: int, strata: Any, names: Sequence[str], seed: int | str) -> Places:
    """As `draw`, from very many whole numbers: the same people by the same lots, without an object for each person.

    frame: distinct whole numbers; strata: for each the place of its stratum in `names`, none of which stands there
    twice or for nobody; 1 ≤ size ≤ len(frame); seed: whole number or text. Else ValueError.
    """
    import numpy as np

    people, stands = np.asarray(frame, np.int64), np.asarray(strata, np.int64)
    counts = np.bincount(stands, minlength=len(names))
    if len(stands) != len(people) or len(counts) != len(set(names)) or not counts.all():
        raise ValueError(f"strata must name for each of {len(people)} one of {len(names)} distinct names, all in use")
    size = whole(size, name="size", low=1, high=len(people))
    lot = _Lots(seed)
    alone = size * counts >= len(people)
    sizes: dict[Any, int] = {names[place]: int(counts[place]) for place in np.flatnonzero(alone).tolist()}
    if not alone.all():
        sizes[POOL] = int(counts[~alone].sum())
    seats = _seats(sizes, size=size, lot=lot)
    order = lot.order(people)
    parts = np.split(order[np.argsort(stands[order], kind="stable")], np.cumsum(counts)[:-1])
    chosen = [part[: seats[name]] for part, name in zip(parts, names, strict=True) if name in seats]
    if POOL in seats:
        small = sorted(np.flatnonzero(~alone).tolist(), key=lambda place: lot(names[place]))
        in_order = np.concatenate([parts[place] for place in small])
        chosen.append(in_order[_every(len(in_order), seats[POOL], lot)])
    taken = np.zeros(len(people), bool)
    taken[np.concatenate(chosen)] = True
    groups = [name if name in seats else POOL for name in names]
    chances = np.array([seats[group] / sizes[group] for group in groups])
    return Places(order[taken[order]], chances[stands])


class _Lots:
    """A lot for everyone: a fixed pseudo-random rank from seed and name."""

    def __init__(self, seed: int | str) -> None:
        if not isinstance(seed, str):
            seed = whole(seed, name="seed")
        self._salt = f"{seed}|"

    def __call__(self, name: object) -> tuple[bytes, str]:
        # The type's name parts 1 from "1".
        return sha256(f"{self._salt}{name}".encode()).digest(), type(name).__name__

    def order(self, people: np.ndarray) -> np.ndarray:
        """Where these whole numbers stand, in the order of their lots."""
        import numpy as np

        salt, first = self._salt.encode(), np.empty(len(people), np.uint64)
        for begin in range(0, len(people), AT_ONCE):
            some = people[begin : begin + AT_ONCE].tolist()
            lots = b"".join([sha256(b"%b%d" % (salt, one)).digest()[:8] for one in some])
            first[begin : begin + len(some)] = np.frombuffer(lots, ">u8")
        order = np.argsort(first, kind="stable")
        if (np.diff(first[order]) == 0).any():  # two lots begin alike: only all of them tell who is first
            order = np.array(sorted(range(len(people)), key=lambda place: self(int(people[place]))), np.int64)
        return order

    def below(self, limit: Fraction) -> Fraction:
        """A lot for the draw as a whole, evenly spread over 0 ≤ lot < limit."""
        return limit * Fraction(int.from_bytes(self("start of the pool")[0][:8], "big"), 2**64)


def _distinct(frame: Iterable[Hashable]) -> Group:
    people = each(frame, name="frame")
    for person in people:
        if person is None or isinstance(person, float) or not isinstance(person, Hashable):
            raise ValueError(f"each person of the frame must be a whole number, a text or a UUID, not {person!r}")
    for person, times in Counter(people).items():
        if times > 1:
            raise ValueError(f"frame must name everyone once, not {person!r} {times} times")
    return people


def _strata(people: Group, strata: Any) -> dict[Hashable, Hashable]:
    if not isinstance(strata, Mapping):
        parallel = each(strata, name="strata")
        if len(parallel) != len(people):
            raise ValueError(f"strata must be as long as the frame ({len(people)}), not {len(parallel)}")
        return dict(zip(people, parallel, strict=True))
    for person in people:
        if person not in strata:
            raise ValueError(f"strata must name a stratum for everyone; it has none for {person!r}")
    return {person: strata[person] for person in people}


def _grouped(people: Group, stratum_of: dict[Hashable, Hashable], *, size: int) -> dict[Any, Group]:
    """People by stratum; strata due less than one seat (size × share < 1) together in the pool."""
    counts = Counter(stratum_of.values())
    groups: dict[Any, Group] = {}
    for person in people:
        stratum = stratum_of[person]
        due_one = size * counts[stratum] >= len(people)
        groups.setdefault(stratum if due_one else POOL, []).append(person)
    return groups


def _seats(people: dict[Any, int], *, size: int, lot: _Lots) -> dict[Any, int]:
    """Seats per group by largest remainder, in whole numbers so that no rounding decides; the pool has at least one."""
    total = sum(people.values())
    seats = {name: size * count // total for name, count in people.items()}
    remainder = {name: size * count % total for name, count in people.items()}
    if seats.get(POOL) == 0:  # the other groups' whole seats always leave this one
        seats[POOL], remainder[POOL] = 1, 0
    by_claim = sorted(people, key=lambda name: (-remainder[name], lot("pool" if name is POOL else name)))
    for name in by_claim[: size - sum(seats.values())]:
        seats[name] += 1
    return seats


def _chosen(name: Any, group: Group, seats: int, lot: _Lots, stratum_of: dict[Hashable, Hashable]) -> Group:
    if name is not POOL:
        return sorted(group, key=lot)[:seats]
    in_order = sorted(group, key=lambda person: (lot(stratum_of[person]), lot(person)))
    return [in_order[place] for place in _every(len(group), seats, lot)]


def _every(many: int, seats: int, lot: _Lots) -> list[int]:
    """As many places among so many, evenly apart, from a start by lot."""
    step = Fraction(many, seats)
    start = lot.below(step)
    return [int(start + step * seat) for seat in range(seats)]
