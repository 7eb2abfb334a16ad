"""Sample content for the page that shows every component once; nobody in it exists."""

from datetime import UTC, datetime, timedelta

from rapport.interfaces.look.figures.gap import Gap
from rapport.interfaces.look.figures.line import (
    ActMark,
    AnswerMark,
    EpisodeMark,
    Line,
    PromiseMark,
    SequenceMark,
    Words,
)
from rapport.interfaces.look.figures.multiples import Multiple
from rapport.interfaces.look.figures.targets import Target
from rapport.interfaces.look.figures.trend import Change, Month

NOW = datetime(2026, 11, 17, 8, 40, tzinfo=UTC)
MARTA = Words(their="Marta Kolb", ours="us")
PLANNED, UNPLANNED = True, False


def _at(month: int, day: int, hour: int = 9, minute: int = 0, *, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


# start, days, name, begun by us, planned on both sides; zero days: still open
EPISODES = (
    (_at(3, 10, year=2025), 4, "First tablets", False, UNPLANNED),
    (_at(6, 15, year=2025), 8, "Plotter jams", False, UNPLANNED),
    (_at(11, 4, year=2025), 3, "Moving out", False, PLANNED),
    (_at(3, 2), 9, "Trailer set up, one visit", False, PLANNED),
    (_at(4, 20), 4, "Plotter moved", True, UNPLANNED),
    (_at(6, 8), 4, "Two new starters", False, PLANNED),
    (_at(8, 6), 5, "Router replaced", True, UNPLANNED),
    (_at(9, 14), 3, "Signal test, her idea", False, PLANNED),
    (_at(10, 5), 4, "Plotter, half a sheet", True, UNPLANNED),
    (_at(11, 6), 0, "Drawings open slowly", False, UNPLANNED),
    (_at(11, 13, 15, 52), 0, "tablet", False, UNPLANNED),
)
SEQUENCES = (
    SequenceMark(_at(3, 5, year=2025), _at(12, 1, year=2025), "Depot North", "three episodes, looked back in December"),
    SequenceMark(_at(2, 16), _at(12, 18), "Harbour Road", "since February, eight episodes, closes 18 December"),
)
PROMISES = (
    PromiseMark(_at(11, 14, 12), "a word by noon", "kept"),
    PromiseMark(_at(11, 16, 9), "a call", "broken"),
    PromiseMark(_at(11, 17, 11), "call by 11:00", "open"),
    PromiseMark(_at(11, 19, 12), "door reader, noon", "open"),
)
WEEK = (
    ActMark(_at(11, 13, 15, 52), ours=False, planned=UNPLANNED, label="writes: box in Polish"),
    ActMark(_at(11, 14, 8, 10), ours=True, planned=UNPLANNED, label="we call, nobody there"),
    ActMark(_at(11, 16, 7, 31), ours=False, planned=UNPLANNED, label="writes: it is the keyboard"),
)
ANSWERS = (AnswerMark(_at(4, 29), 7), AnswerMark(_at(6, 22), 9), AnswerMark(_at(10, 16), 4))
AHEAD = (ActMark(_at(11, 27), ours=True, planned=PLANNED, label="call"),)
NAMES = ("Nov", "Dec", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct")
SCORES = (-8, -12, -8, -8, -3, 2, 2, 5, 8, 11, 14, 17)


def _episode_marks() -> tuple[EpisodeMark, ...]:
    return tuple(
        EpisodeMark(start, start + timedelta(days=days) if days else None, name, begun_by_us)
        for start, days, name, begun_by_us, _ in EPISODES
    )


def _act_marks() -> tuple[ActMark, ...]:
    marks = []
    for start, days, _, by_us, planned in EPISODES:
        marks.append(ActMark(start, ours=by_us, planned=planned, label="asks"))
        marks.append(ActMark(start + timedelta(days=min(days, 3) or 1), not by_us, planned, label="answers"))
    return tuple(marks)


def line(start: datetime, end: datetime) -> Line:
    """Return Marta's line between two moments."""
    whole = Line(
        now=NOW,
        start=_at(3, 1, year=2025),
        end=end,
        acts=_act_marks(),
        episodes=_episode_marks(),
        sequences=SEQUENCES,
        answers=ANSWERS,
        promises=PROMISES,
        planned_ahead=AHEAD,
    )
    return whole.since(start)


def week() -> Line:
    """Return one week, act by act."""
    open_one = (EpisodeMark(_at(11, 13, 15, 52), None, "tablet"),)
    return Line(now=NOW, start=_at(11, 13, 0), end=_at(11, 20, 12), acts=WEEK, episodes=open_one, promises=PROMISES)


def months(shift: int = 0, n: int = 99) -> tuple[Month, ...]:
    """Return twelve months of one score, moved up or down."""
    return tuple(
        Month(name, score + shift, score + shift - 15, score + shift + 15, n)
        for name, score in zip(NAMES, SCORES, strict=True)
    )


def services() -> list[Multiple]:
    """Return four groups, one of them held back."""
    return [
        Multiple("Offices", months(11, 58), "Better than a year ago."),
        Multiple("Temporary sites", months(-40, 31), "No clear change in a year."),
        Multiple("Mobile lines", months(-29, 34)[-1:], ""),
        Multiple("Drawing store", (Month("Oct", None, 0, 0, 3),), beside="Depot South"),
    ]


def aims() -> list[Target]:
    """Return targets of every unit, reached and not."""
    return [
        Target("A first word within an hour", "percent", 90, 94, 92, 95, 1204),
        Target("Fixed in one visit", "percent", 80, 71, 62, 79, 104, "No clear change since August."),
        Target("Easy to deal with, 1 to 7", "mean", 5.5, 5.7, 5.4, 6.0, 131),
        Target("Would recommend us, −100 to +100", "points", 20, 17, 1, 32, 99),
    ]


def groups() -> list[Gap]:
    """Return one group that is green and unhappy, and one that agrees."""
    return [
        Gap(
            "Temporary sites, tablets",
            "Noor Haddad owns it",
            96,
            412,
            95,
            56,
            45,
            66,
            82,
            75,
            "The same fault returns.",
        ),
        Gap("Offices, accounts", "Sanna Virta", 97, 640, 95, 88, 81, 93, 134, 75, "Quick, and they say so."),
    ]


def sample() -> dict[str, object]:
    """Return everything look/components.html needs."""
    return {
        "themes": (("light", "On paper"), ("dark", "At night")),
        "sides": MARTA,
        "whole": line(_at(3, 1, year=2025), _at(12, 31)),
        "year": line(_at(2, 10), _at(12, 20)),
        "week": week(),
        "months": months(),
        "changes": [Change("Apr", "signal tests begin")],
        "counts": (1, 1, 2, 3, 4, 6, 7, 15, 19, 23, 18),
        "services": services(),
        "aims": aims(),
        "groups": groups(),
        "movement": {
            "detractor": {"detractor": 38, "passive": 24, "promoter": 9},
            "passive": {"detractor": 14, "passive": 61, "promoter": 27},
            "promoter": {"detractor": 6, "passive": 17, "promoter": 64},
        },
        "ticked": [("They know my site", 21), ("They keep their word", 17), ("They explain it in my words", 8)],
        "stages": ("visitor", "user", "follower", "supporter", "advocate", "partner"),
    }
