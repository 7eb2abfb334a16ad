"""The rules of outreach, by their examples."""

from __future__ import annotations

import doctest
from datetime import date

import pytest

from rapport.domains.outreach import rules
from rapport.domains.outreach.rules import moments
from rapport.domains.outreach.types import Cadence, Standing


@pytest.mark.parametrize("module", [rules, moments])
def test_the_examples_hold(module: object) -> None:
    found = doctest.testmod(module)  # type: ignore[arg-type]
    assert found.attempted and not found.failed


@pytest.mark.parametrize("words", ["Ask\nBEGIN:VEVENT", "a\r\nb", "a\u2028b", "a\x00b"])
def test_a_line_break_in_a_line_is_refused(words: str) -> None:
    with pytest.raises(rules.SeveralLines):
        rules.one_line(words)


@pytest.mark.parametrize(("ideal", "longest"), [(0, 5), (10, 9), (1, 731)])
def test_a_cadence_that_cannot_be_kept_is_refused(ideal: int, longest: int) -> None:
    with pytest.raises(rules.WrongCadence):
        rules.cadence(ideal, longest)


def test_the_last_day_is_not_late_yet() -> None:
    due_on, late_on = rules.due_days(date(2026, 11, 2), Cadence(30, 60))
    assert rules.standing(due_on, late_on, today=late_on) == Standing.DUE
    assert rules.standing(due_on, late_on, today=date(2027, 1, 2)) == Standing.OVERDUE
