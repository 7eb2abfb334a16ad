"""The cast, for tests of recovery."""

from __future__ import annotations

import pytest

from tests import cast as named
from tests.cast import Cast


@pytest.fixture
def cast(db: None) -> Cast:
    """Northwind and the people it serves."""
    return named.build()
