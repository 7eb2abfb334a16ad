"""The closing letter of a sequence: one question, and the page on which both sides look back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.template.loader import render_to_string

from rapport.foundation.languages import WORDED, worded
from rapport.foundation.models.mail import Letter
from rapport.interfaces.look import looking_back
from rapport.interfaces.look.wording import spoken
from rapport.interfaces.mail.letters.desk_words import greeting
from rapport.interfaces.mail.rendering import renders


@dataclass(frozen=True)
class Said:
    """The sentences of one language; what is in braces is filled in."""

    subject: str
    preview: str
    ended: str
    question: str
    reads: str
    keep: str
    why: str
    together: str


SPOKEN = {
    "en": Said(
        subject="{sequence}: looking back",
        preview="{wording} One tap, only if you like.",
        ended="“{sequence}” ended on {day}. Thank you for the work we did together.",
        question="One question, only if you like: {small} From 1 to 7.",
        reads="{owner} and those who worked on it read your answer with your name. You get no reminder.",
        keep="What we keep and what we change stands on one page; you can write there, too.",
        why="You get this once, because you took part in “{sequence}”.",
        together="Look back with us",
    ),
    "de": Said(
        subject="{sequence}: ein Blick zurück",
        preview="{wording} Einmal tippen, nur wenn Sie möchten.",
        ended="„{sequence}“ ist zu Ende gegangen: {day}. Vielen Dank für die gemeinsame Arbeit.",
        question="Eine Frage, nur wenn Sie möchten: {wording} Von 1 bis 7.",
        reads="{owner} und alle, die daran gearbeitet haben, lesen Ihre Antwort mit Ihrem Namen. Es kommt keine "
        "Erinnerung.",
        keep="Was wir beibehalten und was wir ändern, steht auf einer Seite; auch Sie können dort schreiben.",
        why="Sie bekommen dies einmal, weil Sie an „{sequence}“ beteiligt waren.",
        together="Mit uns zurückblicken",
    ),
}


@renders("sequence", speaks=WORDED)
def sequence(letter: Letter) -> tuple[str, str, str | None]:
    """Subject, text and HTML; the link only shows the question."""
    words = _words(letter.data, worded(letter.language))
    words["subject"] = letter.subject or words["subject"]
    text = render_to_string("mail/sequence.txt", words)
    return words["subject"], text, render_to_string("mail/sequence.html", words)


def _words(data: dict[str, Any], language: str) -> dict[str, Any]:
    said, wording = SPOKEN[language], looking_back.worth_in(data["wording"], language)
    filled = {
        "sequence": data["sequence"],
        "day": spoken.long_day(date.fromisoformat(data["ended_on"]), language),
        "owner": data["owner"] or data["desk"],
        "wording": wording,
        "small": f"{wording[:1].lower()}{wording[1:]}",
    }
    return {
        "brand": data["desk"],
        "lang": language,
        "subject": said.subject.format(**filled),
        "preview": said.preview.format(**filled),
        "paragraphs": [
            greeting(language, data["name"]),
            said.ended.format(**filled),
            said.question.format(**filled),
        ],
        "act": {"label": wording, "url": spoken.led_to(data["link"], language)},
        "after": [said.reads.format(**filled), said.keep],
        "from_words": f"{filled['owner']}, {data['desk']}" if data["owner"] else data["desk"],
        "why": said.why.format(**filled),
        "links": [(said.together, data["page"])],
    }
