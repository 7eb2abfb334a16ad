"""Letters after an answer: somebody's turn to call, which names nobody; and one that asks for words to quote."""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string

from rapport.foundation.models.mail import Letter
from rapport.interfaces.mail.rendering import renders

SINCE = {"deputy": "a day", "service owner": "two days"}


@renders("recovery")
def recovery(letter: Letter) -> tuple[str, str, str | None]:
    """Subject, text and HTML for the one whose turn it is now."""
    said = letter.data
    since = SINCE.get(str(said["turn"]), "a day")
    return _rendered(
        letter,
        {
            "preview": "Nobody has called yet. It is your turn now.",
            "paragraphs": [
                _greeting(said),
                f"Somebody told us by name that they are not happy, and nobody has spoken with them for {since}.",
                "It is your turn now. Who it is and what they said stands on one page, for you to see.",
            ],
            "act": {"label": "Open it", "url": said["link"]},
            "after": ["You get this once. When somebody calls meanwhile, there is nothing left to do."],
            "from_words": said["brand"],
            "why": f"You answer for this recovery at {said['brand']}.",
        },
    )


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
