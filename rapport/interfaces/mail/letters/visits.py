"""Letters about a visit: to the one at the site, who can move it, and to the technician who goes."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.template.loader import render_to_string

from rapport.foundation.languages import WORDED, worded
from rapport.foundation.models.mail import Letter
from rapport.foundation.tokens import hidden_marker, thread_token
from rapport.interfaces.look.wording import spoken
from rapport.interfaces.mail.letters.desk_words import greeting
from rapport.interfaces.mail.letters.visits_words import VisitWords, words_in
from rapport.interfaces.mail.rendering import renders

OPENINGS_STAFF = {
    "arranged": "You go",
    "moved": "The visit has another time. You go",
    "changed": "Something about the visit has changed. You go",
    "reminded": "A reminder: you go",
}


@renders("visit", speaks=WORDED)
def visit(letter: Letter) -> tuple[str, str, str | None]:
    """When, where, who comes and what for; until it begins it can be moved on its page."""
    said, words = letter.data, words_in(letter.language)
    called_off = said["said"] == "cancelled"
    when = words.when[said["said"]].format(site=said["site"], span=_span(said, letter.language))
    shown = _frame(letter, letter.language) | {
        "paragraphs": [greeting(letter.language, said["name"]), when, *_more(said, words)],
        "after": [] if called_off else [words.suits],
        "why": words.why.format(desk=said["desk"]),
    }
    if not called_off:
        url = f"{settings.BASE_URL}/visits/{said['visit_key']}/"
        shown["act"] = {"label": words.see, "url": spoken.led_to(url, letter.language)}
    return _rendered(shown)


def _more(said: dict[str, Any], words: VisitWords) -> list[str]:
    """What for, and who; of what was called off what was said to it."""
    if said["said"] == "cancelled":
        return [said["words"]] if said["words"] else []
    who = words.comes.format(technician=said["technician"]) if said["technician"] else words.who_later
    return [words.what_for.format(what=said["what"]), who]


@renders("visit_staff")
def visit_staff(letter: Letter) -> tuple[str, str, str | None]:
    """The same for who goes: with what to bring."""
    said = letter.data
    words = _frame(letter, "en") | {
        "paragraphs": [greeting("en", said["name"]), _when_staff(said), *_more_staff(said)],
        "act": {"label": "The visit at the desk", "url": f"{settings.BASE_URL}/desk/visits/{said['visit']}/"},
        "why": f"You get this because you serve at {said['desk']}.",
    }
    return _rendered(words)


def _rendered(words: dict[str, Any]) -> tuple[str, str, str | None]:
    return words["subject"], render_to_string("mail/visit.txt", words), render_to_string("mail/visit.html", words)


def _frame(letter: Letter, language: str) -> dict[str, Any]:
    said, about_ticket = letter.data, letter.ref_kind == "ticket" and letter.ref_id is not None
    return {
        "brand": said["desk"],
        "subject": letter.subject or words_in(language).subject.format(site=said["site"]),
        "lang": worded(language),
        "preview": _span(said, language),
        "links": [],
        "marker": hidden_marker(thread_token("ticket", letter.ref_id)) if about_ticket and letter.ref_id else "",
    }


def _when_staff(said: dict[str, Any]) -> str:
    if said["said"] == "cancelled":
        return f"The visit at {said['site']} on {_span(said, 'en')} does not take place."
    return f"{OPENINGS_STAFF[said['said']]}: {said['site']}, {_span(said, 'en')}."


def _more_staff(said: dict[str, Any]) -> list[str]:
    if said["said"] == "cancelled" or not said["kit"]:
        return _more(said, words_in("en"))
    return [f"What for: {said['what']}", f"To bring: {'; '.join(said['kit'])}."]


def _span(said: dict[str, Any], language: str) -> str:
    """The window by the site's clock: Friday 27 November 2026, between 09:00 and 11:00."""
    zone = ZoneInfo(said["place_zone"])
    start, end = (datetime.fromisoformat(said[name]).astimezone(zone) for name in ("starts_at", "ends_at"))
    return spoken.span(start, end, language)
