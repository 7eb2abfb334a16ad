"""What holds in every test: limits in memory, no SQL while a template renders. See also tests/environment.py."""

from __future__ import annotations

import gc
import logging
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest

# A busy machine is slow, not wrong: no example has a time limit.
hypothesis.settings.register_profile("unhurried", deadline=None)
hypothesis.settings.load_profile("unhurried")
DATABASE = frozenset({"db", "transactional_db", "django_db_setup"})


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--only-database`: for a second run on another database."""
    parser.addoption("--only-database", action="store_true", help="leave out tests that ask for no database")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Without a database pytest-django refuses every query, so what asks for none is the same on each of them."""
    if not config.getoption("--only-database"):
        return
    asking = [item for item in items if item.get_closest_marker("django_db") or DATABASE & set(_fixtures(item))]
    config.hook.pytest_deselected(items=[item for item in items if item not in asking])
    items[:] = asking


def pytest_collection_finish() -> None:
    """What is loaded by now stays: looking through it for garbage again and again took a sixth of all time."""
    from tests.one_chain import keep_one_chain

    keep_one_chain()
    _log_to_nowhere()
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


def _log_to_nowhere() -> None:
    """What was stderr when the house was set up is closed by now: each line would print a traceback instead."""
    for handler in logging.getLogger().handlers:
        if isinstance(handler, logging.StreamHandler):
            handler.setStream(open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115  # as long as the tests run


def _fixtures(item: pytest.Item) -> list[str]:
    return getattr(item, "fixturenames", [])


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Tables come from the models (`--nomigrations`), which takes a tenth of the time; the index of words by its SQL.

    That migrations make the same tables is tried by `makemigrations --check` and by tests/test_tables.py.
    """
    from django.db import connection

    from rapport.foundation.first_tables import index_words

    with django_db_blocker.unblock(), connection.schema_editor() as editor:
        index_words(editor)


@pytest.fixture(autouse=True)
def _memory_cache(settings: Any) -> Iterator[None]:
    """Limits and presence live in memory in tests, empty at the start of each."""
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    from django.core.cache import cache

    from rapport.domains.desk.queries import stopped
    from rapport.domains.notices.queries.hooks import look_again
    from rapport.foundation.actors import system
    from rapport.interfaces.look import first_steps

    cache.clear()
    look_again(system())
    stopped.look_again(system())
    first_steps.look_again()
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


@pytest.fixture(autouse=True, scope="session")
def _emptied_row_by_row() -> None:
    """Between tests that commit, tables are emptied: TRUNCATE makes new files for some 600 tables and indexes."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return

    def sql_flush(_style: Any, tables: list[str], **_more: Any) -> list[str]:
        named = [f"DELETE FROM {connection.ops.quote_name(table)}" for table in tables]
        return ["SET session_replication_role = replica", *named, "SET session_replication_role = DEFAULT"]

    connection.ops.sql_flush = sql_flush  # type: ignore[method-assign]


@pytest.fixture(scope="session")
def corpora() -> Path:
    """The folder with the outside data; tests that need it are skipped loudly where it is missing."""
    folder = Path(os.environ["RAPPORT_CORPORA"])
    if not folder.exists():
        pytest.skip(f"*** outside data is missing at {folder}: set RAPPORT_CORPORA ***")
    return folder
