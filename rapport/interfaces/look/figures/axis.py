"""Ticks of a time axis: hours, days, weeks, months, quarters or years, as many as have room."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from rapport.interfaces.look.figures import canvas
from rapport.interfaces.look.wording.moments import DAYS, MONTHS

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Tick:
    """One place on the axis and its word."""

    at: datetime
    word: str


@dataclass(frozen=True)
class Scale:
    """Turns moments into places between `left` and `right`."""

    start: datetime
    end: datetime
    left: float
    right: float

    def x(self, at: datetime) -> float:
        """Return the place of a moment, never outside the drawing."""
        part = (at - self.start) / (self.end - self.start)
        return self.left + min(max(part, 0.0), 1.0) * (self.right - self.left)

    def width_of(self, duration: timedelta) -> float:
        """Return how much room a duration takes."""
        return duration / (self.end - self.start) * (self.right - self.left)


def ticks(scale: Scale, *, months: Sequence[str] = MONTHS) -> list[Tick]:
    """Choose the finest step whose words do not touch."""
    for hours in (1, 2, 4, 6):
        if scale.width_of(timedelta(hours=hours)) >= 48:
            return list(_hours(scale, hours))
    if scale.width_of(DAY) >= 42:
        return _days(scale)
    if scale.width_of(7 * DAY) >= 52:
        return list(_weeks(scale, months))
    for step, room in ((1, 40), (3, 62), (6, 62), (12, 40), (24, 40), (60, 40)):
        single_months_of_years = step == 1 and _many_years(scale)
        if scale.width_of(step * 30 * DAY) >= room and not single_months_of_years:
            return _months(scale, step, months)
    return _months(scale, 120, months)


def _hours(scale: Scale, step: int) -> Iterator[Tick]:
    at = scale.start.replace(minute=0, second=0, microsecond=0)
    while at <= scale.end:
        if at >= scale.start and at.hour % step == 0:
            yield Tick(at, f"{at.hour}:00")
        at += timedelta(hours=1)


def _days(scale: Scale) -> list[Tick]:
    noon = scale.start.replace(hour=12, minute=0, second=0, microsecond=0)
    noons = [noon + day * DAY for day in range((scale.end - noon).days + 2)]
    shown = [at for at in noons if scale.start <= at <= scale.end]
    edge = {*shown[:1], *shown[-1:]}
    return [Tick(at, f"{DAYS[at.weekday()]} {at.day}" if at in edge else DAYS[at.weekday()]) for at in shown]


def _weeks(scale: Scale, months: Sequence[str]) -> Iterator[Tick]:
    at = scale.start.replace(hour=0, minute=0, second=0, microsecond=0)
    at += (7 - at.weekday()) % 7 * DAY
    while at <= scale.end:
        yield Tick(at, f"{at.day} {months[at.month - 1]}")
        at += 7 * DAY


def _months(scale: Scale, step: int, names: Sequence[str]) -> list[Tick]:
    firsts = [at for at in _firsts(scale) if ((at.year * 12 + at.month - 1) % step) == 0]
    years = _many_years(scale)
    return [Tick(at, _month_word(at, step, years, names[at.month - 1], first=at == firsts[0])) for at in firsts]


def _many_years(scale: Scale) -> bool:
    return scale.end - scale.start > 400 * DAY


def _firsts(scale: Scale) -> Iterator[datetime]:
    at = scale.start.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    while at <= scale.end:
        if at >= scale.start:
            yield at
        at = at.replace(year=at.year + at.month // 12, month=at.month % 12 + 1)


def _month_word(at: datetime, step: int, years: bool, name: str, *, first: bool) -> str:
    if step >= 12:
        return str(at.year)
    year = f" {at.year}" if years and (first or at.month == 1) else ""
    return f"{name}{year}"


def draw(scale: Scale, *, foot: float, months: Sequence[str] = MONTHS) -> list[str]:
    """Draw ticks and their words; `foot` is the height of the drawing, `months` their short names."""
    parts = []
    for tick in ticks(scale, months=months):
        x = scale.x(tick.at)
        half = canvas.text_width(tick.word, size=11.5) / 2
        if half <= x <= scale.right + scale.left - half:
            parts.append(canvas.upright("hair", x, foot - 24, foot - 18))
            parts.append(canvas.text(tick.word, x, foot - 4, "t-faint t-mid"))
    return parts
