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
    if cache.add(name, 1, timeout=ends):
        return limit > 0
    try:
        return cache.incr(name) <= limit
    except ValueError:  # it expired between the two calls: a new stretch has begun
        cache.set(name, 1, timeout=ends)
        return limit > 0
