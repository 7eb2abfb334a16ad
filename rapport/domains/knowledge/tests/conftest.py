"""The cast on the stage."""

from __future__ import annotations

import pytest

from tests import cast as named
from tests.cast import Cast


@pytest.fixture
def cast(db: None) -> Cast:
    """Everybody, as they are on a Monday morning."""
    return named.build()
