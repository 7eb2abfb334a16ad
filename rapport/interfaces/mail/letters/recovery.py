"""The letter after a favourable answer: it asks for words to quote, once."""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string

from rapport.foundation.models.mail import Letter
from rapport.interfaces.mail.rendering import renders


@renders("testimonial")
def testimonial(letter: Letter) -> tuple[str, str, str | None]:
    """Subject, text and HTML for somebody who may speak for us."""
    said = letter.data
    by = said["by"] or said["brand"]
    return _rendered(
        letter,
        {
            "preview": "Only if you like, in your words, and taken back at any time.",
            "paragraphs": [
                _greeting(said),
                f"You told us that you would recommend {said['brand']}. Thank you.",
                "May we quote you? You write the words, choose where they stand and whether with your name.",
            ],
            "act": {"label": "Write a few words", "url": said["link"]},
            "after": ["You need not do anything: nobody asks a second time."],
            "from_words": f"{by}, {said['brand']}" if said["by"] else said["brand"],
            "why": "You get this once, because you gave us a 9 or a 10.",
        },
    )


def _rendered(letter: Letter, words: dict[str, Any]) -> tuple[str, str, str | None]:
    shared = {"brand": letter.data["brand"], "lang": letter.language, "subject": letter.subject, "links": []} | words
    text = render_to_string("mail/recovery.txt", shared)
    return letter.subject, text, render_to_string("mail/recovery.html", shared)


def _greeting(said: dict[str, Any]) -> str:
    first = str(said["name"]).split(" ", maxsplit=1)[0]
    return f"Hello {first}," if first and "@" not in first else "Hello,"
