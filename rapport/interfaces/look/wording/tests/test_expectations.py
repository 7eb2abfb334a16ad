"""What somebody who waits reads: an aim says what it is for."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from rapport.domains.promises.types import Basis, ClockKind, Expect
from rapport.interfaces.look.wording import expectations

DUE = datetime(2026, 11, 11, 14, 0, tzinfo=UTC)


AIMS = {ClockKind.FIRST_ANSWER: "We aim to answer by ", ClockKind.SOLVE: "We aim to have it done by "}


@pytest.mark.parametrize(("about", "words"), AIMS.items())
def test_an_aim_says_what_it_is_for(about: str, words: str) -> None:
    expect = Expect(ref=("ticket", 1), kind=Basis.TARGET, due_at=DUE, minutes=240, about=about)
    assert expectations.sentence(expect).startswith(words)
    assert expectations.basis(expect) == ""
