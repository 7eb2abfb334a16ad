"""Letters about a request: the acknowledgement, an answer, and the closing one that asks three questions."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.text import Truncator

from rapport.domains.promises.types import NEXT_WORD, Basis, ClockKind, Expect, PromiseKind
from rapport.foundation.models.mail import Letter
from rapport.foundation.tokens import hidden_marker, thread_token
from rapport.interfaces.look import expectations, moments
from rapport.interfaces.mail.letters import trying
from rapport.interfaces.mail.rendering import renders

AIMS = {
    ClockKind.SOLVE: "We told you that we aim to have it done",
    ClockKind.FIRST_ANSWER: "We told you that we aim to answer",
}
WAS_IT_YOU = (
    "Was it you who wrote this on our page? Press the button, and the request stands among yours. "
    "Was it not you? Then leave it: nobody but us sees it."
)
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
            *_understood(said),
            *expected,
            *[f"{what}: {where}" for what, where in trying.lines(letter)],
            HOW_TO_ADD,
            *([WAS_IT_YOU] if said.get("confirm") else []),
        ],
        "why": f"You get this because you wrote to {said['desk']}. Your request is {said['key']}.",
    }
    if said.get("confirm"):
        words["act"] = {"label": "Yes, it was me", "url": f"{settings.BASE_URL}/mine/{said['confirm']}/"}
    return _rendered(letter, words)


def _understood(said: dict[str, Any]) -> list[str]:
    """What was understood; of what a stranger wrote nothing is mailed to an address that may not be theirs."""
    if said.get("confirm"):
        return ["Hello,", f"We have a request that names this address. It is {said['key']}. {_reader(said)}"]
    return [_greeting(said), f"We have your message “{said['subject']}”. {_reader(said)}"]


def _reader(said: dict[str, Any]) -> str:
    """Who has it, where it went straight to somebody they know."""
    return f"{said['agent']} has it." if said.get("agent") else "A person will read it."


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
        "act": {"label": "Three short questions", "url": _questions(said)},
    }
    return _rendered(letter, words | _signature(said))


@renders("lateness")
def lateness(letter: Letter) -> tuple[str, str, str | None]:
    """What was told and by when, that it may take longer, and as much of the next word as is honestly known."""
    said = letter.data
    words = _frame(letter) | {
        "preview": "It may take longer than we told you.",
        "paragraphs": [_greeting(said), *[_late(one, said) for one in said["late"]], _who_writes(said), HOW_TO_ADD],
        "why": f"You get this because {said['desk']} gave you a time. Your request is {said['key']}.",
    }
    return _rendered(letter, words)


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
        "signature": said.get("signature", []),
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
    then = "It is done" if said.get("promise_kind") == PromiseKind.DEED else "You hear from us again"
    return [f"{then} by {moments.long_day(until)}, {moments.clock(until)}."]


def _late(one: dict[str, Any], said: dict[str, Any]) -> str:
    due = datetime.fromisoformat(one["due_at"]).astimezone(_zone(said))
    again = "We told you that you hear from us again" if one["text"].startswith(NEXT_WORD) else ""
    told = AIMS.get(one["aim"]) or again or f"We told you “{Truncator(' '.join(one['text'].split())).chars(200)}”,"
    told = f"{told} by {moments.long_day(due)}, {moments.clock(due)}."
    if not one["passed"]:
        return f"{told} It may take longer than that, and you should know before and not after."
    return f"{told} That time has passed{'' if one['aim'] else ' and we have not kept it'}. We are sorry."


def _who_writes(said: dict[str, Any]) -> str:
    """No new time is made up here: only a person can give one."""
    who = f"{said['agent']} has your request and" if said["agent"] else "An agent"
    next_word = f"We cannot name a new time yet. {who} writes to you as soon as there is news."
    if not said["back_at"]:
        return next_word
    back = datetime.fromisoformat(said["back_at"]).astimezone(_zone(said))
    return f"{next_word} We are back on {moments.long_day(back)}, {moments.clock(back)}."


def _paragraphs(text: str) -> list[str]:
    return [part.strip() for part in text.split("\n\n") if part.strip()]


def _greeting(said: dict[str, Any]) -> str:
    first_name = str(said["name"]).split(" ", maxsplit=1)[0]
    return f"Hello {first_name}," if first_name and "@" not in first_name else "Hello,"


def _page(said: dict[str, Any]) -> str:
    return f"{settings.BASE_URL}/requests/{said['public_key']}/"


def _questions(said: dict[str, Any]) -> str:
    """The page that opens without sign-in; a letter with copies leads to the request's own page, which asks for it."""
    token = said.get("token")
    return f"{settings.BASE_URL}/questions/{token}" if token else f"{_page(said)}questions/"


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
