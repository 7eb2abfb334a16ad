"""Who began it, what was promised, how it ended, what is next: two sentences that open a relationship page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from rapport.interfaces.look import moments
from rapport.interfaces.look.canvas import shortened
from rapport.interfaces.look.words import sentence

LONGEST_TITLE = 90  # a longer one would fill the headline


@dataclass(frozen=True)
class Promised:
    """What was promised in a matter: the words, by when, and how it stands."""

    text: str
    due_at: datetime
    standing: str


@dataclass(frozen=True)
class Matter:
    """The last thing both sides dealt with; `begun_by` is how the page names them, empty when nobody knows.

    `again_at` is when it was opened again after it had ended; what faded ended because nobody said any more.
    """

    title: str
    begun_by: str
    started_at: datetime
    ended_at: datetime | None = None
    promised: Promised | None = None
    again_at: datetime | None = None
    faded: bool = False


@dataclass(frozen=True)
class Next:
    """What comes next; with a moment it is a promise, with a day a plan."""

    text: str
    on: date | None = None
    who: str = ""
    late: bool = False


@dataclass(frozen=True)
class Told:
    """The two sentences; the first in three parts, so that a page can print them in one line or apart."""

    begun: str
    promised: str
    ended: str
    next: str

    @property
    def text(self) -> str:
        """Everything in one line."""
        return f"{self.begun}; {self.promised}, {self.ended}. {self.next}"


def tell(matter: Matter, ahead: Next | None, *, today: date) -> Told:
    """Tell a matter to whoever reads it on `today`; moments are those of the reader's zone.

    >>> then = datetime(2026, 11, 13, 15, 52)
    >>> due = Promised("Hugo calls about the tablet", datetime(2026, 11, 17, 9, 15), "open")
    >>> matter = Matter("Tablet starts in Polish", "Marta Kolb", then, promised=due)
    >>> print(tell(matter, Next("Hugo calls about the tablet", due.due_at), today=date(2026, 11, 17)).text)
    Marta Kolb began “Tablet starts in Polish” on Friday; we promised “Hugo calls about the tablet” by today, 09:15, \
and it is still open. Next: Hugo calls about the tablet, today by 09:15.
    >>> print(tell(Matter("Round on site", "we", then, then), None, today=date(2026, 11, 17)).text)
    We began “Round on site” on Friday; nothing was promised for it, and it ended the same day. Nothing is planned next.
    """
    return Told(_begun(matter, today), _promised(matter, today), _ended(matter, today), _next(ahead, today))


def _begun(matter: Matter, today: date) -> str:
    named = f"“{shortened(matter.title, most=LONGEST_TITLE)}”" if matter.title else "the last matter"
    when = moments.ago_day(matter.started_at, today=today)
    return f"{sentence(matter.begun_by)} began {named} {when}" if matter.begun_by else f"{sentence(named)} began {when}"


def _promised(matter: Matter, today: date) -> str:
    promised = matter.promised
    if promised is None:
        return "nothing was promised for it" if matter.ended_at else "nothing is promised for it yet"
    said = f"we promised {_what(promised.text, matter.title)} by {_by(promised.due_at, today)}"
    return said + {"kept": " and kept it", "broken": " and did not keep it", "withdrawn": " and took that back"}.get(
        promised.standing, ""
    )


def _what(text: str, title: str) -> str:
    """A promise that repeats the name of its matter is told without it."""
    head, colon, rest = text.partition(": ")
    if colon and rest.casefold() == title.casefold():
        return {"an answer": "an answer", "it is done": "to have it done"}.get(head.casefold(), f"“{head}”")
    return f"“{text}”"


def _ended(matter: Matter, today: date) -> str:
    if matter.again_at is not None:
        again = f"and it was opened again {moments.ago_day(matter.again_at, today=today)}"
        if matter.ended_at is None:
            return again
        same = moments.day_of(matter.ended_at) == moments.day_of(matter.again_at)
        return f"{again} and ended {'the same day' if same else moments.ago_day(matter.ended_at, today=today)}"
    if matter.ended_at is None:
        return "and it is still open"
    if matter.faded:
        same = moments.day_of(matter.ended_at) == moments.day_of(matter.started_at)
        ago = moments.ago_day(matter.ended_at, today=today)
        return "and nobody said more of it" if same else f"and the last word was said {ago}"
    if moments.day_of(matter.ended_at) == moments.day_of(matter.started_at):
        # After a promise “the same day” would be read as the day it was promised for.
        ago = moments.ago_day(matter.ended_at, today=today)
        return f"and it ended the day it began, {ago}" if matter.promised else "and it ended the same day"
    return f"and it ended {moments.ago_day(matter.ended_at, today=today)}"


def _next(ahead: Next | None, today: date) -> str:
    if ahead is None:
        return "Nothing is planned next."
    parts = [ahead.text.rstrip(".")]
    if ahead.on is not None:
        clock = f" by {moments.clock(ahead.on)}" if isinstance(ahead.on, datetime) else ""
        parts.append(f"{moments.day(ahead.on, today=today)}{clock}")
    parts += [ahead.who] if ahead.who else []
    return f"Next: {', '.join(parts)}{', and late' if ahead.late else ''}."


def _by(moment: datetime, today: date) -> str:
    return f"{moments.day(moment, today=today)}, {moments.clock(moment)}"
