"""The examples in the rules hold."""

from __future__ import annotations

import doctest

from rapport.domains.recovery import rules


def test_the_examples_hold() -> None:
    found = doctest.testmod(rules)
    assert found.attempted >= 8
    assert found.failed == 0
