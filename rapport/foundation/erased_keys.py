"""Keys of other desks that named somebody who was erased: kept as a keyed hash, so that what is sent again is known."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable

from django.conf import settings

PREFIX = "erased:"
LENGTH = 40


def hashed(key: str) -> str:
    """What stands in the place of a key that named somebody; without the installation's secret nobody reads it back."""
    return _hashed(key, settings.SECRET_KEY)


def as_kept(keys: Iterable[str]) -> dict[str, str]:
    """Every form in which these keys may be kept, leading to the key itself; hashes made with earlier secrets, too."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    found = {}
    for key in keys:
        found[key] = key
        found |= {_hashed(key, secret): key for secret in secrets}
    return found


def _hashed(key: str, secret: str) -> str:
    return PREFIX + hmac.new(secret.encode(), key.encode(), hashlib.sha256).hexdigest()[:LENGTH]
