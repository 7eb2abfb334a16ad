"""A place of its own for every test in which somebody leaves."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from tests.leaving.test_erasing import more_of_hers
from tests.world import World


@pytest.fixture
def place(transactional_db: None, settings: Any, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[World]:
    """The small world with a folder of its own, and more of Marta's in it."""
    settings.DATA = tmp_path / "place"
    forget_words()  # a test elsewhere that commits may have left some
    world = request.getfixturevalue("world")
    more_of_hers(world)
    yield world
    call_command("flush", interactive=False, verbosity=0)
    forget_words()


def forget_words() -> None:
    """On SQLite the words of the search stand in a table of their own, which a flush leaves."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM foundation_search_words")
