"""Two sentences for every way a matter can stand: who began it, what was promised, how it ended, what is next."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from rapport.interfaces.look.story import Matter, Next, Promised, tell

TODAY = date(2026, 11, 17)
FRIDAY, MONDAY = datetime(2026, 11, 13, 15, 52), datetime(2026, 11, 16, 9, 0)
DUE = datetime(2026, 11, 16, 12, 0)


@pytest.mark.parametrize(
    ("standing", "words"),
    [
        ("open", "We promised “Hugo calls” by yesterday, 12:00."),
        ("at risk", "We promised “Hugo calls” by yesterday, 12:00."),
        ("kept", "We promised “Hugo calls” by yesterday, 12:00, and kept it."),
        ("broken", "We promised “Hugo calls” by yesterday, 12:00, and did not keep it."),
        ("withdrawn", "We promised “Hugo calls” by yesterday, 12:00, and took that back."),
    ],
)
def test_what_was_promised_and_how_it_stands(standing: str, words: str) -> None:
    matter = Matter("Tablet", "Marta Kolb", FRIDAY, promised=Promised("Hugo calls", DUE, standing))
    assert tell(matter, None, today=TODAY).promised == words


def test_what_came_late_came_and_what_was_promised_afterwards_is_told_so() -> None:
    late = Promised("Hugo calls", DUE, "broken", kept_at=DUE + timedelta(hours=3), made_at=MONDAY)
    assert tell(Matter("Tablet", "Marta Kolb", FRIDAY, promised=late), None, today=TODAY).promised == (
        "We promised “Hugo calls” by yesterday, 12:00, and kept it late, yesterday."
    )
    told = tell(Matter("Tablet", "Marta Kolb", FRIDAY, FRIDAY, promised=late), None, today=TODAY)
    assert told.promised.startswith("Afterwards we promised “Hugo calls” by yesterday")


@pytest.mark.parametrize(
    ("ended", "words"),
    [
        (None, "It is still open."),
        (FRIDAY, "It ended the same day."),
        (MONDAY, "It ended yesterday."),
    ],
)
def test_how_it_ended(ended: datetime | None, words: str) -> None:
    assert tell(Matter("Tablet", "you", FRIDAY, ended), None, today=TODAY).ended == words


def test_what_ended_the_day_it_began_is_not_told_by_the_day_of_the_promise() -> None:
    matter = Matter("Tablet", "you", FRIDAY, FRIDAY, promised=Promised("Hugo calls", DUE, "broken"))
    assert tell(matter, None, today=TODAY).ended == "It ended the day it began, on Friday."


def test_a_long_subject_leaves_room_for_the_rest() -> None:
    told = tell(Matter("Printer " * 32, "you", FRIDAY), None, today=TODAY)
    assert "Printer…” on Friday" in told.begun and len(told.begun) < 130


AGAIN = "It was opened again yesterday and ended the same day."


@pytest.mark.parametrize(
    ("matter", "words"),
    [
        (Matter("T", "you", FRIDAY, None, again_at=MONDAY), "It was opened again yesterday and is open."),
        (
            Matter("T", "you", FRIDAY, MONDAY, again_at=MONDAY),
            AGAIN,
        ),
        (Matter("T", "you", FRIDAY, MONDAY, again_at=FRIDAY), "It was opened again on Friday and ended yesterday."),
        (Matter("T", "you", FRIDAY, FRIDAY, faded=True), "Nobody said more of it."),
        (Matter("T", "you", FRIDAY, MONDAY, faded=True), "The last word was said yesterday."),
    ],
)
def test_what_was_opened_again_or_went_quiet_says_so(matter: Matter, words: str) -> None:
    assert tell(matter, None, today=TODAY).ended == words


def test_a_promise_that_repeats_the_name_is_told_without_it() -> None:
    matter = Matter("No mail", "Ivo", FRIDAY, MONDAY, Promised("An answer: no mail", DUE, "kept"))
    assert tell(matter, None, today=TODAY).promised.startswith("We promised an answer by yesterday")


@pytest.mark.parametrize(
    ("ahead", "words"),
    [
        (None, "Nothing is planned next."),
        (Next("Call about the move"), "Next: Call about the move."),
        (Next("Call", date(2026, 11, 27), "Sanna"), "Next: Call, Fri 27 Nov, Sanna."),
        (Next("Call.", datetime(2026, 11, 18, 9, 15)), "Next: Call, tomorrow by 09:15."),
        (Next("Call", datetime(2026, 11, 19)), "Next: Call, tomorrow by 24:00."),
        (Next("Covers", date(2026, 11, 18), about="Covers for four"), "Next: Covers for “Covers for four”, tomorrow."),
        (Next("Call", date(2026, 11, 10), "Sanna"), "Next: Call, Tue 10 Nov, Sanna, and late."),
        (Next("Call", DUE, late=True), "Next: Call, yesterday by 12:00, and late."),
    ],
)
def test_what_is_next(ahead: Next | None, words: str) -> None:
    assert tell(Matter("Tablet", "you", FRIDAY), ahead, today=TODAY).next == words


def test_a_matter_without_a_name_or_a_beginner_is_told_all_the_same() -> None:
    assert tell(Matter("", "you", FRIDAY), None, today=TODAY).begun == "You began the last matter on Friday."
    assert tell(Matter("Tablet", "", FRIDAY), None, today=TODAY).begun == "“Tablet” began on Friday."


@pytest.mark.parametrize(
    ("matter", "words"),
    [
        (
            Matter("T", "you", FRIDAY, MONDAY, ended_by="Hugo Marek’s call"),
            "It ended yesterday with Hugo Marek’s call.",
        ),
        (Matter("T", "you", FRIDAY, FRIDAY, ended_by="your reply"), "It ended the same day with your reply."),
        (Matter("T", "you", FRIDAY, others_open=1), "It is still open, and so is one other matter."),
        (Matter("T", "you", FRIDAY, others_open=4), "It is still open, and so are four other matters."),
    ],
)
def test_what_ended_it_or_stands_open_beside_it(matter: Matter, words: str) -> None:
    assert tell(matter, None, today=TODAY).ended == words
