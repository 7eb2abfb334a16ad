"""Migrations make the tables that the models describe, and with which the rest of the suite runs."""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

Rows = list[tuple[Any, ...]]
HASHED = re.compile(r"_[0-9a-f]{8}(_\w+)?")  # what Django puts behind the names of indexes
OTHERS = "django_migrations"


def described(ask: Callable[[str], Rows]) -> dict[str, object]:
    """Every table with its columns, references and rules, and every index, as SQLite knows them."""
    found: dict[str, object] = {}
    for kind, name, sql in ask("SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'"):
        if kind == "index":
            found[HASHED.sub("", name)] = HASHED.sub("", " ".join((sql or "").split()))
        elif name != OTHERS and kind == "table":
            columns = sorted((row[1], row[2], row[3], row[5]) for row in ask(f'PRAGMA table_info("{name}")'))
            references = sorted(row[2:5] for row in ask(f'PRAGMA foreign_key_list("{name}")'))
            found[name] = (columns, references, sorted(re.findall(r'CONSTRAINT "(\w+)"', sql or "")))
    return found


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="reads SQLite's own description")
def test_migrations_make_the_tables_of_the_models(tmp_path: Path) -> None:
    def of_the_suite(sql: str) -> Rows:
        with connection.cursor() as cursor:
            return list(cursor.execute(sql).fetchall())

    set_up = [sys.executable, "-m", "rapport.interfaces.cli.main", "migrate"]
    subprocess.run(set_up, env=os.environ | {"RAPPORT_DATA": str(tmp_path)}, check=True, stdout=subprocess.DEVNULL)
    with sqlite3.connect(tmp_path / "rapport.sqlite3") as place:
        migrated = described(lambda sql: list(place.execute(sql)))
    ours = described(of_the_suite)
    assert {name for name in migrated.keys() ^ ours.keys() if name != "rapport_cache"} == set()
    assert {name for name in ours if ours[name] != migrated[name]} == set()
