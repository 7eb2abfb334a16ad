"""The invitation to answer one question: a row of numbers, who will see the answer, how never to be asked again."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

from rapport.foundation.languages import WORDED
from rapport.foundation.models.mail import Letter
from rapport.interfaces.look.wording import modes
from rapport.interfaces.mail.letters.invitation_words import Said, number, said_in
from rapport.interfaces.mail.rendering import renders

ELEVEN = list(range(11))  # letters that were written before other scales name no points
SIX_IN_A_ROW = 8  # from so many numbers on a phone shows two rows
AFTER_EPISODE, AGAIN = "after_episode", "again"


@renders("invitation", speaks=WORDED)
def invitation(letter: Letter) -> tuple[str, str, str | None]:
    """Subject, text and HTML; the number tapped is only carried to the page, where it is confirmed."""
    words = _words(letter.data, letter.data.get("language") or letter.language)
    text = render_to_string("mail/invitation.txt", words)
    return words["subject"], text, render_to_string("mail/invitation.html", words)


def _words(data: dict[str, Any], language: str) -> dict[str, Any]:
    code, said = said_in(language)
    name = str(data["name"]).split(" ", maxsplit=1)[0]
    return {
        "lang": code,
        "brand": data["brand"],
        "subject": (said.subject_again if data["reminder"] else said.subject).format(brand=data["brand"]),
        "preview": said.preview,
        "paragraphs": [
            said.greeting.format(name=name) if name else said.greeting_nobody,
            _promise(data, code),
            said.ask_once_more if data["reminder"] else said.ask,
        ],
        **_scale(data, data.get("points", ELEVEN), said),
        "after": [said.tap, *([said.way_out] if data["named"] else [])],
        "from_words": data["owner"] and f"{data['owner']}, {data['brand']}",
        "why": _why(data, said),
        "links": [(said.stop, data["unsubscribe_url"]), (said.came_of_it, f"{settings.BASE_URL}/results")],
    }


def _scale(data: dict[str, Any], points: list[int], said: Said) -> dict[str, Any]:
    """The numbers of the first question, each a link; where it has none, one link to the questions."""
    if not points:
        return {"act": {"label": data["question"], "url": data["link"]}}
    first, last = points[0], points[-1]
    return {
        "scale": {
            "question": data["question"],
            "points": [
                (point, f"{data['link']}?score={point}", said.of.format(point=point, last=last)) for point in points
            ],
            "low": f"{first}, {data['low']}",
            "high": f"{last}, {data['high']}",
            "style": "s" if len(points) >= SIX_IN_A_ROW else "f",
        }
    }


def _promise(data: dict[str, Any], language: str) -> str:
    """Who will see the answer comes before the question."""
    mode = data.get("mode") or (modes.NAMED if data["named"] else modes.CONFIDENTIAL)
    return modes.promise(mode, owner=data["owner"] or data["brand"], language=language)


def _why(data: dict[str, Any], said: Said) -> str:
    """Why this person was asked; somebody asked by an occasion was not drawn."""
    how = data.get("how", "")
    if how == AFTER_EPISODE:
        return said.why_episode
    if how == AGAIN:
        return said.why_again
    month = said.months[date.fromisoformat(data["month"]).month - 1]
    drawn = said.why_drawn.format(drawn=number(said, data["drawn"]), month=month)
    return f"{drawn} {said.rest.format(rest=data['rest_days'])}"
