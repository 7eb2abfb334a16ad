"""Who can be drawn, how a draw is made and repeated, and when letters leave. Plain functions: no database, no clock."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from rapport.domains.surveys.types import Asked, Candidate, FrameLine, Outcome, Rest, SampleMade, Skipped
from rapport.measures import sampling

KNOWN_DAYS = 30
REMIND_AFTER = 5  # working days
LINK_DAYS = 30
MORNING = time(9, 0)
MORNING_MINUTES = 120
WEEKEND = 5
NO = {"", "0", "no", "n", "false"}


class ImpossibleSample(ValueError):
    """The draw cannot be made; the text says why."""


def stratum_of(site: int | str | None, service: int | str) -> str:
    """The one stratum a person stands in.

    >>> stratum_of(4, 2), stratum_of(None, 2)
    ('4:2', '-:2')
    """
    return f"{'-' if site is None or site == '' else site}:{service}"


class Stands(Protocol):
    """What decides whether a survey asks somebody at all."""

    @property
    def serves(self) -> bool: ...
    @property
    def contact(self) -> bool: ...
    @property
    def public(self) -> bool: ...


def not_asked(one: Stands, asked: str) -> str:
    """Why a survey that asks these people does not ask this one; empty where it does.

    Users are all who are served. The front line serves customers of its own: not citizens, nor those who buy for it.

    >>> str(not_asked(Candidate("ada", 1, 1, None), Asked.CLIENT_CONTACT))
    'is no client contact'
    """
    if asked == Asked.STAFF:
        return "" if one.serves else Skipped.NOT_STAFF
    if one.serves:
        return Skipped.SERVES
    if asked == Asked.CLIENT_CONTACT and not one.contact:
        return Skipped.NOT_CONTACT
    if asked == Asked.FRONT_LINE and (one.contact or one.public):
        return Skipped.NOT_FRONT_LINE
    return ""


def skipped_because(candidate: Candidate, *, day: date, asked: str = Asked.USER) -> str:
    """Why this person is not in the draw of that day; empty when they are.

    >>> str(skipped_because(Candidate("ada", 1, 1, known_since=date(2026, 9, 20)), day=date(2026, 10, 1)))
    'known for less than 30 days'
    """
    if outside := not_asked(candidate, asked):
        return outside
    if candidate.opted_out:
        return Skipped.OPTED_OUT
    if candidate.known_since is None:
        return Skipped.SINCE_WHEN
    if candidate.known_since > day - timedelta(days=KNOWN_DAYS):
        return Skipped.NEW
    if candidate.rests_until is not None and candidate.rests_until > day:
        return Skipped.RESTS
    return "" if candidate.reachable else Skipped.NO_ADDRESS


def nobody_to_draw(skipped: int, asked: str) -> str:
    """Why nothing was drawn, in one sentence.

    >>> nobody_to_draw(3, Asked.STAFF)
    'Nobody can be asked: 3 people were looked at and all were skipped; the survey asks those who work for us.'
    """
    whom = {
        Asked.USER: "",
        Asked.CLIENT_CONTACT: "; the survey asks client contacts",
        Asked.FRONT_LINE: "; the survey asks the front line",
        Asked.STAFF: "; the survey asks those who work for us",
    }
    return f"Nobody can be asked: {skipped} people were looked at and all were skipped{whom[Asked(asked)]}."


def too_far(month: date, *, today: date) -> bool:
    """A sample is drawn for this month or the next: whoever is drawn early rests for nothing meanwhile.

    >>> too_far(date(2027, 1, 1), today=date(2026, 12, 31)), too_far(date(2027, 2, 1), today=date(2026, 12, 31))
    (False, True)
    """
    return (month.year - today.year) * 12 + month.month - today.month > 1


def draw(
    candidates: Sequence[Candidate],
    *,
    month: date,
    size: int,
    rest_days: int,
    seed: int,
    on: date | None = None,
    asked: str = Asked.USER,
) -> SampleMade:
    """A stratified draw without replacement; the same candidates and seed give the same people.

    Fewer than `size` people in the frame are all drawn. The frame is in order of the key. Who rests or is new is
    judged as of the first of the month, or of the day `on`.
    """
    check_draw(size=size, rest_days=rest_days)
    day = month.replace(day=1)
    ordered = sorted(candidates, key=lambda c: (isinstance(c.key, str), c.key))
    reasons = [skipped_because(c, day=on or day, asked=asked) for c in ordered]
    inside = [c for c, reason in zip(ordered, reasons, strict=True) if not reason]
    frame = _framed(inside, size=size, seed=seed)
    skipped = [
        FrameLine(c, stratum_of(c.site, c.service), Outcome.SKIPPED, reason)
        for c, reason in zip(ordered, reasons, strict=True)
        if reason
    ]
    drawn = [line for line in frame if line.outcome is Outcome.DRAWN]
    return SampleMade(day, size, seed, rest_days, frame, drawn, skipped, frame_hash(frame))


def check_draw(*, size: int, rest_days: int) -> None:
    """Refuse what cannot be drawn."""
    if size < 1:
        raise ImpossibleSample(f"A sample needs at least one person, not {size}.")
    if rest_days < 0:
        raise ImpossibleSample(f"A rest period cannot be {rest_days} days long.")


def draw_from_rows(
    rows: Iterable[Mapping[str, Any]], *, month: date, size: int, rest_days: int, seed: int
) -> SampleMade:
    """A draw from the rows of a file, without storing anything.

    Columns: person, site, service; and where the file has them known_since, last_asked, rests_until (days as
    2026-01-31) and opted_out (yes, no). Without a column for them everybody is known and rested. A wrong row
    raises ImpossibleSample with its line; the first row after the head is line 2.
    """
    candidates = [_candidate(row, line, rest_days) for line, row in enumerate(rows, start=2)]
    seen = Counter(candidate.key for candidate in candidates)
    for person, times in seen.items():
        if times > 1:
            raise ImpossibleSample(f"The file names {person!r} {times} times; each person may stand in it once.")
    return draw(candidates, month=month, size=size, rest_days=rest_days, seed=seed)


def _candidate(row: Mapping[str, Any], line: int, rest_days: int) -> Candidate:
    person, service = (str(row.get(name) or "").strip() for name in ("person", "service"))
    if not person or not service:
        raise ImpossibleSample(f"Line {line} names no {'service' if person else 'person'}.")
    asked = _day(row.get("last_asked"), "last_asked", line)
    rests = [day for day in (_day(row.get("rests_until"), "rests_until", line),) if day]
    rests += [asked + timedelta(days=rest_days)] if asked else []
    known = _day(row.get("known_since"), "known_since", line) if "known_since" in row else date.min
    return Candidate(
        key=person,
        site=str(row.get("site") or "").strip() or None,
        service=service,
        known_since=known,
        opted_out=str(row.get("opted_out") or "").strip().lower() not in NO,
        rests_until=max(rests, default=None),
    )


def _day(raw: Any, name: str, line: int) -> date | None:
    text = str(raw or "").strip()
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        raise ImpossibleSample(f"Line {line}: {name} is {text[:20]!r}, which is not a day like 2026-01-31.") from None


def _framed(inside: list[Candidate], *, size: int, seed: int) -> list[FrameLine]:
    if not inside:
        return []
    strata = {c.key: stratum_of(c.site, c.service) for c in inside}
    made = sampling.draw(list(strata), size=min(size, len(inside)), strata=strata, seed=seed)
    chosen = set(made.persons)
    return [
        FrameLine(
            c,
            strata[c.key],
            Outcome.DRAWN if c.key in chosen else Outcome.NOT_DRAWN,
            probability=made.probability[c.key],
        )
        for c in inside
    ]


def frame_hash(frame: Iterable[FrameLine]) -> str:
    """A fingerprint of who stood in which stratum, to prove later that a frame is the same."""
    digest = hashlib.sha256()
    for line in frame:
        digest.update(f"{line.candidate.key}|{line.stratum}\n".encode())
    return digest.hexdigest()


def rests_until(kind: str, *, since: date, until: date, rest_days: int) -> date:
    """The end of a rest as a draw with its own rest period sees it.

    >>> rests_until("relational", since=date(2026, 1, 1), until=date(2026, 4, 1), rest_days=365)
    datetime.date(2027, 1, 1)
    """
    return max(until, since + timedelta(days=rest_days)) if kind == Rest.RELATIONAL else until


def is_working_day(day: date, holidays: frozenset[date] = frozenset()) -> bool:
    """Monday to Friday, but for holidays."""
    return day.weekday() < WEEKEND and day not in holidays


def working_days(start: date, count: int, holidays: frozenset[date] = frozenset()) -> list[date]:
    """The next `count` working days from `start` on, itself included.

    >>> working_days(date(2026, 10, 2), 2)
    [datetime.date(2026, 10, 2), datetime.date(2026, 10, 5)]
    """
    days: list[date] = []
    while len(days) < count:
        if is_working_day(start, holidays):
            days.append(start)
        start += timedelta(days=1)
    return days


def days_to_spread(month: date, *, start: date, holidays: frozenset[date] = frozenset()) -> list[date]:
    """The working days from `start` to the end of the month, never fewer than five."""
    ends = (month.replace(day=28) + timedelta(days=4)).replace(day=1)
    span = max((ends - start).days, 0)
    left = [d for d in (start + timedelta(days=i) for i in range(span)) if is_working_day(d, holidays)]
    return left if len(left) >= 5 else working_days(start, 5, holidays)


def days_until(last: date, *, start: date, holidays: frozenset[date] = frozenset()) -> list[date]:
    """The working days from `start` to `last`; the next one where there is none.

    >>> days_until(date(2026, 11, 10), start=date(2026, 11, 6))
    [datetime.date(2026, 11, 6), datetime.date(2026, 11, 9), datetime.date(2026, 11, 10)]
    """
    span = (start + timedelta(days=i) for i in range((last - start).days + 1))
    return [day for day in span if is_working_day(day, holidays)] or working_days(start, 1, holidays)


def morning_moments(zones: Sequence[str], *, days: Sequence[date]) -> list[datetime]:
    """One local morning moment for each person, in order: spread evenly over the days, then over two hours."""
    moments = []
    for place, zone in enumerate(zones):
        day = days[place * len(days) // len(zones)]
        minute = (place * 7) % MORNING_MINUTES
        moments.append(datetime.combine(day, MORNING, ZoneInfo(zone)) + timedelta(minutes=minute))
    return moments


def reminder_at(sent: datetime, holidays: frozenset[date] = frozenset()) -> datetime:
    """The same clock time five working days later."""
    day = working_days(sent.date() + timedelta(days=1), REMIND_AFTER, holidays)[-1]
    return datetime.combine(day, sent.timetz())
