"""Letters about getting in: the sign-in link, an invitation to serve, and confirming an address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

from rapport.foundation.languages import WORDED, worded
from rapport.foundation.models.mail import Letter
from rapport.interfaces.look.wording import spoken
from rapport.interfaces.mail.letters.desk_words import greeting
from rapport.interfaces.mail.rendering import renders


@dataclass(frozen=True)
class Said:
    """One letter in one language: its sentences, its button, and why it came. Subjects: people/actions/letters.py."""

    paragraphs: Sequence[str]
    label: str
    why: str


WORDS = {
    ("sign_in", "en"): Said(
        (
            "Here is your link. It works once, for 15 minutes.",
            "Was it not you? Then leave it: nobody gets in without this mail.",
        ),
        "Sign in",
        "You get this because somebody asked for a link with your address.",
    ),
    ("sign_in", "de"): Said(
        (
            "hier ist Ihr Link. Er gilt einmal und 15 Minuten lang.",
            "Waren Sie es nicht? Dann brauchen Sie nichts zu tun: Ohne diese Mail kommt niemand hinein.",
        ),
        "Anmelden",
        "Sie bekommen dies, weil jemand mit Ihrer Adresse um einen Link gebeten hat.",
    ),
    ("confirm", "en"): Said(
        (
            "Is this address yours? One press, and what you write from it counts as yours.",
            "Was it not you? Then leave it: nobody gets in without this mail.",
        ),
        "Yes, it is mine",
        "You get this because somebody named this address as theirs.",
    ),
    ("confirm", "de"): Said(
        (
            "gehört diese Adresse Ihnen? Einmal drücken, und was Sie von hier schreiben, gilt als Ihres.",
            "Waren Sie es nicht? Dann brauchen Sie nichts zu tun: Ohne diese Mail kommt niemand hinein.",
        ),
        "Ja, sie gehört mir",
        "Sie bekommen dies, weil jemand diese Adresse als die eigene angegeben hat.",
    ),
    ("invite", "en"): Said(
        ("You are invited to serve with {brand}. The link signs you in; there is no password to think of.",),
        "Begin",
        "You get this because an administrator invited you.",
    ),
}


@renders("sign_in", speaks=WORDED)
def sign_in(letter: Letter) -> tuple[str, str, str | None]:
    """One button; the link shows it again and asks for one more press, so that a scanner uses nothing up."""
    return _rendered(letter, worded(letter.language), url=f"/sign-in/{letter.data['token']}/")


@renders("invite")
def invite(letter: Letter) -> tuple[str, str, str | None]:
    """Somebody is asked to serve; the link signs them in. Those who serve are written to in English."""
    return _rendered(letter, "en", url=f"/invited/{letter.data['token']}/")


@renders("confirm", speaks=WORDED)
def confirm(letter: Letter) -> tuple[str, str, str | None]:
    """One more address of a person, shown to be theirs."""
    return _rendered(letter, worded(letter.language), url=f"/confirm/{letter.data['token']}/")


def _rendered(letter: Letter, language: str, *, url: str) -> tuple[str, str, str | None]:
    said, brand = WORDS[letter.kind, language], letter.data["brand"]
    words: dict[str, Any] = {
        "brand": brand,
        "subject": letter.subject,
        "lang": language,
        "paragraphs": [greeting(language, letter.data["name"]), *(one.format(brand=brand) for one in said.paragraphs)],
        "act": {"label": said.label, "url": settings.BASE_URL + spoken.led_to(url, language)},
        "why": said.why,
    }
    text = render_to_string("look/mail/base.txt", words)
    return letter.subject, text, render_to_string("look/mail/base.html", words)
