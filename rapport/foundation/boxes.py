"""Sealed boxes: text encrypted for a few hours under keys that are kept in one file outside database and backups.

A key is used for at most twenty hours and destroyed two hours after the next one took its place; by then nothing lies
under it any more. After that no database log, copy or backup opens what was sealed with it. A box says neither when it
was closed (Fernet's own moment is left at zero) nor how much is in it (filled up to whole kilobytes).
"""

from __future__ import annotations

import base64
import contextlib
import fcntl
import json
import os
import secrets
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings

USED_FOR = timedelta(hours=20)
KEPT_AFTER = timedelta(hours=2)  # longer than any request that sealed under the key before may take to commit
WHOLE = 1024
NO_MOMENT = 0


class NoKey(Exception):
    """The box was closed with a key that was destroyed, or in another place; nobody can open it."""


@dataclass(frozen=True)
class BoxKey:
    """One key, since when it closes boxes, and since when another one does (empty: it still does)."""

    key: str
    since: str
    until: str = ""


def close(text: str) -> str:
    """A box with the text in it."""
    content = text.encode()
    filled = content + b" " * (-len(content) % WHOLE)
    return _fernet(_present()).encrypt_at_time(filled, NO_MOMENT).decode()


def opened(box: str) -> str:
    """The text of a box; NoKey where its key is gone."""
    for one in _keys():
        with contextlib.suppress(InvalidToken):
            return _fernet(one).decrypt(box.encode()).decode().rstrip(" ")
    raise NoKey(NoKey.__doc__)


def is_of_today(box: str) -> bool:
    """True where the box is closed with the key in use."""
    try:
        _fernet(_present()).decrypt(box.encode())
    except InvalidToken:
        return False
    return True


def turn_key(*, at: datetime) -> bool:
    """Begin a new key where the present one was used for twenty hours; True where boxes now lie under an old one."""
    with _alone():
        keys = _keys()
        if keys and at - datetime.fromisoformat(keys[0].since) >= USED_FOR:
            _write([_new(at), BoxKey(keys[0].key, keys[0].since, at.isoformat()), *keys[1:]])
    return len(_keys()) > 1


def destroy_old_keys(*, at: datetime) -> int:
    """Destroy the keys that were replaced more than two hours ago; the caller has emptied their boxes."""
    with _alone():
        keys = _keys()
        kept = [one for one in keys if not one.until or at - datetime.fromisoformat(one.until) < KEPT_AFTER]
        if len(kept) < len(keys):
            _write(kept)
    return len(keys) - len(kept)


def _present() -> BoxKey:
    keys = _keys()
    if keys:
        return keys[0]
    with _alone():
        if not _keys():
            _write([_new(datetime.now(UTC))])  # the age of a key is a fact of this machine, not of anybody's answer
        return _keys()[0]


def _new(at: datetime) -> BoxKey:
    return BoxKey(base64.urlsafe_b64encode(secrets.token_bytes(32)).decode(), at.isoformat())


def _fernet(one: BoxKey) -> Fernet:
    return Fernet(one.key)


def _file() -> Path:
    return Path(settings.DATA) / "boxes.json"


def _keys() -> list[BoxKey]:
    try:
        return [BoxKey(**one) for one in json.loads(_file().read_text(encoding="utf-8"))]
    except FileNotFoundError:
        return []


def _write(keys: list[BoxKey]) -> None:
    path = _file()
    new = path.with_suffix(".new")
    with open(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        json.dump([asdict(one) for one in keys], file)
    new.replace(path)


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """One process at a time changes the keys."""
    folder = Path(settings.DATA)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "boxes.lock").open("a+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def oldest_key_hours(*, at: datetime) -> int:
    """How many hours ago the oldest key that still opens anything was made."""
    made = [datetime.fromisoformat(one.since) for one in _keys()]
    return max((int((at - one).total_seconds() // 3600) for one in made), default=0)
