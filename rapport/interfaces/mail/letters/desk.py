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
from rapport.foundation.languages import WORDED, worded
from rapport.foundation.models.mail import Letter
from rapport.foundation.tokens import hidden_marker, thread_token
from rapport.interfaces.look.wording import expectations, spoken
from rapport.interfaces.mail.letters import trying
from rapport.interfaces.mail.letters.desk_words import DeskWords, greeting, words_in
from rapport.interfaces.mail.rendering import renders


@renders("acknowledgement", speaks=WORDED)
def acknowledgement(letter: Letter) -> tuple[str, str, str | None]:
    """What was understood, what to expect, and how to add more; nothing of a person's history, no sign-in."""
    said, words = letter.data, words_in(letter.language)
    with timezone.override(_zone(said)):
        expected = _expected(said["expect"], words, letter.language)
    shown = _frame(letter) | {
        "preview": expected[0],
        "paragraphs": [
            *_understood(letter, words),
            *expected,
            *[f"{what}: {where}" for what, where in trying.lines(letter)],
            words.how_to_add,
            *([words.was_it_you] if said.get("confirm") else []),
        ],
        "why": words.why_wrote.format(desk=said["desk"], key=said["key"]),
    }
    if said.get("confirm"):
        url = spoken.led_to(f"{settings.BASE_URL}/mine/{said['confirm']}/", letter.language)
        shown |= {"subject": letter.subject or words.named_subject.format(key=said["key"])}
        shown |= {"act": {"label": words.it_was_me, "url": url}}
    return _rendered(letter, shown)


def _understood(letter: Letter, words: DeskWords) -> list[str]:
    """What was understood; of what a stranger wrote nothing is mailed to an address that may not be theirs."""
    said = letter.data
    reader = words.agent_has_it.format(agent=said["agent"]) if said.get("agent") else words.person_reads
    if said.get("confirm"):
        return [words.hello_nobody, words.named_address.format(key=said["key"], reader=reader)]
    return [greeting(letter.language, said["name"]), words.understood.format(subject=said["subject"], reader=reader)]


@renders("answer", speaks=WORDED)
def answer(letter: Letter) -> tuple[str, str, str | None]:
    """What the agent wrote, by when the next word comes, and what it answers."""
    said, words = letter.data, words_in(letter.language)
    shown = _frame(letter) | {"paragraphs": _paragraphs(said["text"]), "after": _next_word(letter, words)}
    return _rendered(letter, shown | _signature(said, words))


@renders("closing", speaks=WORDED)
def closing(letter: Letter) -> tuple[str, str, str | None]:
    """An answer that ends the request and asks three short questions; the link only shows them."""
    said, words = letter.data, words_in(letter.language)
    shown = _frame(letter) | {
        "paragraphs": _paragraphs(said["text"]),
        "after": [words.closing, words.three_questions],
        "act": {"label": words.questions, "url": spoken.led_to(_questions(said), letter.language)},
    }
    return _rendered(letter, shown | _signature(said, words))


@renders("lateness", speaks=WORDED)
def lateness(letter: Letter) -> tuple[str, str, str | None]:
    """What was told and by when, that it may take longer, and as much of the next word as is honestly known."""
    said, words = letter.data, words_in(letter.language)
    late = [_late(one, letter, words) for one in said["late"]]
    shown = _frame(letter) | {
        "preview": words.late,
        "paragraphs": [greeting(letter.language, said["name"]), *late, _who_writes(letter, words), words.how_to_add],
        "why": words.why_time.format(desk=said["desk"], key=said["key"]),
    }
    return _rendered(letter, shown)


def _rendered(letter: Letter, words: dict[str, Any]) -> tuple[str, str, str | None]:
    text = render_to_string(f"mail/{letter.kind}.txt", words)
    return words["subject"], text, render_to_string(f"mail/{letter.kind}.html", words)


def _frame(letter: Letter) -> dict[str, Any]:
    """What every letter about a request carries; the marker leads an answer back when all headers are lost."""
    said, words = letter.data, words_in(letter.language)
    return {
        "brand": said["desk"],
        "subject": letter.subject,
        "lang": worded(letter.language),
        "why": words.why.format(key=said["key"]),
        "links": [(words.page, _page(said))],
        "marker": hidden_marker(thread_token(letter.ref_kind, letter.ref_id)) if letter.ref_id is not None else "",
    }


def _signature(said: dict[str, Any], words: DeskWords) -> dict[str, Any]:
    quoted = said["quoted"].strip()
    return {
        "from_words": f"{said['agent']}, {said['desk']}" if said["agent"] else said["desk"],
        "signature": said.get("signature", []),
        "quoted": [{"who": said["name"], "at": words.earlier, "text": quoted}] if quoted else [],
    }


def _expected(plain: dict[str, Any] | None, words: DeskWords, language: str) -> list[str]:
    """One honest sentence, and where it comes from."""
    if plain is None:
        return [words.read_when_here]
    expect = Expect(ref=("", 0), **{name: _moment(value) for name, value in plain.items()})
    said = [expectations.sentence(expect, language=language)]
    basis = expectations.basis(expect, language=language)
    if basis:
        said.append(basis)
    if expect.kind == Basis.HISTORY:
        said.append(words.estimate)
    return said


def _next_word(letter: Letter, words: DeskWords) -> list[str]:
    said = letter.data
    if not said["promise_until"]:
        return []
    then = words.done_by if said.get("promise_kind") == PromiseKind.DEED else words.word_by
    return [then.format(by=_by(said["promise_until"], letter))]


def _late(one: dict[str, Any], letter: Letter, words: DeskWords) -> str:
    """What was told, and that its time may not hold or has passed."""
    aims = {ClockKind.SOLVE: words.told_solve, ClockKind.FIRST_ANSWER: words.told_answer}
    again = words.told_word if one["text"].startswith(NEXT_WORD) else words.told
    text = Truncator(" ".join(one["text"].split())).chars(200)
    told = (aims.get(one["aim"]) or again).format(text=text, by=_by(one["due_at"], letter))
    if not one["passed"]:
        return f"{told} {words.longer}"
    return f"{told} {words.passed_aim if one['aim'] else words.passed_promise}"


def _who_writes(letter: Letter, words: DeskWords) -> str:
    """No new time is made up here: only a person can give one."""
    said = letter.data
    who = words.agent_writes.format(agent=said["agent"]) if said["agent"] else words.somebody_writes
    back = [words.back.format(at=_by(said["back_at"], letter))] if said["back_at"] else []
    return " ".join([words.no_new_time, who, *back])


def _by(moment: str, letter: Letter) -> str:
    """A moment by the reader's clock, as their language writes it."""
    return spoken.long_moment(datetime.fromisoformat(moment).astimezone(_zone(letter.data)), letter.language)


def _paragraphs(text: str) -> list[str]:
    return [part.strip() for part in text.split("\n\n") if part.strip()]


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
