"""Limits: how often something may happen in a stretch of time, counted in the cache that may be lost."""

from __future__ import annotations

import hashlib
import time

from django.core.cache import cache


def allow(key: str, *, limit: int, per_seconds: int) -> bool:
    """Count one try under the key; False once the limit of this stretch is reached.

    The key is hashed, so that no address or token stands in the cache.
    """
    stretch = int(time.time() // per_seconds)
    name = f"limit:{hashlib.sha256(key.encode()).hexdigest()[:32]}:{per_seconds}:{stretch}"
    # Kept until the stretch ends, whenever the first try was: no moment of anybody's stands in the cache.
    ends = int((stretch + 1) * per_seconds - time.time()) + 2
    # Looked up first: an `add` that finds a row ends in ROLLBACK, and with that a connection to PostgreSQL forgets
    # every statement it has planned, so that the pages after it take several times as long.
    tries = cache.get(name)
    if tries is None:
        if cache.add(name, 1, timeout=ends):
            return limit > 0
        tries = cache.get(name, 0)  # somebody else began the stretch between the two
    cache.set(name, tries + 1, timeout=ends)
    return bool(tries + 1 <= limit)
