"""Letters about a request: the acknowledgement, an answer, and the closing one that asks three questions."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone

from rapport.domains.promises.types import Basis, Expect
from rapport.foundation.models.mail import Letter
from rapport.foundation.tokens import hidden_marker, thread_token
from rapport.interfaces.look import expectations, moments
from rapport.interfaces.mail.rendering import renders

HOW_TO_ADD = "To add something, answer this mail. It all stays together."


@renders("acknowledgement")
def acknowledgement(letter: Letter) -> tuple[str, str, str | None]:
    """What was understood, what to expect, and how to add more; nothing of a person's history, no sign-in."""
    said = letter.data
    with timezone.override(_zone(said)):
        expected = _expected(said["expect"])
    words = _frame(letter) | {
        "preview": expected[0],
        "paragraphs": [
            _greeting(said),
            f"We have your message “{said['subject']}”. A person will read it.",
            *expected,
            HOW_TO_ADD,
        ],
        "why": f"You get this because you wrote to {said['desk']}. Your request is {said['key']}.",
    }
    return _rendered(letter, words)


@renders("answer")
def answer(letter: Letter) -> tuple[str, str, str | None]:
    """What the agent wrote, by when the next word comes, and what it answers."""
    said = letter.data
    words = _frame(letter) | {"paragraphs": _paragraphs(said["text"]), "after": _next_word(said)}
    return _rendered(letter, words | _signature(said))


@renders("closing")
def closing(letter: Letter) -> tuple[str, str, str | None]:
    """An answer that ends the request and asks three short questions; the link only shows them."""
    said = letter.data
    words = _frame(letter) | {
        "paragraphs": _paragraphs(said["text"]),
        "after": [
            "With this we think it is done. If it is not, answer this mail and it goes on.",
            "Three short questions, one tap each: do we know each other better, do we know you better, "
            "did we understand each other?",
        ],
        "act": {"label": "Three short questions", "url": f"{_page(said)}questions/"},
    }
    return _rendered(letter, words | _signature(said))


def _rendered(letter: Letter, words: dict[str, Any]) -> tuple[str, str, str | None]:
    text = render_to_string(f"mail/{letter.kind}.txt", words)
    return letter.subject, text, render_to_string(f"mail/{letter.kind}.html", words)


def _frame(letter: Letter) -> dict[str, Any]:
    """What every letter about a request carries; the marker leads an answer back when all headers are lost."""
    said = letter.data
    return {
        "brand": said["desk"],
        "subject": letter.subject,
        "lang": letter.language,
        "why": f"Your request is {said['key']}.",
        "links": [("See it on its page", _page(said))],
        "marker": hidden_marker(thread_token(letter.ref_kind, letter.ref_id)) if letter.ref_id is not None else "",
    }


def _signature(said: dict[str, Any]) -> dict[str, Any]:
    quoted = said["quoted"].strip()
    return {
        "from_words": f"{said['agent']}, {said['desk']}" if said["agent"] else said["desk"],
        "quoted": [{"who": said["name"], "at": "earlier", "text": quoted}] if quoted else [],
    }


def _expected(plain: dict[str, Any] | None) -> list[str]:
    """One honest sentence, and where it comes from."""
    if plain is None:
        return ["We read it as soon as we are here."]
    expect = Expect(ref=("", 0), **{name: _moment(value) for name, value in plain.items()})
    said = [expectations.sentence(expect)]
    basis = expectations.basis(expect)
    if basis:
        said.append(basis)
    if expect.kind == Basis.HISTORY:
        said.append("It is an estimate, not a promise.")
    return said


def _next_word(said: dict[str, Any]) -> list[str]:
    if not said["promise_until"]:
        return []
    until = datetime.fromisoformat(said["promise_until"]).astimezone(_zone(said))
    return [f"You hear from us again by {moments.long_day(until)}, {moments.clock(until)}."]


def _paragraphs(text: str) -> list[str]:
    return [part.strip() for part in text.split("\n\n") if part.strip()]


def _greeting(said: dict[str, Any]) -> str:
    first_name = str(said["name"]).split(" ", maxsplit=1)[0]
    return f"Hello {first_name}," if first_name and "@" not in first_name else "Hello,"


def _page(said: dict[str, Any]) -> str:
    return f"{settings.BASE_URL}/requests/{said['public_key']}/"


def _zone(said: dict[str, Any]) -> ZoneInfo:
    return ZoneInfo(said["zone"])


def _moment(value: Any) -> Any:
    """Moments were kept as text; everything else as it is."""
    if not isinstance(value, str):
        return value
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        return value
