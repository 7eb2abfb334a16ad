"""Letters about a visit: to the one at the site, who can move it, and to the technician who goes."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.template.loader import render_to_string

from rapport.foundation.models.mail import Letter
from rapport.foundation.tokens import hidden_marker, thread_token
from rapport.interfaces.look import moments
from rapport.interfaces.mail.rendering import renders

OPENINGS = {
    "arranged": "We come to you",
    "moved": "The visit has another time. We come to you",
    "changed": "Something about the visit has changed. We come to you",
    "reminded": "A reminder: we come to you",
}
OPENINGS_STAFF = {
    "arranged": "You go",
    "moved": "The visit has another time. You go",
    "changed": "Something about the visit has changed. You go",
    "reminded": "A reminder: you go",
}


@renders("visit")
def visit(letter: Letter) -> tuple[str, str, str | None]:
    """When, where, who comes and what for; until it begins it can be moved on its page."""
    said = letter.data
    called_off = said["said"] == "cancelled"
    words = _frame(letter) | {
        "paragraphs": [_greeting(said), _when(said, OPENINGS), *_more(said)],
        "after": [] if called_off else ["Does the time not suit you? Move the visit or ask for another time."],
        "why": f"You get this because {said['desk']} comes to your site.",
    }
    if not called_off:
        words["act"] = {"label": "See or move the visit", "url": f"{settings.BASE_URL}/visits/{said['visit_key']}/"}
    return _rendered(letter, words)


@renders("visit_staff")
def visit_staff(letter: Letter) -> tuple[str, str, str | None]:
    """The same for who goes: with what to bring."""
    said = letter.data
    words = _frame(letter) | {
        "paragraphs": [_greeting(said), _when(said, OPENINGS_STAFF), *_more(said)],
        "act": {"label": "The visit at the desk", "url": f"{settings.BASE_URL}/desk/visits/{said['visit']}/"},
        "why": f"You get this because you serve at {said['desk']}.",
    }
    return _rendered(letter, words)


def _rendered(letter: Letter, words: dict[str, Any]) -> tuple[str, str, str | None]:
    return letter.subject, render_to_string("mail/visit.txt", words), render_to_string("mail/visit.html", words)


def _frame(letter: Letter) -> dict[str, Any]:
    said, about_ticket = letter.data, letter.ref_kind == "ticket" and letter.ref_id is not None
    return {
        "brand": said["desk"],
        "subject": letter.subject,
        "lang": letter.language,
        "preview": _span(said),
        "links": [],
        "marker": hidden_marker(thread_token("ticket", letter.ref_id)) if about_ticket and letter.ref_id else "",
    }


def _when(said: dict[str, Any], openings: dict[str, str]) -> str:
    if said["said"] == "cancelled":
        return f"The visit at {said['site']} on {_span(said)} does not take place."
    return f"{openings[said['said']]}: {said['site']}, {_span(said)}."


def _more(said: dict[str, Any]) -> list[str]:
    if said["said"] == "cancelled":
        return [said["words"]] if said["words"] else []
    who = [f"{said['technician']} comes."] if said["technician"] else ["Who comes you hear as soon as we know."]
    kit = [f"To bring: {'; '.join(said['kit'])}."] if said["kit"] else []
    return [f"What for: {said['what']}", *(kit if kit else who)]


def _span(said: dict[str, Any]) -> str:
    """The window by the site's clock: Friday 27 November 2026, between 09:00 and 11:00."""
    zone = ZoneInfo(said["place_zone"])
    start = datetime.fromisoformat(said["starts_at"]).astimezone(zone)
    end = datetime.fromisoformat(said["ends_at"]).astimezone(zone)
    last = moments.clock(end) if end.date() == start.date() else f"{moments.long_day(end)}, {moments.clock(end)}"
    return f"{moments.long_day(start)}, between {moments.clock(start)} and {last}"


def _greeting(said: dict[str, Any]) -> str:
    first_name = str(said["name"]).split(" ", maxsplit=1)[0]
    return f"Hello {first_name}," if first_name and "@" not in first_name else "Hello,"
