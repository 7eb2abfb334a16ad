"""The letter after a favourable answer: it asks for words to quote, once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string

from rapport.foundation.languages import WORDED, worded
from rapport.foundation.models.mail import Letter
from rapport.interfaces.mail.letters.desk_words import greeting
from rapport.interfaces.mail.rendering import renders


@dataclass(frozen=True)
class Said:
    """The sentences of one language; what is in braces is filled in."""

    subject: str
    preview: str
    thanks: str
    question: str
    write: str
    once: str
    why: str


SPOKEN = {
    "en": Said(
        subject="May we quote you?",
        preview="Only if you like, in your words, and taken back at any time.",
        thanks="You told us that you would recommend {brand}. Thank you.",
        question="May we quote you? You write the words, choose where they stand and whether with your name.",
        write="Write a few words",
        once="You need not do anything: nobody asks a second time.",
        why="You get this once, because you gave us a 9 or a 10.",
    ),
    "de": Said(
        subject="Dürfen wir Sie zitieren?",
        preview="Nur, wenn Sie möchten, in Ihren Worten, und jederzeit widerrufbar.",
        thanks="Sie haben uns gesagt, dass Sie {brand} weiterempfehlen würden. Vielen Dank.",
        question="Dürfen wir Sie zitieren? Sie schreiben die Worte und bestimmen, wo sie stehen und ob mit Namen.",
        write="Ein paar Worte schreiben",
        once="Sie müssen nichts tun: Niemand fragt ein zweites Mal.",
        why="Sie bekommen dies einmal, weil Sie uns eine 9 oder eine 10 gegeben haben.",
    ),
}


@renders("testimonial", speaks=WORDED)
def testimonial(letter: Letter) -> tuple[str, str, str | None]:
    """Subject, text and HTML for somebody who may speak for us."""
    data, language = letter.data, worded(letter.language)
    said, by = SPOKEN[language], data["by"] or data["brand"]
    words: dict[str, Any] = {
        "brand": data["brand"],
        "lang": language,
        "subject": letter.subject or said.subject,
        "links": [],
        "preview": said.preview,
        "paragraphs": [greeting(language, data["name"]), said.thanks.format(brand=data["brand"]), said.question],
        "act": {"label": said.write, "url": data["link"]},
        "after": [said.once],
        "from_words": f"{by}, {data['brand']}" if data["by"] else data["brand"],
        "why": said.why,
    }
    text = render_to_string("mail/recovery.txt", words)
    return words["subject"], text, render_to_string("mail/recovery.html", words)
