"""What we expect, as a person reads it: from history, as an aim, or when somebody will read it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from rapport.domains.promises.types import Basis, ClockKind, Expect
from rapport.foundation.languages import worded
from rapport.interfaces.look.wording import spoken, words


@dataclass(frozen=True)
class Expected:
    """The sentences of one language; what is in braces is filled in."""

    history: str
    answer: str
    done: str
    here: str
    back: str
    team: str
    basis: str
    basis_of_one: str


ENGLISH = Expected(
    history="Most like this are done by {by}.",
    answer="We aim to answer by {by}.",
    done="We aim to have it done by {by}.",
    here="{reader} is here now and reads it next. We cannot promise a day yet.",
    back="{reader} reads it when we are back, {by}. We cannot promise a day yet.",
    team="The team",
    basis="From {requests} like it; {tenths} in 10 were done by then.",
    basis_of_one="From {requests} like it; {tenths} in 10 were done by then.",
)
GERMAN = Expected(
    history="Die meisten Anliegen dieser Art sind bis {by} erledigt.",
    answer="Unser Ziel ist, Ihnen bis {by} zu antworten.",
    done="Unser Ziel ist, es bis {by} zu erledigen.",
    here="{reader} ist jetzt da und liest es als Nächstes. Einen Tag können wir noch nicht zusagen.",
    back="{reader} liest es, sobald wir wieder da sind: {by}. Einen Tag können wir noch nicht zusagen.",
    team="Das Team",
    basis="Aus {n} ähnlichen Anliegen; {tenths} von 10 waren bis dahin erledigt.",
    basis_of_one="Aus einem ähnlichen Anliegen.",
)
SPOKEN = {"en": ENGLISH, "de": GERMAN}


def sentence(expect: Expect, *, language: str = "en") -> str:
    """One honest sentence; a day, not a duration.

    "Most like this are done by Thu 19 Nov, noon" needs history; an aim says that it is one; else who reads it when.
    """
    said = SPOKEN[worded(language)]
    if expect.kind == Basis.HISTORY and expect.due_at:
        return said.history.format(by=_by(expect.due_at, language))
    if expect.kind == Basis.TARGET and expect.due_at:
        aim = said.answer if expect.about == ClockKind.FIRST_ANSWER else said.done
        return aim.format(by=_by(expect.due_at, language))
    reader = expect.reader or said.team
    if expect.open_now or not expect.due_at:
        return said.here.format(reader=reader)
    return said.back.format(reader=reader, by=_by(expect.due_at, language))


def basis(expect: Expect, *, language: str = "en") -> str:
    """Where the estimate comes from, in small print; empty when it is none."""
    if expect.kind != Basis.HISTORY or expect.q is None:
        return ""
    said = SPOKEN[worded(language)]
    form = said.basis_of_one if expect.n == 1 else said.basis
    n = f"{expect.n:,}".replace(",", ".")
    return form.format(requests=words.count(expect.n, "request"), n=n, tenths=round(expect.q * 10))


def _by(moment: datetime, language: str) -> str:
    return spoken.near_moment(timezone.localtime(moment), language, today=timezone.localdate())
