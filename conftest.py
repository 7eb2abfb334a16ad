"""What holds in every test: limits in memory, no SQL while a template renders. See also tests/environment.py."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def _memory_cache(settings: Any) -> Iterator[None]:
    """Limits and presence live in memory in tests, empty at the start of each."""
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    from django.core.cache import cache

    cache.clear()
    yield


@pytest.fixture(autouse=True)
def _no_sql_in_templates(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rendering a template runs no SQL: everything was read before."""
    from django.db import connection
    from django.template import base

    plain = base.Template._render  # below the context processors, which may read

    def refuse(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        raise AssertionError(f"SQL while a template renders: {sql[:200]}")

    def render(self: base.Template, context: Any) -> str:
        with connection.execute_wrapper(refuse):
            return plain(self, context)

    monkeypatch.setattr(base.Template, "_render", render)


@pytest.fixture(scope="session")
def corpora() -> Path:
    """The folder with the outside data; tests that need it are skipped loudly where it is missing."""
    folder = Path(os.environ["RAPPORT_CORPORA"])
    if not folder.exists():
        pytest.skip(f"*** outside data is missing at {folder}: set RAPPORT_CORPORA ***")
    return folder
