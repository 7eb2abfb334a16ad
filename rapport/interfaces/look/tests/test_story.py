"""Two sentences for every way a matter can stand: who began it, what was promised, how it ended, what is next."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from rapport.interfaces.look.story import Matter, Next, Promised, tell

TODAY = date(2026, 11, 17)
FRIDAY, MONDAY = datetime(2026, 11, 13, 15, 52), datetime(2026, 11, 16, 9, 0)
DUE = datetime(2026, 11, 16, 12, 0)


@pytest.mark.parametrize(
    ("standing", "words"),
    [
        ("open", "we promised “Hugo calls” by yesterday, 12:00"),
        ("at risk", "we promised “Hugo calls” by yesterday, 12:00"),
        ("kept", "we promised “Hugo calls” by yesterday, 12:00 and kept it"),
        ("broken", "we promised “Hugo calls” by yesterday, 12:00 and did not keep it"),
        ("withdrawn", "we promised “Hugo calls” by yesterday, 12:00 and took that back"),
    ],
)
def test_what_was_promised_and_how_it_stands(standing: str, words: str) -> None:
    matter = Matter("Tablet", "Marta Kolb", FRIDAY, promised=Promised("Hugo calls", DUE, standing))
    assert tell(matter, None, today=TODAY).promised == words


@pytest.mark.parametrize(
    ("ended", "words"),
    [
        (None, "and it is still open"),
        (FRIDAY, "and it ended the same day"),
        (MONDAY, "and it ended yesterday"),
    ],
)
def test_how_it_ended(ended: datetime | None, words: str) -> None:
    assert tell(Matter("Tablet", "you", FRIDAY, ended), None, today=TODAY).ended == words


def test_what_ended_the_day_it_began_is_not_told_by_the_day_of_the_promise() -> None:
    matter = Matter("Tablet", "you", FRIDAY, FRIDAY, promised=Promised("Hugo calls", DUE, "broken"))
    assert tell(matter, None, today=TODAY).ended == "and it ended the day it began, on Friday"


def test_a_long_subject_leaves_room_for_the_rest() -> None:
    told = tell(Matter("Printer " * 32, "you", FRIDAY), None, today=TODAY)
    assert "Printer…” on Friday" in told.begun and len(told.begun) < 130


AGAIN = "and it was opened again yesterday and ended the same day"


@pytest.mark.parametrize(
    ("matter", "words"),
    [
        (Matter("T", "you", FRIDAY, None, again_at=MONDAY), "and it was opened again yesterday"),
        (
            Matter("T", "you", FRIDAY, MONDAY, again_at=MONDAY),
            AGAIN,
        ),
        (Matter("T", "you", FRIDAY, MONDAY, again_at=FRIDAY), "and it was opened again on Friday and ended yesterday"),
        (Matter("T", "you", FRIDAY, FRIDAY, faded=True), "and nobody said more of it"),
        (Matter("T", "you", FRIDAY, MONDAY, faded=True), "and the last word was said yesterday"),
    ],
)
def test_what_was_opened_again_or_went_quiet_says_so(matter: Matter, words: str) -> None:
    assert tell(matter, None, today=TODAY).ended == words


def test_a_promise_that_repeats_the_name_is_told_without_it() -> None:
    matter = Matter("No mail", "Ivo", FRIDAY, MONDAY, Promised("An answer: no mail", DUE, "kept"))
    assert tell(matter, None, today=TODAY).promised.startswith("we promised an answer by yesterday")


@pytest.mark.parametrize(
    ("ahead", "words"),
    [
        (None, "Nothing is planned next."),
        (Next("Call about the move"), "Next: Call about the move."),
        (Next("Call", date(2026, 11, 27), "Sanna"), "Next: Call, Fri 27 Nov, Sanna."),
        (Next("Call.", datetime(2026, 11, 18, 9, 15)), "Next: Call, tomorrow by 09:15."),
        (Next("Call", DUE, late=True), "Next: Call, yesterday by 12:00, and late."),
    ],
)
def test_what_is_next(ahead: Next | None, words: str) -> None:
    assert tell(Matter("Tablet", "you", FRIDAY), ahead, today=TODAY).next == words


def test_a_matter_without_a_name_or_a_beginner_is_told_all_the_same() -> None:
    assert tell(Matter("", "you", FRIDAY), None, today=TODAY).begun == "You began the last matter on Friday"
    assert tell(Matter("Tablet", "", FRIDAY), None, today=TODAY).begun == "“Tablet” began on Friday"
