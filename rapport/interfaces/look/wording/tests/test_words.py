"""Figures and verdicts become sentences by rule."""

import doctest
from datetime import date, datetime

import pytest

from rapport.interfaces.look import story
from rapport.interfaces.look.wording import languages, moments, words

TODAY = date(2026, 11, 17)


def test_the_examples_in_the_docstrings_hold() -> None:
    for module in (words, moments, languages, story):
        assert doctest.testmod(module, extraglobs={"date": date}).failed == 0


@pytest.mark.parametrize(("value", "said"), [(17, "+17"), (-8, "−8"), (0, "0"), (-0.4, "0"), (32.5, "+32")])
def test_a_score_always_has_its_sign(value: float, said: str) -> None:
    assert words.signed(value) == said


@pytest.mark.parametrize(
    ("value", "low", "high", "said"),
    [
        (94, 92, 95, "Kept."),
        (91, 88, 94, "Kept, just."),
        (90, 90, 90, "Kept."),
        (88, 85, 92, "Not reached. But 90 % lies inside the range."),
        (71, 62, 79, "Not reached."),
    ],
)
def test_a_target_is_judged_with_its_range(value: float, low: float, high: float, said: str) -> None:
    assert words.target_sentence(value=value, target=90, low=low, high=high, shown="90 %") == said


def test_what_is_left_out_beside_is_said() -> None:
    assert words.not_shown("Depot South").endswith("Depot South is left out too, so that nobody can work it out.")


def test_a_share_has_a_no_break_space_and_its_range() -> None:
    assert words.share(0.4125, 0.35, 0.48) == "41\N{NO-BREAK SPACE}% (35 to 48)"


@pytest.mark.parametrize(("score", "name"), [(0, "detractor"), (6, "detractor"), (7, "passive"), (9, "promoter")])
def test_classes_follow_the_question(score: int, name: str) -> None:
    assert words.class_of(score) == name


def test_eleven_is_no_answer() -> None:
    with pytest.raises(words.NotAScore):
        words.class_of(11)


@pytest.mark.parametrize(
    ("day", "said"),
    [(17, "today"), (18, "tomorrow"), (16, "yesterday"), (19, "Thu 19 Nov")],
)
def test_a_day_is_named_as_its_reader_would(day: int, said: str) -> None:
    assert moments.day(date(2026, 11, day), today=TODAY) == said


def test_a_moment_has_its_day_and_clock() -> None:
    assert moments.stamp(datetime(2026, 11, 13, 15, 52), today=TODAY) == "Fri 13 Nov, 15:52"


def test_a_number_and_its_percent_sign_are_never_parted_by_the_end_of_a_line() -> None:
    assert words.percent(0.96) == "96\N{NO-BREAK SPACE}%"
