"""When is somebody unhappy called, by whom, and what does it come to? Plain functions: no database, no clock."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from rapport.domains.recovery.types import NEVER_AGAIN, Facts, Mood
from rapport.measures import quarters

DEPUTY_AFTER, SERVICE_OWNER_AFTER = timedelta(hours=24), timedelta(hours=48)
IN_TIME = timedelta(hours=48)
ASK_AGAIN_AFTER = timedelta(days=21)
STANDS = timedelta(days=30)
"""An answer older than this opens nothing: whoever said it a month ago is not surprised by a call."""

LOOK_BACK = timedelta(days=90)
AGAIN_WITHIN = timedelta(days=180)
"""How long after its end an answer still says whether a recovery helped."""

QUARTERS_BACK = 4
LONGEST_WORDS = 2000
LONGEST_LINE = 200
MOST_TRIES = 3


class Chain(NamedTuple):
    """Who answers for one recovery, in the order in which they are told; nobody stands in it twice."""

    owner: int | None
    deputy: int | None
    service_owner: int | None


def chain(
    *,
    named: int | None,
    agreed_to: int | None,
    leads: Sequence[int],
    service_owner: int | None,
    others: Sequence[int] = (),
) -> Chain:
    """Who calls: whoever was named to the person before they answered; then who takes over, by the roles they heard of.

    Whoever asked said that those who help never see an answer: so one of them calls only where the person agreed to it.
    leads: of the team, whoever knows the person best first; others: any owner of a service.

    >>> chain(named=4, agreed_to=None, leads=[7, 8], service_owner=3)
    Chain(owner=4, deputy=7, service_owner=3)
    >>> chain(named=4, agreed_to=1, leads=[7], service_owner=None)
    Chain(owner=1, deputy=7, service_owner=4)
    """
    owner = _first([agreed_to, named, service_owner, *leads, *others], but=())
    last = _first([service_owner, named, *others], but={owner})
    deputy = _first([*leads, named, *others], but={owner, last})
    if deputy is None:
        deputy, last = last, None
    return Chain(owner, deputy, last)


def _first(wanted: Iterable[int | None], *, but: Collection[int | None]) -> int | None:
    return next((one for one in wanted if one is not None and one not in but), None)


def opens(*, mood: str, said_at: datetime, at: datetime) -> bool:
    """Whether an answer by name opens a recovery.

    >>> opens(mood="unhappy", said_at=datetime(2026, 11, 2), at=datetime(2026, 11, 3))
    True
    """
    return mood == Mood.UNHAPPY and said_at > at - STANDS


def facts(standings: Collection[str]) -> Facts:
    """What the times they were given came to; one that was broken weighs more than those kept.

    >>> facts(["kept", "open", "broken"]), facts(["kept"]), facts(["open"])
    (<Facts.BROKEN: 'broken'>, <Facts.KEPT: 'kept'>, <Facts.NONE: 'none'>)
    """
    return Facts.BROKEN if "broken" in standings else Facts.KEPT if "kept" in standings else Facts.NONE


def asked_again_on(*, outcome: str, ended_on: date) -> date | None:
    """The day of one more question; who wants no contact, left, or changed the answer is not asked.

    >>> asked_again_on(outcome="put right", ended_on=date(2026, 11, 2))
    datetime.date(2026, 11, 23)
    >>> asked_again_on(outcome="no contact wanted", ended_on=date(2026, 11, 2))
    """
    if outcome in set(NEVER_AGAIN):
        return None
    return ended_on + ASK_AGAIN_AFTER


def quarter_of(day: date) -> date:
    """The first day of the calendar quarter of a day.

    >>> quarter_of(date(2026, 11, 22))
    datetime.date(2026, 10, 1)
    """
    return quarters.first_day(day)


def quarters_before(quarter: date, n: int) -> date:
    """The first day of the quarter that many quarters earlier.

    >>> quarters_before(date(2026, 1, 1), 1), quarters_before(date(2026, 4, 1), 4)
    (datetime.date(2025, 10, 1), datetime.date(2025, 4, 1))
    """
    months = quarter.year * 12 + quarter.month - 1 - 3 * n
    return date(months // 12, months % 12 + 1, 1)


def move(answers: Sequence[tuple[date, str]], *, quarter: date) -> tuple[str, str] | None:
    """From which mood to which one person went: the last of an earlier quarter, then the last of this one.

    answers: first day of the quarter and mood, in the order of time; None without both.

    >>> summer, autumn = date(2026, 7, 1), date(2026, 10, 1)
    >>> move([(summer, "unhappy"), (autumn, "passive"), (autumn, "happy")], quarter=autumn)
    ('unhappy', 'happy')
    """
    before = [mood for at, mood in answers if at < quarter]
    now = [mood for at, mood in answers if at == quarter]
    return (before[-1], now[-1]) if before and now else None


def hours_to_contact(opened: datetime, contacted: datetime) -> float:
    """Hours from the answer to the first talk, never below zero."""
    return max(0.0, (contacted - opened).total_seconds() / 3600)
