"""Every letter a customer gets is whole in German: no sentence of ours is left in English, days are German."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from typing import Any

import pytest

from rapport.foundation.languages import WORDED
from rapport.foundation.models.mail import Letter
from rapport.interfaces.look.wording import expectations, led_words
from rapport.interfaces.mail import mime, rendering
from rapport.interfaces.mail.letters import desk_words, invitation_words, problem, recovery, sequence, signing
from rapport.interfaces.mail.letters import visits_words as visits
from rapport.interfaces.mail.tests.test_letters_of_requests import HISTORY, OPENING
from rapport.interfaces.mail.tests.test_letters_of_requests import SAID as OF_REQUEST
from rapport.interfaces.portal import visiting_words

pytestmark = pytest.mark.django_db  # an acknowledgement looks for what they can try now
WORDED_SUBJECTS = {"visit", "sequence", "testimonial", "problem_fixed"}
STAFF = {"invite", "notices", "visit_staff"}
ENGLISH: list[Any] = [desk_words.ENGLISH, invitation_words.ENGLISH, visits.ENGLISH, expectations.ENGLISH]
ENGLISH += [problem.WORDS["en"], recovery.SPOKEN["en"], sequence.SPOKEN["en"], visiting_words.ENGLISH]
ENGLISH += [said for (_, code), said in signing.WORDS.items() if code == "en"]
ENGLISH += [led_words.QUESTIONS["en"], led_words.WORTH["en"], led_words.SIGNING["en"], led_words.NO_LINK["en"]]
SHORT = 10  # single words are no sentence; some are the same in both languages
DUE = "2026-11-23T13:00:00+00:00"
LATE = {"text": "", "aim": "solve", "due_at": DUE, "passed": False}
TOLD = {"agent": "Hugo Marek", "text": "Erledigt.", "quoted": "Es piept.", "promise_until": DUE}
VISIT = {
    "said": "arranged",
    "visit": 1,
    "visit_key": "v1",
    "method": "REQUEST",
    "version": 0,
    "starts_at": "2026-11-27T08:00:00+00:00",
    "ends_at": "2026-11-27T10:00:00+00:00",
    "place_zone": "Europe/Berlin",
    "site": "Werk Nord",
    "organisation": "Aldergate",
    "what": "Fixiereinheit tauschen",
    "kit": [],
    "technician": "Hugo Marek",
    "words": "",
}
LOOK = {
    "sequence": "Neues Lager",
    "wording": "Was it worth it?",
    "ended_on": "2026-11-23",
    "owner": "",
    "page": "/p",
    "link": "/l",
}
ALL: list[tuple[str, dict[str, Any], str]] = [
    ("acknowledgement", {"expect": HISTORY}, "Donnerstag, 5. November, 12:00 Uhr"),
    ("acknowledgement", {"expect": OPENING}, "sobald wir wieder da sind"),
    ("acknowledgement", {"expect": HISTORY | {"kind": "target", "about": "first answer", "q": None}}, "Unser Ziel"),
    ("acknowledgement", {"expect": None, "confirm": "t0k"}, "/mine/t0k/?lang=de"),
    ("answer", TOLD, "Sie hören bis Montag, 23. November 2026, 14:00 Uhr wieder von uns."),
    ("answer", TOLD | {"promise_kind": "deed"}, "Bis Montag, 23. November 2026, 14:00 Uhr ist es erledigt."),
    ("closing", TOLD | {"token": "t0k", "promise_until": None}, "/questions/t0k?lang=de"),
    ("lateness", {"late": [LATE], "agent": "", "back_at": DUE}, "Ab Montag, 23. November 2026, 14:00 Uhr"),
    ("lateness", {"late": [LATE | {"aim": "", "passed": True}], "agent": "Hugo", "back_at": None}, "unser Wort nicht"),
    ("visit", VISIT, "Freitag, 27. November 2026, zwischen 09:00 und 11:00 Uhr"),
    ("visit", VISIT | {"said": "moved", "technician": ""}, "Wer kommt, sagen wir Ihnen"),
    ("visit", VISIT | {"said": "cancelled", "method": "CANCEL"}, "findet nicht statt"),
    ("problem_fixed", {"brand": "N", "title": "Mail", "words": "", "key": "k"}, "„Mail“ ist behoben."),
    ("testimonial", {"brand": "N", "by": "", "link": "/w"}, "Dürfen wir Sie zitieren?"),
    ("sequence", LOOK, "Hat es sich gelohnt?"),
    ("sign_in", {"brand": "N", "token": "t0k"}, "/sign-in/t0k/?lang=de"),
    ("confirm", {"brand": "N", "token": "t0k"}, "/confirm/t0k/?lang=de"),
]


def every(said: Any) -> Iterator[str]:
    """All sentences of a set of words."""
    if isinstance(said, str):
        yield said
    elif isinstance(said, dict):
        yield from (one for value in said.values() for one in every(value))
    elif isinstance(said, tuple | list):
        yield from (one for value in said for one in every(value))
    elif is_dataclass(said):
        yield from (one for field in fields(said) for one in every(getattr(said, field.name)))


def english_in(text: str) -> list[str]:
    """Which English sentences of ours stand in a text."""
    parts = {part.strip(" .,“”:") for one in every(ENGLISH) for part in one.replace("}", "{").split("{")[::2]}
    return sorted(part for part in parts if len(part) >= SHORT and part in text)


def german(kind: str, said: dict[str, Any]) -> Letter:
    subject = "" if kind in WORDED_SUBJECTS or "confirm" in said else "AW: Plotter"
    return Letter(
        kind=kind, subject=subject, data=OF_REQUEST | said, ref_kind="ticket", ref_id=12, language="de-AT",
        message_id="<a@b.example>", sender_address="h@n.example", to=[["Marta Kolb", "m@a.example"]],
        posted_at=datetime(2026, 11, 2, 9, tzinfo=UTC),
    )  # fmt: skip


def test_each_kind_that_customers_get_has_all_our_languages_and_is_tried_here() -> None:
    for kind in set(rendering.kinds()) - STAFF:
        assert set(WORDED) <= set(rendering.languages_of(kind)), kind
    assert {kind for kind, _, _ in ALL} | {"invitation"} == set(rendering.kinds()) - STAFF


def test_no_letter_is_half_english() -> None:
    for kind, said, telling in ALL:
        letter = german(kind, said)
        words = rendering.in_words(letter)
        assert telling in words.text, (kind, words.text)
        whole = f"{words.subject}\n{words.text}\n{words.html}\n{words.calendar}"
        assert english_in(whole) == [], (kind, english_in(whole))
        assert '<html lang="de"' in (words.html or ""), kind
        assert "Content-Language: de\r\n" in mime.build(letter, words).decode(), kind
        assert words.subject, kind


def test_a_letter_that_is_not_worded_in_the_language_wanted_says_what_it_is_in() -> None:
    letter = german("answer", TOLD)
    letter.language = "fr"
    words = rendering.in_words(letter)
    assert (words.language, "You hear from us again" in words.text) == ("en", True)
    assert b"Content-Language: en\r\n" in mime.build(letter, words)


def test_both_languages_leave_the_same_places_to_be_filled() -> None:
    pairs = [(desk_words.ENGLISH, desk_words.GERMAN), (visits.ENGLISH, visits.GERMAN)]
    pairs += [(expectations.ENGLISH, expectations.GERMAN), (recovery.SPOKEN["en"], recovery.SPOKEN["de"])]
    pairs += [(sequence.SPOKEN["en"], sequence.SPOKEN["de"]), (visiting_words.ENGLISH, visiting_words.GERMAN)]
    pairs += [(one["en"], one["de"]) for one in (led_words.QUESTIONS, led_words.WORTH, led_words.SIGNING)]
    for en, de in pairs:
        for ours, theirs in zip(every(en), every(de), strict=True):
            named = set(re.findall(r"{(\w+)}", theirs)) - {"name", "n", "wording"}
            assert named <= set(re.findall(r"{(\w+)}", ours)), theirs
