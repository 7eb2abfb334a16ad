"""Letters about getting in: the sign-in link, an invitation to serve, and confirming an address."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

from rapport.foundation.models.mail import Letter
from rapport.interfaces.mail.rendering import renders

NOT_YOU = "Was it not you? Then leave it: nobody gets in without this mail."


@renders("sign_in")
def sign_in(letter: Letter) -> tuple[str, str, str | None]:
    """One button; the link shows it again and asks for one more press, so that a scanner uses nothing up."""
    return _rendered(
        letter,
        ["Here is your link. It works once, for 15 minutes.", NOT_YOU],
        label="Sign in",
        url=f"/sign-in/{letter.data['token']}/",
        why="You get this because somebody asked for a link with your address.",
    )


@renders("invite")
def invite(letter: Letter) -> tuple[str, str, str | None]:
    """Somebody is asked to serve; the link signs them in."""
    brand = letter.data["brand"]
    return _rendered(
        letter,
        [f"You are invited to serve with {brand}. The link signs you in; there is no password to think of."],
        label="Begin",
        url=f"/invited/{letter.data['token']}/",
        why="You get this because an administrator invited you.",
    )


@renders("confirm")
def confirm(letter: Letter) -> tuple[str, str, str | None]:
    """One more address of a person, shown to be theirs."""
    return _rendered(
        letter,
        ["Is this address yours? One press, and what you write from it counts as yours.", NOT_YOU],
        label="Yes, it is mine",
        url=f"/confirm/{letter.data['token']}/",
        why="You get this because somebody named this address as theirs.",
    )


def _rendered(letter: Letter, said: list[str], *, label: str, url: str, why: str) -> tuple[str, str, str | None]:
    first_name = str(letter.data["name"]).split(" ", maxsplit=1)[0]
    greeting = f"Hello {first_name}," if first_name and "@" not in first_name else "Hello,"
    words: dict[str, Any] = {
        "brand": letter.data["brand"],
        "subject": letter.subject,
        "lang": letter.language,
        "paragraphs": [greeting, *said],
        "act": {"label": label, "url": settings.BASE_URL + url},
        "why": why,
    }
    text = render_to_string("look/mail/base.txt", words)
    return letter.subject, text, render_to_string("look/mail/base.html", words)
