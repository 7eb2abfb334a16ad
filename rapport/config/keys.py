"""The secret key: given by the operator, or made once in the data folder with mode 0600."""

from __future__ import annotations

import contextlib
import os
import secrets
import stat
import tempfile
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


def old_keys() -> list[str]:
    """Earlier keys: what was signed or sealed with them still opens."""
    found = env.words("RAPPORT_OLD_SECRET_KEYS")
    short = next((len(one) for one in found if len(one) < SHORTEST), None)
    if short is not None:
        raise env.WrongSetting(
            f"RAPPORT_OLD_SECRET_KEYS holds a key of {short} characters, and none was ever shorter than {SHORTEST}. "
            "Write the whole keys, parted by commas."
        )
    return found


def _kept_key(path: Path) -> str:
    """The key in this file, made when there is none: whole or not at all, also when two begin at once."""
    if not path.exists():
        _make(path)
    if path.stat().st_mode & (stat.S_IRWXO | stat.S_IRWXG):
        raise env.WrongSetting(f"{path} can be read by others. Run: chmod 600 {path}")
    return path.read_text(encoding="utf-8").strip()


def _make(path: Path) -> None:
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix="secret_key.")  # mkstemp makes it 0600
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(secrets.token_urlsafe(48))
        with contextlib.suppress(FileExistsError):  # another process was first: its key is the one
            os.link(beside, path)
    finally:
        os.unlink(beside)
