"""Objective effort: what contact asked of both sides, read from acts alone; nobody is asked and nothing is weighed.

Only acts for both sides count; answers to surveys, notes and traces do not. In one episode, in the order of (at, id):

* **begun**: its first act begins the episode.
* **repeat**: they had to come back. Either they began the episode within `reopen` after an earlier one of theirs about
  the same service had been completed, or they wrote after its completion and we acted again. A word of thanks that
  needs nothing more is no repeat.
* **hand-off**: our act is by another author, or another team, than our act before it; where one of the two is not
  known, it is not compared.
* **turn** (back-and-forth): the side changes.
* **wait**: from the first act of theirs that stands unanswered to our next act, in working time. A call, a visit and a
  chat of theirs are talked through at once and begin no wait. What still waits for an answer is not counted yet.
* **worked** minutes are those of our acts, and of calls, visits and chats whoever began them; **stated** minutes are
  those on other acts of theirs: time they say they lost. Each with the number of acts that carry any.

Everything is a whole number that belongs to one act, so sums over months, teams and channels add up.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from operator import add
from typing import NamedTuple

from rapport.measures.worktime import Calendar, elapsed

LIVE = frozenset({"phone", "visit", "walk-in", "chat"})
VISIT = "visit"
SECOND = timedelta(seconds=1)


class Effort(NamedTuple):
    """Sums of effort; `waited` in seconds of working time, `worked` and `stated` in minutes."""

    theirs: int = 0
    ours: int = 0
    planned: int = 0
    visits: int = 0
    begun: int = 0
    repeats: int = 0
    hand_offs: int = 0
    turns: int = 0
    waits: int = 0
    waited: int = 0
    worked: int = 0
    n_worked: int = 0
    stated: int = 0
    n_stated: int = 0

    @property
    def contacts(self) -> int:
        """Acts of both sides."""
        return self.theirs + self.ours

    @property
    def hours_waited(self) -> float:
        """Working hours waited."""
        return self.waited / 3600


class Contact(NamedTuple):
    """What the rules need to know of one act; `ours` says which side acted."""

    id: int
    at: datetime
    ours: bool
    channel: str = ""
    planned: bool = False
    author: int | None = None
    team: int | None = None
    completes: bool = False
    minutes: int | None = None


def of_episode(contacts: Iterable[Contact], *, working: Calendar, again: bool = False) -> list[tuple[Contact, Effort]]:
    """What each act of one episode adds, in order; `again`: it follows another one soon, see `follows_soon`.

    >>> from datetime import UTC
    >>> office = Calendar("UTC", week={day: [("09:00", "17:00")] for day in range(5)})
    >>> monday = datetime(2026, 11, 2, 16, tzinfo=UTC)
    >>> asked = Contact(1, monday, ours=False, channel="mail")
    >>> answered = Contact(2, monday + timedelta(hours=18), ours=True, channel="mail", author=7, minutes=5)
    >>> total(effort for _, effort in of_episode([asked, answered], working=office)).hours_waited
    2.0
    """
    told = _Telling(working, again)
    ordered = sorted(contacts, key=lambda one: (one.at, one.id))
    found = [(one, told.take(one)) for one in ordered]
    if not told.came_back:
        return found
    return [(one, effort._replace(repeats=effort.repeats + (one.id in told.came_back))) for one, effort in found]


def total(efforts: Iterable[Effort]) -> Effort:
    """The sum of several.

    >>> total([Effort(theirs=1), Effort(theirs=2, ours=1)]).contacts
    4
    """
    sums: Sequence[int] = Effort()
    for effort in efforts:
        sums = tuple(map(add, sums, effort))
    return Effort(*sums)


def follows_soon(started: datetime, ended: Collection[datetime], *, reopen: timedelta) -> bool:
    """Whether an episode began within `reopen` after the end of one of these.

    >>> noon = datetime(2026, 11, 2, 12)
    >>> follows_soon(noon, [noon - timedelta(days=3)], reopen=timedelta(days=7))
    True
    >>> follows_soon(noon, [noon - timedelta(days=8), noon + timedelta(days=1)], reopen=timedelta(days=7))
    False
    """
    return any(timedelta() <= started - end <= reopen for end in ended)


@dataclass
class _Telling:
    """What has been so far, while the acts of one episode are told in order."""

    working: Calendar
    again: bool
    before: Contact | None = None
    our_last: Contact | None = None
    waiting_since: datetime | None = None
    done: bool = False
    back: int | None = None  # their act after the end, until we act
    came_back: set[int] = field(default_factory=set)

    def take(self, one: Contact) -> Effort:
        before, ours, live = self.before, one.ours, one.channel in LIVE
        handed, waits, waited = self._by_us(one) if ours else self._by_them(one, live)
        self.before, self.done = one, self.done or one.completes
        worked = one.minutes if one.minutes and (ours or live) else 0
        stated = one.minutes if one.minutes and not worked else 0
        return Effort(
            int(not ours),
            int(ours),
            int(one.planned),
            int(one.channel == VISIT),
            int(before is None),
            int(before is None and self.again and not ours),
            handed,
            int(before is not None and before.ours != ours),
            waits,
            waited,
            worked,
            int(worked > 0),
            stated,
            int(stated > 0),
        )

    def _by_them(self, one: Contact, live: bool) -> tuple[int, int, int]:
        if self.waiting_since is None and not live:
            self.waiting_since = one.at
        if self.done and self.back is None:
            self.back = one.id
        return 0, 0, 0

    def _by_us(self, one: Contact) -> tuple[int, int, int]:
        """Whether it was handed over, and how long they had waited."""
        last, since = self.our_last, self.waiting_since
        handed = last is not None and (_differ(last.author, one.author) or _differ(last.team, one.team))
        waited = elapsed(self.working, since, one.at) // SECOND if since is not None else 0
        if self.back is not None:
            self.came_back.add(self.back)
            self.done = False
        self.our_last, self.waiting_since, self.back = one, None, None
        return int(handed), int(since is not None), waited


def _differ(one: int | None, other: int | None) -> bool:
    return one is not None and other is not None and one != other
