"""Migrations make the tables of the models, with which an empty place begins and the rest of the suite runs."""

from __future__ import annotations

import contextlib
import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests import postgres

pytestmark = pytest.mark.slow
Rows = list[tuple[Any, ...]]
HASHED = re.compile(r"_[0-9a-f]{8}(_\w+)?")  # what Django puts behind the names of indexes
AT_ONCE = ["rapport.interfaces.cli.main", "migrate"]
ONE_BY_ONE = ["django", "migrate", "-v0"]
APART = {"rapport_cache"}  # made by its own command
WIDER = ("auth_group_permissions", "id")  # Django's own table, which nobody fills: its migration has smaller numbers
RECORDED = "SELECT app, name FROM django_migrations"
COLUMNS = (
    "SELECT table_name, column_name, data_type, character_maximum_length, is_nullable, column_default, is_identity "
    "FROM information_schema.columns WHERE table_schema = 'public'"
)
RULES = "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid > 0"
INDEXES = "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'"


def on_sqlite(ask: Callable[[str], Rows]) -> dict[str, object]:
    """Every table with its columns, references and rules, and every index, as SQLite knows them."""
    found: dict[str, object] = {"recorded": set(ask(RECORDED))}
    for kind, name, sql in ask("SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'"):
        if kind == "index":
            found[HASHED.sub("", name)] = HASHED.sub("", " ".join((sql or "").split()))
        elif kind == "table":
            columns = sorted((row[1], row[2], row[3], row[5]) for row in ask(f'PRAGMA table_info("{name}")'))
            references = sorted(row[2:5] for row in ask(f'PRAGMA foreign_key_list("{name}")'))
            found[name] = (columns, references, sorted(re.findall(r'CONSTRAINT "(\w+)"', sql or "")))
    return {name: one for name, one in found.items() if name not in APART}


def on_postgresql(ask: Callable[[str], Rows]) -> dict[str, object]:
    """Every column, rule and index, a line each, as PostgreSQL knows them."""
    lines = [*ask(COLUMNS), *ask(RULES), *ask(INDEXES)]
    lines = [line for line in lines if line[0] not in APART and line[:2] != WIDER]
    told = [HASHED.sub("", " | ".join(map(str, line))) for line in lines]
    counted = {f"{line} ({told[:nth].count(line)})": True for nth, line in enumerate(told)}
    return {"recorded": set(ask(RECORDED)), **counted}


@contextlib.contextmanager
def asking(database: str, place: Path) -> Iterator[tuple[str, Callable[[], Callable[[str], Rows]]]]:
    """The address of an empty database, and how to ask it once it has tables."""
    if database == "sqlite":
        yield "", lambda: lambda sql: list(sqlite3.connect(place / "rapport.sqlite3").execute(sql))
        return
    with postgres.server() as url:
        yield url, lambda: lambda sql: list(psycopg.connect(url).execute(sql))


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_migrations_make_the_tables_that_an_empty_place_gets_at_once(database: str, tmp_path: Path) -> None:
    if database == "postgresql" and postgres.binaries() is None:
        pytest.skip("*** PostgreSQL's server binaries are not installed: its tables were NOT compared ***")
    describe = on_sqlite if database == "sqlite" else on_postgresql
    found: list[dict[str, Any]] = []
    for how in (AT_ONCE, ONE_BY_ONE):
        place = tmp_path / how[0]
        with asking(database, place) as (url, connect):
            said = {"RAPPORT_DATA": str(place), "RAPPORT_DATABASE_URL": url}
            said["DJANGO_SETTINGS_MODULE"] = "rapport.config.settings"
            subprocess.run([sys.executable, "-m", *how], env=os.environ | said, check=True, stdout=subprocess.DEVNULL)
            found.append(describe(connect()))
    at_once, one_by_one = found
    assert at_once["recorded"] == one_by_one["recorded"]
    assert sorted(at_once.keys() ^ one_by_one.keys()) == []
    assert {name: one for name, one in at_once.items() if one != one_by_one[name]} == {}
