"""The examples in the rules are true."""

from __future__ import annotations

import doctest

import pytest

from rapport.domains.insights.rules import figures, hiding, listed, periods
from rapport.domains.surveys.rules import draws, imports, wording


@pytest.mark.parametrize("module", [figures, hiding, listed, periods, draws, imports, wording])
def test_examples_hold(module: object) -> None:
    done = doctest.testmod(module)  # type: ignore[arg-type]
    assert done.attempted > 0
    assert done.failed == 0
