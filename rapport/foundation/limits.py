"""Limits: how often something may happen in a stretch of time, counted in the cache that may be lost."""

from __future__ import annotations

import hashlib
import time
from datetime import UTC, datetime
from typing import Any

from django.core.cache import caches
from django.core.cache.backends.db import DatabaseCache
from django.db import connections, router

# One statement in place of the four of `get`, `add` and `set`: no try is lost where two come at once, none ends in
# ROLLBACK, and the rows of the table are not counted each time.
COUNT = """
INSERT INTO {table} (cache_key, value, expires) VALUES (%s, '1', %s)
ON CONFLICT (cache_key) DO UPDATE SET value = CAST(CAST({table}.value AS integer) + 1 AS text)
RETURNING CAST(value AS integer)
"""
FORGET = "DELETE FROM {table} WHERE expires < %s"


def allow(key: str, *, limit: int, per_seconds: int) -> bool:
    """Count one try under the key; False once the limit of this stretch is reached.

    The key is hashed, so that no address or token stands in the cache.
    """
    stretch = int(time.time() // per_seconds)
    name = f"tries:{hashlib.sha256(key.encode()).hexdigest()[:32]}:{per_seconds}:{stretch}"
    # Kept until the stretch ends, whenever the first try was: no moment of anybody's stands in the cache.
    return _counted(name, ends=(stretch + 1) * per_seconds + 2) <= limit


def forget_ended(*, at: datetime) -> None:
    """Delete what ended, of limits and everything else in the cache's table."""
    cache = caches["default"]
    if isinstance(cache, DatabaseCache):
        _said(cache, FORGET, _moment(cache, at))


def _counted(name: str, *, ends: int) -> int:
    cache = caches["default"]
    if isinstance(cache, DatabaseCache):
        ending = _moment(cache, datetime.fromtimestamp(ends, UTC))
        return int(_said(cache, COUNT, cache.make_and_validate_key(name), ending)[0][0])
    cache.add(name, 0, timeout=int(ends - time.time()) + 1)
    return int(cache.incr(name))


def _said(cache: DatabaseCache, statement: str, *values: Any) -> list[tuple[Any, ...]]:
    with connections[_home(cache)].cursor() as cursor:
        cursor.execute(statement.format(table=cache._table), values)  # type: ignore[attr-defined]
        return cursor.fetchall() if cursor.description else []


def _moment(cache: DatabaseCache, at: datetime) -> Any:
    return connections[_home(cache)].ops.adapt_datetimefield_value(at.replace(microsecond=0))


def _home(cache: DatabaseCache) -> str:
    return router.db_for_write(cache.cache_model_class)
