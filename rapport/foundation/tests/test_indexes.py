"""PostgreSQL keeps no second index for the beginnings of keys, in new places and in those that had them."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.db import connection

pytestmark = pytest.mark.django_db
BEGINNINGS = "SELECT indexname FROM pg_indexes WHERE indexdef LIKE '%_pattern_ops%'"


def _found() -> list[tuple[str]]:
    with connection.cursor() as cursor:
        cursor.execute(BEGINNINGS)
        return cursor.fetchall()


def test_there_are_none_and_those_of_before_go() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has none")
    assert _found() == []
    with connection.cursor() as cursor:
        cursor.execute('CREATE INDEX "Desk_key_like" ON desk_ticket (key varchar_pattern_ops)')
    migration = import_module("rapport.foundation.migrations.0103_no_indexes_of_beginnings")
    with connection.schema_editor(atomic=False) as editor:
        migration.drop(None, editor)
    assert _found() == []
