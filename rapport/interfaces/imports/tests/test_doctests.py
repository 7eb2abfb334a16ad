"""The examples in the modules are true."""

from __future__ import annotations

import doctest

from rapport.interfaces.imports import logs


def test_examples_hold() -> None:
    done = doctest.testmod(logs)
    assert done.attempted > 0
    assert done.failed == 0
