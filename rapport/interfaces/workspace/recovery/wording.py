"""The sentences of these pages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from rapport.domains.insights.queries import ClassMoves, RecoveredQuarter
from rapport.domains.recovery.types import Before, Facts, Mood, Outcome, RecoveryPage, SaidSeen, Show
from rapport.interfaces.look.figures import pieces
from rapport.interfaces.look.wording import moments, words
from rapport.interfaces.workspace.stages.wording import key, quarter
from rapport.measures.proportions import Proportion

FACTS = {
    Facts.KEPT: "Every time they were given had been kept when they said it.",
    Facts.BROKEN: "A time they were given was broken.",
    Facts.NONE: "No time they were given ended in the ninety days before.",
}
SHORT_FACTS = {Facts.KEPT: "promise kept, still unhappy", Facts.BROKEN: "promise broken", Facts.NONE: ""}
MOODS = {"unhappy": "still unhappy", "passive": "passive now", "happy": "a promoter now"}
NEAR = {"today", "yesterday"}
EMPTY = {
    Show.ALL: "Nobody who is unhappy waits for a call. When an answer by name is from 0 to 6, it stands here.",
    Show.MINE: "Nothing is yours to do. What others have stands under “All I may see”.",
    Show.OVERDUE: "Nobody waits for longer than 48 hours.",
}


def lead(page: RecoveryPage, *, today: date) -> tuple[str, str]:
    """How it stands: the claim, and what comes next."""
    row = page.row
    if row.ended_at is not None:
        by = f" by {page.ended_by}" if page.ended_by else ""
        return f"Ended{by}: {row.outcome}{_from(page)}.", _after(page, today)
    if row.contacted_at is not None:
        return "We spoke with them.", "Say what came of it, and it ends."
    day = moments.day(row.due_at, today=today)
    due = f"{day} {moments.clock(row.due_at)}"
    if row.overdue:
        on = "" if day in NEAR else "on "
        return "Nobody has spoken with them yet.", f"48 hours passed {on}{due}. {_has(row.holder)}"
    return f"Speak with them by {due}.", _has(row.holder)


def _from(page: RecoveryPage) -> str:
    """From what to what, where a changed answer ended it and the viewer may read it."""
    if page.row.outcome != Outcome.CHANGED:
        return ""
    unhappy = [(was.score, one.score) for one in page.said for was in one.before if was.mood == Mood.UNHAPPY]
    return f" from {unhappy[-1][0]} to {unhappy[-1][1]}" if unhappy else ""


def spoken(said: Sequence[SaidSeen]) -> list[tuple[SaidSeen, list[Before]]]:
    """Each answer with what it was before, the latest first; words that were only added are no other answer."""
    return [(one, _differed(one)) for one in said]


def _differed(one: SaidSeen) -> list[Before]:
    """Earlier answers that said something else than the one after them.

    >>> from datetime import datetime
    >>> was = [Before(3, "unhappy", words, date(2026, 11, 2)) for words in ("", "Twice.")]
    >>> [row.words for row in _differed(SaidSeen("nps", 8, "passive", (), "", datetime(2026, 11, 9), tuple(was)))]
    ['Twice.']
    """
    said: list[Any] = [*one.before, one]
    pairs = pairwise(said)
    return [was for was, then in pairs if was.score != then.score or was.words not in {"", then.words}][::-1]


def _has(holder: str) -> str:
    return f"{holder} has it." if holder else "Nobody has it: give it to somebody."


def _after(page: RecoveryPage, today: date) -> str:
    if page.mood_after:
        return f"Asked once more: {MOODS[page.mood_after]}."
    if page.ask_again_on is None:
        return "They are not asked again because of it."
    return f"They are asked once more on {moments.short_day(page.ask_again_on, today=today)}."


def quarter_words(found: RecoveredQuarter, names: dict[int, str]) -> dict[str, Any]:
    """The page about one quarter."""
    return {
        "quarter": quarter(found.quarter),
        "lead": _claim(found),
        "facts": _figures(found),
        "tables": [_table(one, names) for one in found.moves],
        "hidden": any(n is None for one in found.moves for n in one.cells.values()),
        "others": [(quarter(one), key(one), one == found.quarter) for one in found.quarters],
    }


def _claim(found: RecoveredQuarter) -> str:
    if found.recoveries is None:
        return "Fewer than five people were called after an answer, so no figure is shown."
    if found.within_48 is None:
        return f"{words.number(found.recoveries)} people were to be called."
    k, n = found.within_48.k, found.within_48.n
    return f"We spoke with {words.number(k)} of {words.number(n)} unhappy people within 48 hours."


def _figures(found: RecoveredQuarter) -> list[tuple[str, str, str]]:
    """Name, figure, and what it was counted from."""
    hours = found.median_hours
    spoken = f"from {words.count(found.n_contacted, 'talk')}"
    return [
        ("Spoken with within 48 hours", *_share(found.within_48)),
        ("Hours to the first talk, median", *((words.number(hours, decimals=1), spoken) if hours is not None else NOT)),
        ("No longer unhappy when asked again", *_share(found.recovered)),
    ]


NOT = ("not shown", "fewer than five")


def _share(part: Proportion | None) -> tuple[str, str]:
    if part is None:
        return NOT
    return words.share(part.value, part.low, part.high), f"{words.number(part.k)} of {words.number(part.n)}"


def _table(one: ClassMoves, names: dict[int, str]) -> dict[str, Any]:
    held = [name for name in pieces.CLASSES if any(name in pair for pair in one.cells)]
    rows = {before: {after: one.cells.get((before, after), 0) for after in held} for before in held}
    return {
        "name": names.get(one.survey_id, "A survey"),
        "n": one.n,
        "rows": rows if one.n else {},
        "order": tuple(held),
        "up": _moved(one, up=True),
        "down": _moved(one, up=False),
    }


def _moved(one: ClassMoves, *, up: bool) -> str:
    order = ("detractor", "passive", "promoter")
    cells = [n for (a, b), n in one.cells.items() if a != b and (order.index(b) > order.index(a)) == up]
    many, verb = sum(n for n in cells if n is not None), "rose" if up else "fell"
    if None in cells:
        return f"at least {words.number(many)} {verb}" if many else f"how many {verb} is not shown"
    return f"{words.number(many) if many else 'nobody'} {verb}"
