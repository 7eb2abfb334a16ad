"""When one is told, and when a call is tried again. Plain functions: no database, no clock."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from rapport.domains.notices.types import Choices, Hours, NoticeKind, Way

PER_MATTER = timedelta(minutes=15)
# Standard Webhooks' own proposal, stretched to three days; the first attempt is at once.
WAITS = tuple(
    timedelta(seconds=one)
    for one in (5, 5 * 60, 30 * 60, 2 * 3600, 5 * 3600, 10 * 3600, 14 * 3600, 20 * 3600, 20 * 3600)
)

SLOW_MS = 2_000


def due(way: Way, hours: Hours, *, zone: str, at: datetime, told_before: datetime | None = None) -> datetime:
    """The moment at which somebody is told of what changed at `at`, in the zone of `at`.

    >>> from datetime import UTC, time
    >>> evening = datetime(2026, 11, 2, 21, tzinfo=UTC)
    >>> night = Hours(quiet_from=time(20), quiet_until=time(7))
    >>> due(Way.AT_ONCE, night, zone="UTC", at=evening).isoformat()
    '2026-11-03T07:00:00+00:00'
    >>> due(Way.WEEKLY, night, zone="UTC", at=evening).isoformat()
    '2026-11-09T08:00:00+00:00'
    """
    if way in {Way.AT_ONCE, Way.CHAT}:
        moment = max(at, told_before + PER_MATTER) if told_before else at
    else:
        moment = _digest(way, hours, ZoneInfo(zone), at)
    return after_quiet(hours, zone=zone, at=moment)


def soonest(chosen: Choices, kinds: Iterable[NoticeKind]) -> Way:
    """The soonest way of these kinds; mail goes before chat, and NONE where nothing is wanted."""
    order = list(Way)
    return min((chosen.ways[kind] for kind in kinds), key=order.index, default=Way.NONE)


def after_quiet(hours: Hours, *, zone: str, at: datetime) -> datetime:
    """The same moment, or the end of the quiet hours it falls into; these may pass midnight."""
    begins, ends = hours.quiet_from, hours.quiet_until
    if begins is None or ends is None or begins == ends:
        return at
    local = at.astimezone(ZoneInfo(zone))
    clock = local.time()
    quiet = begins <= clock < ends if begins < ends else clock >= begins or clock < ends
    if not quiet:
        return at
    day = local.date() if clock < ends else local.date() + timedelta(days=1)
    # On the night on which an hour comes twice the hours are quiet until the second time.
    both = (datetime.combine(day, ends, tzinfo=ZoneInfo(zone)).replace(fold=fold) for fold in (0, 1))
    return max(one.astimezone(at.tzinfo) for one in both)


def _digest(way: Way, hours: Hours, zone: ZoneInfo, at: datetime) -> datetime:
    local = at.astimezone(zone)
    day = local.date() if local.time() < hours.digest_at else local.date() + timedelta(days=1)
    if way == Way.WEEKLY:
        day += timedelta(days=(hours.weekday - day.weekday()) % 7)
    return datetime.combine(day, hours.digest_at, tzinfo=zone).astimezone(at.tzinfo)


def wait_after(attempts: int) -> timedelta | None:
    """How long until a call is tried again after so many attempts; None when three days are over.

    >>> wait_after(1), wait_after(10)
    (datetime.timedelta(seconds=5), None)
    """
    return WAITS[attempts - 1] if attempts <= len(WAITS) else None


def is_slow(*, failing: bool, took_ms: int) -> bool:
    """Whether calls to a program wait apart, so that others need not wait for it.

    >>> is_slow(failing=False, took_ms=340), is_slow(failing=True, took_ms=0), is_slow(failing=False, took_ms=9_000)
    (False, True, True)
    """
    return failing or took_ms > SLOW_MS
