"""The secret key: given by the operator, or made once in the data folder with mode 0600."""

from __future__ import annotations

import os
import secrets
import stat
from pathlib import Path

from rapport.config import env

SHORTEST = 32


def secret_key(data: Path) -> str:
    """The key of this installation; short or readable by all is refused."""
    given = env.text("RAPPORT_SECRET_KEY")
    if not given:
        given = _kept_key(data / "secret_key")
    if len(given) < SHORTEST:
        raise env.WrongSetting(
            f"RAPPORT_SECRET_KEY has {len(given)} characters; it needs at least {SHORTEST}. "
            "Make one with: python -c 'import secrets; print(secrets.token_urlsafe(48))'"
        )
    return given


def _kept_key(path: Path) -> str:
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        if path.stat().st_mode & (stat.S_IRWXO | stat.S_IRWXG):
            raise env.WrongSetting(f"{path} can be read by others. Run: chmod 600 {path}") from None
        return path.read_text(encoding="utf-8").strip()
    key = secrets.token_urlsafe(48)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(key)
    return key
