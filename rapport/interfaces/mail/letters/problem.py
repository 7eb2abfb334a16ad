"""The one letter to those who follow a known problem: it is fixed, in their language."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

from rapport.foundation.languages import worded
from rapport.foundation.models.mail import Letter
from rapport.interfaces.mail.rendering import renders

WORDS: dict[str, dict[str, str]] = {
    "en": {
        "subject": "Fixed: {title}",
        "hello": "Hello {first},",
        "fixed": "“{title}” is fixed. You asked us to tell you.",
        "not": "Still not right for you? Answer this mail or tell us on the page.",
        "act": "See it on its page",
        "why": "You get this one letter because you follow this problem or told us of it.",
    },
    "de": {
        "subject": "Behoben: {title}",
        "hello": "Guten Tag {name},",
        "fixed": "„{title}“ ist behoben. Sie hatten darum gebeten, es von uns zu hören.",
        "not": "Geht es bei Ihnen immer noch nicht? Antworten Sie auf diese Mail oder sagen Sie es uns auf der Seite.",
        "act": "Zur Seite",
        "why": "Sie bekommen dies einmal, weil Sie diesem Problem folgen oder es uns gemeldet haben.",
    },
    "fr": {
        "subject": "Réparé : {title}",
        "hello": "Bonjour {first},",
        "fixed": "« {title} » est réparé. Vous nous aviez demandé de vous prévenir.",
        "not": "Cela ne marche toujours pas chez vous ? Répondez à ce courriel ou dites-le-nous sur la page.",
        "act": "Voir la page",
        "why": "Vous recevez cette seule lettre parce que vous suivez ce problème ou nous l’avez signalé.",
    },
    "pl": {
        "subject": "Naprawione: {title}",
        "hello": "Dzień dobry {first},",
        "fixed": "„{title}” jest naprawione. Prosili Państwo o wiadomość.",
        "not": "Nadal nie działa? Proszę odpowiedzieć na ten list albo napisać do nas na stronie.",
        "act": "Zobacz stronę",
        "why": "To jedyny list w tej sprawie, bo śledzą Państwo ten problem albo nam go zgłosili.",
    },
}


@renders("problem_fixed", speaks=tuple(WORDS))
def problem_fixed(letter: Letter) -> tuple[str, str, str | None]:
    """What is fixed, in the words of whoever fixed it, and where to say that it is not."""
    said = letter.data
    language = worded(letter.language, WORDS)
    words_here = WORDS[language]
    name = "" if "@" in said["name"] else " ".join(said["name"].split())
    subject = words_here["subject"].format(title=said["title"])
    paragraphs = [
        words_here["hello"].format(first=name.partition(" ")[0], name=name).replace(" ,", ","),
        words_here["fixed"].format(title=said["title"]),
        *([said["words"]] if said["words"] else []),
        words_here["not"],
    ]
    words: dict[str, Any] = {
        "brand": said["brand"],
        "subject": subject,
        "lang": language,
        "paragraphs": paragraphs,
        "act": {"label": words_here["act"], "url": f"{settings.BASE_URL}/known/{said['key']}/"},
        "why": words_here["why"],
    }
    text = render_to_string("look/mail/base.txt", words)
    return subject, text, render_to_string("look/mail/base.html", words)
