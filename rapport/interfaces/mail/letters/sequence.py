"""The closing letter of a sequence: one question, and the page on which both sides look back."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.template.loader import render_to_string

from rapport.foundation.models.mail import Letter
from rapport.interfaces.look import moments
from rapport.interfaces.mail.rendering import renders


@renders("sequence")
def sequence(letter: Letter) -> tuple[str, str, str | None]:
    """Subject, text and HTML; the link only shows the question."""
    words = _words(letter.data) | {"lang": letter.language, "subject": letter.subject}
    text = render_to_string("mail/sequence.txt", words)
    return letter.subject, text, render_to_string("mail/sequence.html", words)


def _words(said: dict[str, Any]) -> dict[str, Any]:
    first_name = str(said["name"]).split(" ", maxsplit=1)[0]
    ended = moments.long_day(date.fromisoformat(said["ended_on"]))
    owner = said["owner"] or said["desk"]
    return {
        "brand": said["desk"],
        "preview": f"{said['wording']} One tap, only if you like.",
        "paragraphs": [
            f"Hello {first_name}," if first_name and "@" not in first_name else "Hello,",
            f"“{said['sequence']}” ended on {ended}. Thank you for the work we did together.",
            f"One question, only if you like: {said['wording'][:1].lower()}{said['wording'][1:]} From 1 to 7.",
        ],
        "act": {"label": said["wording"], "url": said["link"]},
        "after": [
            f"{owner} and those who worked on it read your answer with your name. You get no reminder.",
            "What we keep and what we change stands on one page; you can write there, too.",
        ],
        "from_words": f"{owner}, {said['desk']}" if said["owner"] else said["desk"],
        "why": f"You get this once, because you took part in “{said['sequence']}”.",
        "links": [("Look back with us", said["page"])],
    }
