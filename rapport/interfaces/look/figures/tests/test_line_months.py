"""Contact with many by month: both sides in place, a dot for several acts, nothing drawn as none."""

from __future__ import annotations

import doctest
import re
from datetime import UTC, date, datetime, timedelta

from rapport.interfaces.look import groups
from rapport.interfaces.look.figures import line_months
from rapport.interfaces.look.figures.line import PHONE, WIDE, Line, Words, as_table, draw
from rapport.interfaces.look.figures.marks import MonthMark
from rapport.interfaces.look.wording.words import percent
from rapport.measures.effort import Effort

NOW = datetime(2026, 11, 17, 9, tzinfo=UTC)
MID = datetime(2026, 9, 15, tzinfo=UTC)
LINE = Line(
    now=NOW,
    start=NOW - timedelta(days=365),
    end=NOW + timedelta(days=40),
    months=(
        MonthMark(MID, ours=False, planned=40, unplanned=60),
        MonthMark(MID, ours=True, planned=0, unplanned=1),
    ),
)


def dots(svg: str, name: str) -> int:
    return len(re.findall(f'<circle class="{name}"', svg))


def test_examples_hold() -> None:
    for module in (line_months, groups):
        done = doctest.testmod(module)
        assert done.attempted > 0 and done.failed == 0


def test_a_dot_stands_for_several_acts_and_planned_ones_are_filled() -> None:
    shown = draw(LINE, zoom="months", width=WIDE)
    assert line_months.unit_of(LINE.months) == 10
    assert dots(shown, "dot") == 4
    assert dots(shown, "dot-hollow") == 6 + 1  # some contact is never drawn as none


def test_theirs_are_above_and_ours_below() -> None:
    heights = [
        float(y)
        for y in re.findall(
            r'<circle class="dot-hollow" cx="[\d.]+" cy="(-?[\d.]+)"', draw(LINE, zoom="months", width=WIDE)
        )
    ]
    assert sum(y < 0 for y in heights) == 6 and sum(y > 0 for y in heights) == 1


def test_those_who_cannot_see_it_are_told_the_counts() -> None:
    assert "100 acts of theirs, 1 of ours" in draw(LINE, zoom="months", width=PHONE, words=Words(their="Aldergate"))
    rows = [(row.who, row.what, row.planned) for row in as_table(LINE, words=Words(their="Aldergate"))]
    assert ("Aldergate", "100 acts", "40") in rows and ("Us", "1 act", "0") in rows


def test_the_first_sentence_says_what_the_figures_mean() -> None:
    effort = Effort(theirs=6, ours=4, planned=5, repeats=2)
    share = f"{percent(0.5)}, between {percent(0.24)} and {percent(0.76)}"
    assert groups.opening(effort, period="in twelve months") == (
        "10 acts in twelve months.",
        f"5 of them were planned ({share}); twice somebody had to come back.",
    )
    assert groups.opening(Effort(theirs=1), period="in three months")[1].startswith("None of them was planned")
    assert groups.opening(Effort(), period="in three months")[0] == "No contact in three months."


def test_every_month_counts_back_from_this_one() -> None:
    assert groups.months_back(date(2026, 11, 30), 12) == date(2025, 12, 1)
    assert groups.months_back(date(2026, 11, 30), 24) == date(2024, 12, 1)
