"""Working time: outside vectors, daylight saving, pauses, and due times that agree with elapsed ones."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from rapport.measures import worktime
from rapport.measures.worktime import Calendar

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NINE_TO_FIVE = {day: [("09:00", "17:00")] for day in range(5)}
ROUND_THE_CLOCK = {day: [("00:00", "24:00")] for day in range(7)}
TWO_SHIFTS = {day: [("08:00", "12:00"), ("13:00", "17:30")] for day in range(5)} | {5: [("09:00", "12:00")]}
BERLIN = Calendar("Europe/Berlin", week=TWO_SHIFTS, holidays={date(2026, 12, 25), date(2027, 1, 1)})


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


def read(moment: str) -> datetime:
    found = datetime.fromisoformat(moment.replace("Z", "+00:00"))
    return found if found.tzinfo else found.replace(tzinfo=UTC)


# Vectors of zendesk/biz (Apache-2.0), restated: one week of hours, UTC.
BIZ = Calendar(
    "Etc/UTC",
    week={
        "mon": [("09:00", "17:00")],
        "tue": [("10:00", "16:00")],
        "wed": [("09:00", "17:00")],
        "thu": [("10:00", "16:00")],
        "fri": [("09:00", "17:00")],
        "sat": [("11:00", "14:30")],
    },
)


def test_a_week_of_biz() -> None:
    assert worktime.elapsed(BIZ, utc(2006, 1, 1), utc(2006, 1, 8)) == 39.5 * HOUR
    assert worktime.elapsed(BIZ, utc(2006, 1, 1), utc(2006, 1, 1)) == timedelta()


def test_due_times_of_biz() -> None:
    assert worktime.due(BIZ, read("2006-01-04T15:58:30Z"), timedelta(seconds=90)) == utc(2006, 1, 4, 16)
    assert worktime.due(BIZ, utc(2006, 1, 3), timedelta()) == utc(2006, 1, 3, 10)


def test_a_target_below_zero_is_refused() -> None:
    with pytest.raises(ValueError, match="target"):
        worktime.due(BIZ, utc(2006, 1, 4), timedelta(seconds=-1))


# Vectors of bokmann/business_time (MIT), restated.
WORKWEEK = {"mon": ("09:00", "17:00"), "fri": ("09:00", "17:00")}
EVERY_WEEKDAY = dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), ("09:00", "17:00"))
WHOLE = ("00:00", "24:00")


@pytest.mark.parametrize(
    ("hours", "start", "end", "seconds"),
    [
        ({**WORKWEEK, "sat": ("10:00", "15:00")}, "2010-12-24 15:00", "2010-12-27 11:00", 32400),
        (
            dict.fromkeys(("mon", "tue", "wed"), ("09:00", "18:00")),
            "2012-05-28T11:04:26+03:00",
            "2012-05-29T17:56:45+03:00",
            53805,
        ),
        ({"mon": WHOLE, "fri": WHOLE, "sat": ("11:00", "15:00")}, "2010-12-24 15:00", "2010-12-27 11:00", 86400),
        (dict.fromkeys(("mon", "fri", "sat", "sun"), WHOLE), "2010-12-24 15:00", "2010-12-27 11:00", 244800),
        (dict.fromkeys(("mon", "tue"), ("08:00", "20:00")), "2014-05-12 20:50", "2014-05-13 08:10", 600),
        (EVERY_WEEKDAY, "2012-02-01 10:00", "2012-02-09 11:00", 176400),
        (EVERY_WEEKDAY, "2012-02-03 10:40", "2012-02-04 10:40", 22800),
    ],
)
def test_spans_of_business_time(hours: dict, start: str, end: str, seconds: int) -> None:
    calendar = Calendar("UTC", week={day: [segment] for day, segment in hours.items()})
    assert worktime.elapsed(calendar, read(start), read(end)) == timedelta(seconds=seconds)


# Daylight saving ------------------------------------------------------------------------------------------------------


def test_the_first_monday_after_the_clocks_went_forward_in_los_angeles() -> None:
    calendar = Calendar("America/Los_Angeles", week={"mon": [("09:00", "17:00")]})
    zone = ZoneInfo("America/Los_Angeles")
    start = datetime(2006, 4, 2, tzinfo=zone)
    assert worktime.due(calendar, start, timedelta()) == datetime(2006, 4, 3, 9, tzinfo=zone)
    assert worktime.due(calendar, start, 8 * HOUR) == datetime(2006, 4, 3, 17, tzinfo=zone)


@pytest.mark.parametrize(("day", "hours"), [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25), (date(2026, 6, 1), 24)])
def test_a_day_has_the_hours_it_really_has(day: date, hours: int) -> None:
    calendar = Calendar("Europe/Berlin", week=ROUND_THE_CLOCK)
    midnight = datetime.combine(day, time(), tzinfo=calendar_zone(calendar))
    assert worktime.elapsed(calendar, midnight, midnight + DAY) == hours * HOUR


def calendar_zone(calendar: Calendar) -> ZoneInfo:
    return ZoneInfo(calendar.zone)


@pytest.mark.parametrize(
    ("segment", "forward", "back", "plain"),
    [
        (("02:15", "02:45"), 0, 0.5, 0.5),
        (("02:30", "05:00"), 2, 3.5, 2.5),
        (("01:30", "02:30"), 0.5, 1, 1),
        (("02:30", "03:15"), 0.25, 1.75, 0.75),
    ],
)
def test_segments_that_the_change_of_clocks_cuts(segment: tuple, forward: float, back: float, plain: float) -> None:
    calendar = Calendar("Europe/Berlin", week={"sun": [segment]})
    for day, hours in ((utc(2026, 3, 29), forward), (utc(2026, 10, 25), back), (utc(2026, 11, 8), plain)):
        assert worktime.elapsed(calendar, day - DAY, day + DAY) == hours * HOUR


def test_touching_segments_never_count_an_hour_twice() -> None:
    week = {"sun": [("00:00", "02:20"), ("02:20", "02:50"), ("02:50", "24:00")]}
    calendar = Calendar("Europe/Berlin", week=week)
    assert worktime.elapsed(calendar, utc(2026, 3, 28, 12), utc(2026, 3, 30)) == 23 * HOUR
    assert worktime.elapsed(calendar, utc(2026, 10, 24, 12), utc(2026, 10, 26)) == 25 * HOUR


def test_clocks_that_change_at_midnight_and_a_day_that_never_was() -> None:
    beirut = Calendar("Asia/Beirut", week=ROUND_THE_CLOCK)
    zone = calendar_zone(beirut)
    assert (
        worktime.elapsed(beirut, datetime(2022, 3, 26, 12, tzinfo=zone), datetime(2022, 3, 27, 12, tzinfo=zone))
        == 23 * HOUR
    )
    samoa = Calendar("Pacific/Apia", week={"fri": [("09:00", "17:00")]})  # Friday 30 December 2011 was skipped
    assert worktime.elapsed(samoa, utc(2011, 12, 26), utc(2012, 1, 3)) == timedelta()


def test_the_calendar_keeps_its_own_zone() -> None:
    tokyo = Calendar(
        "Asia/Tokyo", week={"thu": [("09:00", "17:00")]}
    )  # from Wednesday midnight in UTC, a year's first day
    assert worktime.elapsed(tokyo, utc(2025, 12, 31, 12), utc(2026, 1, 1, 4)) == 4 * HOUR
    kiritimati = Calendar("Pacific/Kiritimati", week=ROUND_THE_CLOCK)
    assert worktime.elapsed(kiritimati, utc(2025, 12, 30), utc(2026, 1, 2)) == 72 * HOUR


# Pauses and holidays --------------------------------------------------------------------------------------------------


def test_holidays_have_no_working_time() -> None:
    christmas = datetime(2026, 12, 24, 16, 30, tzinfo=calendar_zone(BERLIN))
    assert worktime.due(BERLIN, christmas, 2 * HOUR) == utc(2026, 12, 26, 9)
    assert worktime.elapsed(BERLIN, christmas, utc(2026, 12, 26, 9)) == 2 * HOUR


def test_overlapping_pauses_are_taken_off_once_and_only_inside() -> None:
    pauses = [
        (utc(2026, 11, 3, 9), utc(2026, 11, 3, 11)),
        (utc(2026, 11, 3, 8), utc(2026, 11, 3, 10)),
        (utc(2026, 11, 1), utc(2026, 11, 2, 8)),
    ]
    whole = worktime.elapsed(BERLIN, utc(2026, 11, 2), utc(2026, 11, 4))
    assert whole == 17 * HOUR
    # On Monday 07:00–08:00 UTC, on Tuesday 08:00–11:00 UTC, are work.
    assert worktime.elapsed(BERLIN, utc(2026, 11, 2), utc(2026, 11, 4), pauses) == whole - 4 * HOUR


def test_a_pause_moves_the_due_time() -> None:
    start = utc(2026, 11, 2, 8)
    assert worktime.due(BERLIN, start, 2 * HOUR) == utc(2026, 11, 2, 10)
    assert worktime.due(BERLIN, start, 2 * HOUR, [(utc(2026, 11, 2, 9), utc(2026, 11, 3, 9))]) == utc(2026, 11, 3, 10)
    assert worktime.due(BERLIN, start, 2 * HOUR, [(utc(2026, 11, 2, 10), utc(2026, 11, 3, 9))]) == utc(2026, 11, 2, 10)


def test_a_stopped_clock_has_no_due_time() -> None:
    start = utc(2026, 11, 2, 8)
    assert worktime.due(BERLIN, start, 2 * HOUR, [(utc(2026, 11, 2, 9), None)]) is None
    assert worktime.due(BERLIN, start, HOUR, [(utc(2026, 11, 2, 9), None)]) == utc(2026, 11, 2, 9)
    assert worktime.elapsed(BERLIN, start, utc(2026, 11, 9), [(utc(2026, 11, 2, 9), None)]) == HOUR


def test_nothing_to_do_is_due_at_the_first_moment_that_is_neither_night_nor_pause() -> None:
    pause = (utc(2026, 11, 1), utc(2026, 11, 2, 9, 30))
    assert worktime.due(BERLIN, utc(2026, 11, 1, 12), timedelta(), [pause]) == utc(2026, 11, 2, 9, 30)


MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))
PAUSES = st.lists(st.tuples(MOMENTS, st.timedeltas(timedelta(), 90 * DAY)), max_size=4)
CALENDARS = st.sampled_from(
    [
        BERLIN,
        BIZ,
        Calendar("Europe/Berlin", week=ROUND_THE_CLOCK),
        Calendar("America/New_York", week={"sun": [("00:30", "01:30"), ("02:15", "02:45"), ("22:00", "24:00")]}),
        Calendar("Australia/Lord_Howe", week=ROUND_THE_CLOCK, holidays=[date(2024, 2, 29)]),
    ]
)


@settings(max_examples=150)
@given(CALENDARS, MOMENTS, st.timedeltas(timedelta(), 400 * HOUR), PAUSES)
def test_what_is_due_has_elapsed_exactly(calendar: Calendar, start: datetime, target: timedelta, spans: list) -> None:
    pauses = [(since, since + length) for since, length in spans]
    found = worktime.due(calendar, start, target, pauses)
    assert found is not None
    assert found >= start
    assert worktime.elapsed(calendar, start, found, pauses) == target
    if target:
        earlier = found - timedelta(microseconds=1)
        assert worktime.elapsed(calendar, start, earlier, pauses) == target - timedelta(microseconds=1)


@settings(max_examples=100)
@given(CALENDARS, st.lists(MOMENTS, min_size=3, max_size=3), PAUSES)
def test_time_adds_up(calendar: Calendar, moments: list[datetime], spans: list) -> None:
    first, second, third = sorted(moments)
    assume(first < third)
    pauses = [(since, since + length) for since, length in spans]
    whole = worktime.elapsed(calendar, first, third, pauses)
    parts = [worktime.elapsed(calendar, *span, pauses) for span in ((first, second), (second, third))]
    assert sum(parts, timedelta()) == whole
    assert timedelta() <= whole <= third - first


def counted_by_minutes(calendar: Calendar, start: datetime, end: datetime) -> timedelta:
    """The plain way: look at the clock on the wall every minute."""
    zone, minutes = calendar_zone(calendar), 0
    while start < end:
        local = start.astimezone(zone)
        reading = timedelta(hours=local.hour, minutes=local.minute) // timedelta(microseconds=1)
        works = any(since <= reading < until for since, until in calendar.days[local.weekday()])
        minutes += works and local.date() not in calendar.holidays
        start += timedelta(minutes=1)
    return timedelta(minutes=minutes)


@pytest.mark.parametrize("start", [utc(2026, 3, 27), utc(2026, 10, 23), utc(2026, 12, 23), utc(2026, 12, 30)])
def test_it_agrees_with_looking_at_the_clock_every_minute(start: datetime) -> None:
    for calendar in (
        BERLIN,
        Calendar("Europe/Berlin", week=ROUND_THE_CLOCK),
        Calendar("Pacific/Auckland", week=NINE_TO_FIVE),
    ):
        end = start + 4 * DAY + timedelta(minutes=77)
        assert worktime.elapsed(calendar, start, end) == counted_by_minutes(calendar, start, end)


def test_five_years_are_the_sum_of_their_years() -> None:
    years = [worktime.elapsed(BERLIN, utc(year, 1, 1), utc(year + 1, 1, 1)) for year in range(2021, 2026)]
    assert worktime.elapsed(BERLIN, utc(2021, 1, 1), utc(2026, 1, 1)) == sum(years, timedelta())


# What is refused ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "week",
    [
        {7: [("09:00", "17:00")]},
        {"someday": [("09:00", "17:00")]},
        {0: [("17:00", "09:00")]},
        {0: [("09:00", "09:00")]},
        {0: [("09:00", "12:00"), ("11:00", "17:00")]},
        {0: [("09:00",)]},
        {0: ["09:00-17:00"]},
        {0: ("09:00", "17:00")},
        {0: [("nine", "five")]},
        {0: [(9, 17)]},
        {0: [], "mon": []},
        [("09:00", "17:00")],
    ],
)
def test_calendars_that_make_no_sense(week: dict) -> None:
    with pytest.raises(ValueError):
        Calendar("Europe/Berlin", week=week)


def test_unknown_zones_and_holidays_are_refused() -> None:
    for zone in ("Europe/Atlantis", "", "../etc/passwd", None):
        with pytest.raises(ValueError, match="zone"):
            Calendar(zone, week=NINE_TO_FIVE)
    with pytest.raises(ValueError, match="holiday"):
        Calendar("UTC", week=NINE_TO_FIVE, holidays=["2026-12-25"])


def test_moments_without_zone_and_reversed_ones_are_refused() -> None:
    for span in ((datetime(2026, 1, 1), utc(2026, 1, 2)), (utc(2026, 1, 2), utc(2026, 1, 1)), (utc(2026, 1, 1), "now")):
        with pytest.raises(ValueError):
            worktime.elapsed(BERLIN, *span)
        with pytest.raises(ValueError):
            worktime.elapsed(BERLIN, utc(2026, 1, 1), utc(2026, 1, 9), [span])


def test_a_calendar_that_never_works_is_never_due() -> None:
    never = Calendar("UTC", week={})
    assert worktime.elapsed(never, utc(2026, 1, 1), utc(2027, 1, 1)) == timedelta()
    with pytest.raises(ValueError, match="not reached"):
        worktime.due(never, utc(2026, 1, 1), HOUR)


def test_equal_calendars_are_equal_however_written() -> None:
    one = Calendar("UTC", week={"mon": [(time(9), time(12)), (time(13), time(0))]}, holidays=[date(2026, 1, 1)])
    other = Calendar("UTC", week={0: [["13:00", "24:00"], ["09:00", "12:00"]]}, holidays={date(2026, 1, 1)})
    assert one == other
    assert hash(one) == hash(other)
