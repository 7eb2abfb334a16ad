"""What we expect, as a person reads it: from history, as an aim, or when somebody will read it."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from rapport.domains.promises.types import Basis, ClockKind, Expect
from rapport.interfaces.look import moments, words


def sentence(expect: Expect) -> str:
    """One honest sentence; a day, not a duration.

    "Most like this are done by Thu 19 Nov, noon" needs history; an aim says that it is one; else who reads it when.
    """
    if expect.kind == Basis.HISTORY and expect.due_at:
        return f"Most like this are done by {_by(expect.due_at)}."
    if expect.kind == Basis.TARGET and expect.due_at:
        aimed = "answer" if expect.about == ClockKind.FIRST_ANSWER else "have it done"
        return f"We aim to {aimed} by {_by(expect.due_at)}."
    reader = expect.reader or "The team"
    if expect.open_now or not expect.due_at:
        return f"{reader} is here now and reads it next. We cannot promise a day yet."
    return f"{reader} reads it when we are back, {_by(expect.due_at)}. We cannot promise a day yet."


def basis(expect: Expect) -> str:
    """Where the estimate comes from, in small print; empty when it is none."""
    if expect.kind != Basis.HISTORY or expect.q is None:
        return ""
    return f"From {words.count(expect.n, 'request')} like it; {round(expect.q * 10)} in 10 were done by then."


def _by(moment: datetime) -> str:
    local = timezone.localtime(moment)
    return f"{moments.day(local, today=timezone.localdate())}, {moments.clock(local)}"
