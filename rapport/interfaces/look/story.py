"""Who began it, what was promised, how it ended, what is next: four short sentences that open a relationship page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from rapport.interfaces.look.figures.canvas import shortened
from rapport.interfaces.look.wording import moments
from rapport.interfaces.look.wording.words import sentence, small

LONGEST_TITLE = 90  # a longer one would fill the headline
MIDNIGHT = "00:00"
NOTHING = "Nothing is planned next."


@dataclass(frozen=True)
class Promised:
    """What was promised in a matter: the words, by when, how it stands, and when it was done and given."""

    text: str
    due_at: datetime
    standing: str
    kept_at: datetime | None = None
    made_at: datetime | None = None


@dataclass(frozen=True)
class Matter:
    """The last thing both sides dealt with; `begun_by` is how the page names them, empty when nobody knows.

    `again_at` is when it was opened again after it had ended; what faded ended because nobody said any more. `ended_by`
    is what ended it, as “Hugo Marek’s call”; `others_open` are the matters that are open beside it.
    """

    title: str
    begun_by: str
    started_at: datetime
    ended_at: datetime | None = None
    promised: Promised | None = None
    again_at: datetime | None = None
    faded: bool = False
    ended_by: str = ""
    others_open: int = 0


@dataclass(frozen=True)
class Next:
    """What comes next; with a moment it is a promise, with a day a plan; `about` names another matter it belongs to."""

    text: str
    on: date | None = None
    who: str = ""
    late: bool = False
    ref: tuple[str, int] | None = None
    about: str = ""


@dataclass(frozen=True)
class Told:
    """One sentence for each of the four questions."""

    begun: str
    promised: str
    ended: str
    next: str

    @property
    def text(self) -> str:
        """Everything in one line."""
        return f"{self.begun} {self.promised} {self.ended} {self.next}"


def tell(matter: Matter, ahead: Next | None, *, today: date, nothing: str = NOTHING) -> Told:
    """Tell a matter to whoever reads it on `today`; moments are those of the reader's zone. `nothing`: of no next.

    >>> then = datetime(2026, 11, 13, 15, 52)
    >>> due = Promised("Hugo calls about the tablet", datetime(2026, 11, 17, 9, 15), "open")
    >>> matter = Matter("Tablet starts in Polish", "Marta Kolb", then, promised=due, others_open=2)
    >>> print(tell(matter, Next("Hugo calls about the tablet", due.due_at), today=date(2026, 11, 17)).text)
    Marta Kolb began “Tablet starts in Polish” on Friday. We promised “Hugo calls about the tablet” by today, 09:15. \
It is still open, and so are two other matters. Next: Hugo calls about the tablet, today by 09:15.
    >>> print(tell(Matter("Round on site", "we", then, then), None, today=date(2026, 11, 17)).text)
    We began “Round on site” on Friday. Nothing was promised for it. It ended the same day. Nothing is planned next.
    """
    next_ = nothing if ahead is None else _next(ahead, today)
    return Told(_begun(matter, today), _promised(matter, today), _ended(matter, today), next_)


def _begun(matter: Matter, today: date) -> str:
    named = f"“{shortened(matter.title, most=LONGEST_TITLE)}”" if matter.title else "the last matter"
    when = moments.ago_day(matter.started_at, today=today)
    who = sentence(matter.begun_by)
    return f"{who} began {named} {when}." if matter.begun_by else f"{sentence(named)} began {when}."


def _promised(matter: Matter, today: date) -> str:
    promised = matter.promised
    if promised is None:
        return "Nothing was promised for it." if matter.ended_at else "Nothing is promised for it yet."
    after = matter.ended_at and promised.made_at and promised.made_at > matter.ended_at
    said = f"{'Afterwards we' if after else 'We'} promised {_what(promised.text, matter.title)}"
    came = {"kept": ", and kept it", "broken": ", and did not keep it", "withdrawn": ", and took that back"}
    how = came.get(promised.standing, "")
    if promised.standing == "broken" and promised.kept_at is not None:
        how = f", and kept it late, {moments.ago_day(promised.kept_at, today=today)}"
    return f"{said} by {_by(promised.due_at, today)}{how}."


def _what(text: str, title: str) -> str:
    """A promise that repeats the name of its matter is told without it."""
    head, colon, rest = text.partition(": ")
    if colon and rest.casefold() == title.casefold():
        return {"an answer": "an answer", "it is done": "to have it done"}.get(head.casefold(), f"“{head}”")
    return f"“{text}”"


def _ended(matter: Matter, today: date) -> str:
    if matter.ended_at is None:
        return f"{_open(matter, today)}{_others(matter.others_open)}."
    day, same_day = moments.ago_day(matter.ended_at, today=today), _same(matter.ended_at, matter.started_at)
    with_what = f" with {matter.ended_by}" if matter.ended_by else ""
    if matter.again_at is not None:
        same = "the same day" if _same(matter.ended_at, matter.again_at) else day
        return f"It was opened again {moments.ago_day(matter.again_at, today=today)} and ended {same}{with_what}."
    if matter.faded:
        return "Nobody said more of it." if same_day else f"The last word was said {day}."
    if not same_day:
        return f"It ended {day}{with_what}."
    if not matter.promised:
        return f"It ended the same day{with_what}."
    # After a promise “the same day” would be read as the day it was promised for.
    return f"It ended the day it began, {day}{',' if with_what else ''}{with_what}."


def _open(matter: Matter, today: date) -> str:
    if matter.again_at is None:
        return "It is still open"
    return f"It was opened again {moments.ago_day(matter.again_at, today=today)} and is open"


def _others(others: int) -> str:
    if not others:
        return ""
    return ", and so is one other matter" if others == 1 else f", and so are {small(others)} other matters"


def _same(one: datetime, other: datetime) -> bool:
    return moments.day_of(one) == moments.day_of(other)


def _next(ahead: Next, today: date) -> str:
    about = f" for “{shortened(ahead.about, most=LONGEST_TITLE)}”" if ahead.about else ""
    parts = [ahead.text.rstrip(".") + about]
    if ahead.on is not None:
        day = moments.day(_last_day(ahead.on), today=today)
        parts.append(f"{day} by {_clock(ahead.on)}" if isinstance(ahead.on, datetime) else day)
    parts += [ahead.who] if ahead.who else []
    late = ahead.late or (ahead.on is not None and moments.day_of(ahead.on) < today)
    return f"Next: {', '.join(parts)}{', and late' if late else ''}."


def _by(moment: datetime, today: date) -> str:
    return f"{moments.day(_last_day(moment), today=today)}, {_clock(moment)}"


def _last_day(on: date) -> date:
    """Midnight is the end of the day before: nobody reads it as the first minute of a day."""
    return on - timedelta(days=1) if isinstance(on, datetime) and moments.clock(on) == MIDNIGHT else on


def _clock(moment: datetime) -> str:
    return "24:00" if moments.clock(moment) == MIDNIGHT else moments.clock(moment)
