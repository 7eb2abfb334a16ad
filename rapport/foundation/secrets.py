"""Secrets at rest: sealed with a key that is kept outside the database and its backups."""

from __future__ import annotations

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


class WrongKey(Exception):
    """A sealed secret cannot be opened with any key we have; it is safe but must be entered again."""


def seal(text: str) -> str:
    """The text encrypted with the present key."""
    return _keys().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """The text of a sealed secret; older keys are tried, too."""
    try:
        return _keys().decrypt(sealed.encode()).decode()
    except InvalidToken:
        raise WrongKey(
            "This secret was sealed with another key. Set RAPPORT_OLD_SECRET_KEYS to the old key, or enter it again."
        ) from None


def _keys() -> MultiFernet:
    return MultiFernet([Fernet(_derived(key)) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def _derived(key: str) -> bytes:
    return base64.urlsafe_b64encode(hashlib.sha256(b"rapport secrets at rest:" + key.encode()).digest())
