"""What the letters about a request say: honest, short, and nothing that signs anybody in."""

from __future__ import annotations

from typing import Any

import pytest

from rapport.foundation.models.mail import Letter
from rapport.foundation.tokens import hidden_marker, thread_token
from rapport.interfaces.mail.rendering import in_words

pytestmark = pytest.mark.django_db  # an acknowledgement looks for what they can try now

SAID = {
    "name": "Marta Kolb",
    "key": "R-12",
    "public_key": "k3y",
    "zone": "Europe/Berlin",
    "desk": "Northwind Service",
    "subject": "Plotter <b>stuck</b>",
    "said_at": "2026-11-02T09:00:00+00:00",
}
HISTORY = {
    "kind": "history",
    "due_at": "2026-11-05T11:00:00+00:00",
    "n": 40,
    "q": 0.8,
    "period_from": "2026-05-06T00:00:00+00:00",
    "period_to": "2026-11-02T00:00:00+00:00",
    "minutes": 900,
    "about": "solve",
    "reader": "",
    "open_now": False,
}
OPENING = HISTORY | {"kind": "opening", "n": 0, "q": None, "minutes": None, "reader": "Service Desk"}


def letter(kind: str, **said: Any) -> Letter:
    return Letter(kind=kind, subject="Re: Plotter", data=SAID | said, ref_kind="ticket", ref_id=12, language="en")


def test_an_acknowledgement_says_what_was_understood_what_to_expect_and_how_to_add() -> None:
    words = in_words(letter("acknowledgement", expect=HISTORY))
    assert "Hello Marta," in words.text
    assert "“Plotter <b>stuck</b>”" in words.text
    assert "Most like this are done by" in words.text
    assert "12:00" in words.text
    assert "From 40 requests like it; 8 in 10 were done by then." in words.text
    assert "answer this mail" in words.text
    assert "R-12" in words.text
    assert "sign-in" not in words.text + (words.html or "")


def test_without_history_it_says_who_reads_it_and_when() -> None:
    words = in_words(letter("acknowledgement", expect=OPENING))
    assert "Service Desk reads it when we are back" in words.text


def test_what_the_customer_wrote_cannot_become_markup() -> None:
    html = in_words(letter("acknowledgement", expect=None)).html or ""
    assert "Plotter &lt;b&gt;stuck&lt;/b&gt;" in html


def test_every_letter_carries_the_marker_that_leads_an_answer_back() -> None:
    said = {"text": "Done.", "agent": "Hugo Marek", "promise_until": None, "quoted": "It beeps."}
    for kind in ("answer", "closing"):
        words = in_words(letter(kind, **said))
        marker = hidden_marker(thread_token("ticket", 12))
        assert marker in words.text
        assert marker in (words.html or "")


def test_an_answer_gives_the_next_time_in_the_readers_zone() -> None:
    said = {"text": "We looked.\n\nMore soon.", "agent": "Hugo Marek", "quoted": ""}
    words = in_words(letter("answer", promise_until="2026-11-05T11:00:00+00:00", **said))
    assert "You hear from us again by Thursday 5 November 2026, 12:00." in words.text
    assert "Hugo Marek, Northwind Service" in words.text


def test_the_closing_letter_asks_three_questions_on_a_page() -> None:
    words = in_words(letter("closing", text="Done.", agent="Hugo Marek", promise_until=None, quoted=""))
    assert "/requests/k3y/questions/" in words.text
    assert "/requests/k3y/questions/" in (words.html or "")


def test_the_closing_letter_of_one_reader_has_a_link_of_its_own() -> None:
    words = in_words(letter("closing", text="Done.", agent="Hugo Marek", promise_until=None, quoted="", token="t0ken"))
    assert "/questions/t0ken" in words.text
    assert "/requests/k3y/questions/" not in words.text + (words.html or "")


def test_a_word_about_lateness_names_what_was_told_and_makes_up_no_new_time() -> None:
    late = {"text": "<b>The part</b>\n\nis in", "aim": "", "due_at": "2026-11-05T11:00:00+00:00", "passed": False}
    words = in_words(letter("lateness", late=[late], agent="", back_at=None))
    text = " ".join(words.text.split())
    assert "We told you “<b>The part</b> is in”, by Thursday 5 November 2026, 12:00. It may take longer" in text
    assert "We cannot name a new time yet. An agent writes to you as soon as there is news." in text
    assert "answer this mail" in text
    assert "&lt;b&gt;The part" in (words.html or "")
    assert hidden_marker(thread_token("ticket", 12)) in words.text
