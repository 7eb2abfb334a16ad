"""Notices to those who serve: what changed for them, each matter in one line with its link."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from rapport.foundation.models.mail import Letter
from rapport.interfaces.look.wording import moments
from rapport.interfaces.mail.rendering import renders

WORDS = {
    "assigned": "It is yours now.",
    "reply": "They answered.",
    "at_risk": "A promise is at risk.",
    "new_ticket": "It is new in your team.",
    "stopped": "It was stopped, because it did not take our calls.",
    "mention": "A note names you.",
    "recovery": "It is your turn. Who it is and what they said stands on its page, for you to see.",
}
CHOICES = "Choose how you are told"


@renders("notices")
def notices(letter: Letter) -> tuple[str, str, str | None]:
    """One paragraph for each matter; a single one has its button."""
    said = letter.data
    matters = said["matters"]
    words: dict[str, Any] = {
        "brand": said["brand"],
        "subject": letter.subject,
        "lang": "en",
        "paragraphs": [_line(one, said) for one in matters] or ["Notices arrive at this address. Nothing changed."],
        "why": "You get this because you chose to be told by mail.",
        "links": [(CHOICES, settings.BASE_URL + reverse("workspace:notices"))],
    }
    if len(matters) == 1 and matters[0]["url_name"]:
        words["act"] = {"label": "Open it", "url": _link(matters[0])}
    text = render_to_string("look/mail/base.txt", words)
    return letter.subject, text, render_to_string("look/mail/base.html", words)


def _line(one: dict[str, Any], said: dict[str, Any]) -> str:
    at = datetime.fromisoformat(one["at"]).astimezone(ZoneInfo(said["zone"]))
    changed = " ".join(WORDS[kind] for kind in one["kinds"])
    many = f" {one['count']} changes, the last" if one["count"] > 1 else " This was"
    link = f" {_link(one)}" if one["url_name"] and len(said["matters"]) > 1 else ""
    return f"{one['title']}: {changed}{many} on {moments.long_day(at)}, {moments.clock(at)}.{link}"


def _link(one: dict[str, Any]) -> str:
    return settings.BASE_URL + reverse(one["url_name"], args=one["args"])
