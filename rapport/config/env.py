"""Typed readers of environment variables; a wrong value is refused with a sentence, never guessed."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

KNOWN: set[str] = set()
"""Every setting that was asked for, so that one nobody asks for can be named."""


class WrongSetting(ImproperlyConfigured):
    """A setting cannot be used; the text says which, why and what to do."""


def text(name: str, default: str = "") -> str:
    """The variable, or the content of the file that NAME_FILE points to, or the default."""
    path, plain = _said(f"{name}_FILE"), _said(name, default)
    return _secret_file(name, Path(path)) if path else plain


def number(name: str, default: int, *, low: int, high: int) -> int:
    """A whole number between low and high, both included."""
    raw = _said(name)
    if not raw:
        return default
    try:
        value = int(raw)
    except ValueError:
        raise WrongSetting(f"{name} is {raw!r}, which is not a whole number. Set it to {low} to {high}.") from None
    if not low <= value <= high:
        raise WrongSetting(f"{name} is {value}. Set it to a number from {low} to {high}.")
    return value


def flag(name: str, default: bool) -> bool:
    """yes/no, true/false, on/off, 1/0."""
    raw = _said(name).strip().lower()
    if not raw:
        return default
    if raw in {"1", "yes", "true", "on"}:
        return True
    if raw in {"0", "no", "false", "off"}:
        return False
    raise WrongSetting(f"{name} is {raw!r}. Say yes or no.")


def choice(name: str, default: str, *, among: tuple[str, ...]) -> str:
    """One of a few words; small letters do as well."""
    raw = _said(name).strip().upper() or default
    if raw not in among:
        raise WrongSetting(f"{name} is {raw!r}. Set it to {', '.join(among[:-1])} or {among[-1]}.")
    return raw


def secret(name: str, *, shortest: int) -> str:
    """A secret that is long enough, or nothing."""
    value = text(name)
    if value and len(value) < shortest:
        raise WrongSetting(f"{name} has {len(value)} characters; it needs at least {shortest}. Choose a longer one.")
    return value


def words(name: str, default: tuple[str, ...] = ()) -> list[str]:
    """A list parted by commas."""
    raw = text(name)
    return [part.strip() for part in raw.split(",") if part.strip()] or list(default)


def folder(name: str, default: Path) -> Path:
    """A folder we may write to; made when it is not there."""
    path = Path(_said(name) or default).resolve()
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WrongSetting(f"{name} points to {path}, which cannot be made: {error.strerror}.") from None
    if not os.access(path, os.W_OK | os.X_OK):
        raise WrongSetting(f"{name} points to {path}, which this account may not write to. Choose another folder.")
    return path


def unread() -> list[str]:
    """Variables that begin as ours do and are no setting, such as a misspelt one."""
    return sorted(name for name in os.environ.keys() - KNOWN if name.startswith("RAPPORT_"))


def _said(name: str, default: str = "") -> str:
    KNOWN.add(name)
    return os.environ.get(name, default)


def _secret_file(name: str, path: Path) -> str:
    try:
        mode = path.stat().st_mode
        if mode & (stat.S_IROTH | stat.S_IWOTH):
            raise WrongSetting(f"{name}_FILE points to {path}, which everybody can read. Run: chmod 600 {path}")
        return path.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise WrongSetting(f"{name}_FILE points to {path}, which cannot be read: {error.strerror}.") from None
