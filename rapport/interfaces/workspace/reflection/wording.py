"""The sentences and rows of the reflection page; each follows from the counts, never from the writer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from rapport.domains.ledger.queries import Asked, Between, OwnTaps, Quarter
from rapport.foundation.text import defused
from rapport.interfaces.look.wording import words
from rapport.measures.proportions import Proportion
from rapport.measures.taps import Pairs

ASKED = (
    ("We know each other better", "we know each other better"),
    ("We know their work better", "they know us better"),
    ("We understood each other", "we understood each other"),
)
HIDDEN = "not shown"
UNDERSTOOD = 2
COLUMNS = (
    *("organisation", "team", "quarter", "question", "side", "yes", "n", "low", "high"),
    *("both_yes", "only_theirs", "only_ours", "neither", "episodes", "not_asked", "no_answer"),
)


@dataclass(frozen=True)
class Line:
    """One quarter of one question, in words."""

    quarter: str
    theirs: str
    ours: str
    differ: str


@dataclass(frozen=True)
class Group:
    """One organisation and one team on the page."""

    name: str
    note: str
    questions: tuple[tuple[str, tuple[Line, ...]], ...]
    ours: bool
    hidden: str
    asked: tuple[str, ...]


def lead(found: Sequence[Between]) -> str:
    """What the newest figures mean: where the two sides differ most surely, or that nothing can be told yet."""
    newest = [(one, one.quarters[-1]) for one in found]
    differ = [(one, quarter) for one, quarter in newest if _apart(quarter)]
    if not any(not quarter.is_hidden for _, quarter in newest):
        return "Cannot tell yet: no quarter holds answers of five people on one side."
    if not differ:
        return "Where both sides may be shown, neither says clearly more than the other that we understood each other."
    one, quarter = differ[0]
    theirs, ours = quarter.theirs[UNDERSTOOD], quarter.ours[UNDERSTOOD]
    who = "We think so more often than they do" if _below(theirs, ours) else "They think so more often than we do"
    return f"Did we understand each other? {who}: {one.organisation}, {quarter_name(quarter.first)}."


def _apart(quarter: Quarter) -> bool:
    theirs, ours = quarter.theirs[UNDERSTOOD], quarter.ours[UNDERSTOOD]
    return theirs is not None and ours is not None and (theirs.high < ours.low or ours.high < theirs.low)


def _below(one: Proportion | None, other: Proportion | None) -> bool:
    return one is not None and other is not None and one.high < other.low


def group(one: Between) -> Group:
    """One organisation and team: three questions over its quarters, newest last, and who was asked."""
    asked = [(ASKED[n][0], _lines(one.quarters, n)) for n in (UNDERSTOOD, 0, 1)]
    ours = any(share for quarter in one.quarters for share in quarter.ours)
    return Group(
        name=name_of(one),
        note=_note(one, ours),
        ours=ours,
        questions=tuple((said, lines) for said, lines in asked if lines),
        hidden=hidden_sentence([quarter_name(quarter.first) for quarter in one.quarters if quarter.is_hidden]),
        asked=tuple(said for quarter in one.quarters for said in asked_sentences(quarter)),
    )


def _note(one: Between, ours: bool) -> str:
    if not one.team:
        return "Teams too small to stand alone are part of this"
    return "" if ours else "Our side is not shown: fewer than five of us answered"


def name_of(one: Between) -> str:
    """Whose figures these are."""
    return f"{one.organisation}, {one.team or 'all teams'}"


def shown(found: Sequence[Between]) -> list[Group]:
    """Those of whom anything may be shown, all teams of an organisation first."""
    return [group(one) for one in found if not _is_hidden(one)]


def hidden(found: Sequence[Between]) -> str:
    """One sentence for those of whom nothing may be shown."""
    return hidden_sentence([name_of(one) for one in found if _is_hidden(one)], parted="; ")


def _is_hidden(one: Between) -> bool:
    return all(quarter.is_hidden for quarter in one.quarters)


def hidden_sentence(names: Sequence[str], *, parted: str = ", ") -> str:
    """What is not shown, and why.

    >>> hidden_sentence(["Q1 2026"])
    'Not shown, because fewer than five people answered or a smaller group could be worked out: Q1 2026.'
    """
    if not names:
        return ""
    why = "because fewer than five people answered or a smaller group could be worked out"
    return f"Not shown, {why}: {parted.join(names)}."


def _lines(quarters: Sequence[Quarter], question: int) -> tuple[Line, ...]:
    """The quarters of which anything may be shown."""
    return tuple(
        _line(quarter, question)
        for quarter in quarters
        if any(side[question] for side in (quarter.theirs, quarter.ours, quarter.pairs))
    )


def _line(quarter: Quarter, question: int) -> Line:
    return Line(
        quarter=quarter_name(quarter.first),
        theirs=share(quarter.theirs[question]),
        ours=share(quarter.ours[question]),
        differ=differ(quarter.pairs[question]),
    )


def quarter_name(first: date) -> str:
    """Its name.

    >>> quarter_name(date(2026, 7, 1))
    'Q3 2026'
    """
    return f"Q{(first.month + 2) // 3} {first.year}"


def share(one: Proportion | None) -> str:
    """k of n with its range; never a share alone.

    >>> from rapport.measures.proportions import wilson
    >>> share(wilson(41, 52)).replace(chr(160), " ")
    '41 of 52 (66 to 88 %)'
    """
    if one is None:
        return HIDDEN
    return f"{one.k} of {one.n} ({round(one.low * 100)} to {words.percent(one.high)})"


def differ(pairs: Pairs | None) -> str:
    """Where the two sides differ about the same episodes."""
    if pairs is None:
        return HIDDEN
    apart = pairs.theirs_only + pairs.ours_only
    if not apart:
        return f"never, of {pairs.n}"
    return f"{apart} of {pairs.n}: {pairs.theirs_only} only they say yes, {pairs.ours_only} only we"


def asked_sentences(quarter: Quarter) -> Iterator[str]:
    """Not asked and no answer, kept apart from no."""
    for side, asked in (("Their", quarter.their_asked), ("Our", quarter.our_asked)):
        if asked is not None:
            yield f"{quarter_name(quarter.first)}, {side.lower()} side: {_asked(asked)}"


def _asked(one: Asked) -> str:
    return (
        f"{words.count(one.episodes, 'episode')} ended, {one.not_asked} not asked about, "
        f"{one.no_answer} asked without an answer, {words.count(one.answered, 'answer')}."
    )


def own(taps: OwnTaps) -> list[tuple[str, str]]:
    """One's own taps of a year."""
    if not taps.answered:
        return []
    return [(words.sentence(said), f"{yes} of {n}") for (_, said), (yes, n) in zip(ASKED, taps.counts, strict=True)]


def csv_rows(one: Between) -> Iterator[list[str | int | float | None]]:
    """Two lines per quarter and question, one for each side."""
    for quarter in one.quarters:
        for n, (asked, _) in enumerate(ASKED):
            sides = (("theirs", quarter.theirs[n], quarter.their_asked), ("ours", quarter.ours[n], quarter.our_asked))
            for side, found, reached in sides:
                named = [defused(one.organisation), defused(one.team or "all teams"), quarter_name(quarter.first)]
                yield [*named, asked, side, *_figures(found), *_pairs(quarter.pairs[n]), *_reached(reached)]


def _figures(one: Proportion | None) -> list[int | float | None]:
    return [None] * 4 if one is None else [one.k, one.n, round(one.low, 4), round(one.high, 4)]


def _pairs(one: Pairs | None) -> list[int | float | None]:
    return [None] * 4 if one is None else [one.both, one.theirs_only, one.ours_only, one.neither]


def _reached(one: Asked | None) -> list[int | float | None]:
    return [None] * 3 if one is None else [one.episodes, one.not_asked, one.no_answer]
