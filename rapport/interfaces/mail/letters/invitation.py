"""The invitation to answer one question: eleven numbers, who will see the answer, how never to be asked again."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

from rapport.foundation.models.mail import Letter
from rapport.interfaces.look import modes, moments, words
from rapport.interfaces.mail.rendering import renders

ELEVEN = list(range(11))  # letters that were written before other scales name no points


@renders("invitation")
def invitation(letter: Letter) -> tuple[str, str, str | None]:
    """Subject, text and HTML; the number tapped is only carried to the page, where it is confirmed."""
    said = _words(letter.data)
    text = render_to_string("mail/invitation.txt", said)
    return said["subject"], text, render_to_string("mail/invitation.html", said)


def _words(data: dict[str, Any]) -> dict[str, Any]:
    once_more = "Once more, and only this once: " if data["reminder"] else ""
    name = str(data["name"]).split(" ", maxsplit=1)[0]
    greeting = f"Good morning {name}," if name else "Good morning,"
    return {
        "brand": data["brand"],
        "subject": f"One question from {data['brand']}",
        "preview": "One question, two taps. Nothing is sent until you confirm it.",
        "paragraphs": [
            greeting,
            _promise(data),
            words.sentence(f"{once_more}one question, one tap:"),
        ],
        **_scale(data, data.get("points", ELEVEN)),
        "after": ["A page opens with your number on it; you confirm it there.", *_way_out(data)],
        "from_words": data["owner"] and f"{data['owner']}, {data['brand']}",
        "why": _why(data),
        "links": [
            ("Never ask me again", data["unsubscribe_url"]),
            ("What came of earlier answers", f"{settings.BASE_URL}/results"),
        ],
    }


def _scale(data: dict[str, Any], points: list[int]) -> dict[str, Any]:
    """The numbers of the first question, each a link; where it has none, one link to the questions."""
    if not points:
        return {"act": {"label": data["question"], "url": data["link"]}}
    return {
        "scale": {
            "question": data["question"],
            "points": [(point, f"{data['link']}?score={point}") for point in points],
            "low": f"{points[0]}, {data['low']}",
            "high": f"{points[-1]}, {data['high']}",
            "top": points[-1],
        }
    }


def _promise(data: dict[str, Any]) -> str:
    """Who will see the answer comes before the question."""
    mode = data.get("mode") or (modes.NAMED if data["named"] else modes.CONFIDENTIAL)
    return modes.promise(mode, owner=data["owner"] or data["brand"])


def _way_out(data: dict[str, Any]) -> list[str]:
    return ["On the page one tap leaves your name out."] if data["named"] else []


def _why(data: dict[str, Any]) -> str:
    month = moments.LONG_MONTHS[date.fromisoformat(data["month"]).month - 1]
    drawn = words.count(data["drawn"], "person", "people")
    return (
        f"You get this because you were one of {drawn} drawn by lot in {month}. Nobody is asked this question more "
        f"than once in {words.number(data['rest_days'])} days."
    )
