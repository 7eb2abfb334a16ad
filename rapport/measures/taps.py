"""The three questions of both sides by group: how many said yes, where two sides differ, and what stays hidden."""

from collections.abc import Container, Hashable, Iterable, Sequence
from dataclasses import dataclass

THEIRS, OURS = "theirs", "ours"
QUESTIONS = 3


@dataclass(frozen=True, slots=True)
class Tap:
    """What one person tapped about one episode of a group; None where a question was left out."""

    group: Hashable
    episode: int
    side: str
    person: int
    said: tuple[bool | None, bool | None, bool | None]


@dataclass(frozen=True, slots=True)
class Count:
    """How many of n said yes."""

    yes: int
    n: int


@dataclass(frozen=True, slots=True)
class Pairs:
    """Episodes about which both sides answered the same question, by what they said."""

    both: int
    theirs_only: int
    ours_only: int
    neither: int

    @property
    def n(self) -> int:
        """All of them."""
        return self.both + self.theirs_only + self.ours_only + self.neither


@dataclass(frozen=True, slots=True)
class Shown:
    """What may be shown of one group, question by question; None where a group of people would be too small."""

    theirs: tuple[Count | None, ...]
    ours: tuple[Count | None, ...]
    pairs: tuple[Pairs | None, ...]
    answered: tuple[int | None, int | None]
    """Taps of their side and of ours, whichever questions they left out."""


@dataclass(frozen=True, slots=True)
class _Answer:
    group: Hashable
    person: int
    beside: int
    key: tuple[bool, ...]


def released(taps: Iterable[Tap], *, least: int = 5) -> dict[Hashable, Shown]:
    """What may be shown of each group and, under None, of all together.

    A figure needs `least` different people on each side it tells about. All together are shown only where what is
    hidden of the groups holds as many, so that nothing can be worked out by taking away. Episodes of both sides are
    shown only where what each side said beside them is nobody's or as many people's. `None` is no group's name.

    >>> five = [Tap("desk", n, "theirs", n, (True, None, n > 1)) for n in range(5)]
    >>> found = released(five)
    >>> found["desk"].theirs[2], found["desk"].ours[2], found[None].theirs[1]
    (Count(yes=3, n=5), None, None)
    """
    if least < 2:
        raise ValueError(f"a group of {least!r} hides nobody")
    held = list(taps)
    if any(tap.group is None for tap in held):
        raise ValueError("a tap belongs to no group")
    groups = list(dict.fromkeys(tap.group for tap in held))
    sides = {side: [_told(_answers(held, side, q), groups, least) for q in range(QUESTIONS)] for side in (THEIRS, OURS)}
    pairs = [_told(_pairs(held, q), groups, least, beside=_unpaired(held, q)) for q in range(QUESTIONS)]
    came = [_told(_whole(held, side), groups, least) for side in (THEIRS, OURS)]
    return {
        group: Shown(
            theirs=tuple(_count(one[group]) for one in sides[THEIRS]),
            ours=tuple(_count(one[group]) for one in sides[OURS]),
            pairs=tuple(_sorted(one[group]) for one in pairs),
            answered=(_length(came[0][group]), _length(came[1][group])),
        )
        for group in (*groups, None)
    }


def _answers(taps: Sequence[Tap], side: str, question: int) -> list[_Answer]:
    """Answers of one side; the person stands on both places, so that one rule counts people for one side and two."""
    return [
        _Answer(tap.group, tap.person, tap.person, (said,))
        for tap in taps
        if tap.side == side and (said := tap.said[question]) is not None
    ]


def _whole(taps: Sequence[Tap], side: str) -> list[_Answer]:
    return [_Answer(tap.group, tap.person, tap.person, ()) for tap in taps if tap.side == side]


def _length(answers: list[_Answer] | None) -> int | None:
    return None if answers is None else len(answers)


def _pairs(taps: Sequence[Tap], question: int) -> list[_Answer]:
    """One for each episode both sides answered about; of several of ours the first counts."""
    first = _first(taps, question)
    both = [(tap, first[OURS, episode]) for (side, episode), tap in first.items() if _paired(side, episode, first)]
    return [_Answer(a.group, a.person, b.person, (bool(a.said[question]), bool(b.said[question]))) for a, b in both]


def _first(taps: Sequence[Tap], question: int) -> dict[tuple[str, int], Tap]:
    found: dict[tuple[str, int], Tap] = {}
    for tap in taps:
        if tap.said[question] is not None:
            found.setdefault((tap.side, tap.episode), tap)
    return found


def _unpaired(taps: Sequence[Tap], question: int) -> tuple[list[_Answer], ...]:
    """By side, what stands in its figure and in no pair: what is left when pairs are taken off it."""
    first = _first(taps, question)
    paired = {id(tap) for tap in first.values() if {(THEIRS, tap.episode), (OURS, tap.episode)} <= first.keys()}
    return tuple(_answers([one for one in taps if id(one) not in paired], side, question) for side in (THEIRS, OURS))


def _paired(side: str, episode: int, first: dict[tuple[str, int], Tap]) -> bool:
    return side == THEIRS and (OURS, episode) in first


def _told(
    answers: Sequence[_Answer], groups: Sequence[Hashable], least: int, *, beside: Sequence[Sequence[_Answer]] = ()
) -> dict[Hashable, list[_Answer] | None]:
    """The answers of each group and of all, None where they stay hidden; `beside` is what they are taken off from."""
    told: dict[Hashable, list[_Answer] | None] = {}
    for group in groups:
        found = _of(answers, {group})
        left = [_of(one, {group}) for one in beside]
        told[group] = found if _many(found, least) and _none_or_many(left, least) else None
    hidden = {group for group in groups if told[group] is None}
    rests = [_of(one, hidden) for one in (answers, *beside)]
    safe = _many(answers, least) and _none_or_many([*rests, *beside], least)
    return told | {None: list(answers) if safe else None}


def _of(answers: Sequence[_Answer], groups: Container[Hashable]) -> list[_Answer]:
    return [one for one in answers if one.group in groups]


def _none_or_many(rests: Iterable[Sequence[_Answer]], least: int) -> bool:
    return all(not rest or _many(rest, least) for rest in rests)


def _many(answers: Sequence[_Answer], least: int) -> bool:
    return min(len({one.person for one in answers}), len({one.beside for one in answers})) >= least


def _count(answers: list[_Answer] | None) -> Count | None:
    return None if answers is None else Count(yes=sum(one.key[0] for one in answers), n=len(answers))


def _sorted(answers: list[_Answer] | None) -> Pairs | None:
    if answers is None:
        return None
    keys = [one.key for one in answers]
    return Pairs(*(keys.count(key) for key in ((True, True), (True, False), (False, True), (False, False))))
