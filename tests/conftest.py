"""The cast, the small world and a standing clock, for every test of the whole house."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import timezone

from tests import cast as named
from tests import world as made
from tests.cast import Cast
from tests.world import NOW, World


@pytest.fixture
def cast(db: None) -> Cast:
    """Everybody, as they are on a Monday morning."""
    return named.build()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """It is Wednesday morning for every page."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    yield


@pytest.fixture
def world(db: None, clock: None) -> World:
    """The small world on a Wednesday."""
    return made.build()
