"""The small world, for tests of outreach."""

from __future__ import annotations

import pytest
from django.utils import timezone

from tests.world import NOW, World, build


@pytest.fixture
def world(db: None, monkeypatch: pytest.MonkeyPatch) -> World:
    """Ten days at the desk of Northwind Service; it is Wednesday."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    return build()
