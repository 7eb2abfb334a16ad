"""What migrations make beyond the models' own tables."""

from __future__ import annotations

from importlib import import_module
from typing import Any


def index_words(editor: Any) -> None:
    """The words of the search, by the very statements of the migration."""
    import_module("rapport.foundation.migrations.0100_all_until_november_2026").index_words(None, editor)
