"""Which database: SQLite in the data folder unless RAPPORT_DATABASE_URL names a PostgreSQL."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from rapport.config import env

# The worker writes the log into the database every moment (interfaces/cli/keeping_log.py); where none runs, whoever
# commits does when 32 MB have come together.
KEPT_LOG = "PRAGMA wal_autocheckpoint=8000;"
WAL = "PRAGMA journal_mode=WAL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON; PRAGMA cache_size=-64000;"
# Only statements that come again word by word are prepared (foundation/prepared.py). Left to choose, PostgreSQL plans
# some of them anew for ever, which takes it ten times as long as running them.
KEPT_PLANS = "-c plan_cache_mode=force_generic_plan"
LOOKS_LIKE = "It must look like postgresql://user:password@host:5432/name."


def databases(data: Path) -> dict[str, dict[str, Any]]:
    """The DATABASES setting; `apart` holds what may be lost (cache, limits, presence) and exists on SQLite only."""
    url = env.text("RAPPORT_DATABASE_URL")
    if url:
        return {"default": _postgresql(url)}
    return {
        "default": sqlite(data / "rapport.sqlite3", f"PRAGMA synchronous=NORMAL; {KEPT_LOG}"),
        "apart": sqlite(data / "apart.sqlite3", "PRAGMA synchronous=OFF;"),
    }


def sqlite(path: Path, extra: str) -> dict[str, Any]:
    """SQLite in WAL mode; every transaction takes the write lock at its start, so none fails half-way."""
    return {
        "ENGINE": "rapport.config.sqlite",
        "NAME": str(path),
        "CONN_MAX_AGE": 300,  # opening and its PRAGMAs cost more than a page's queries
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": WAL + extra,
            "cached_statements": 1000,  # a desk's pages have some four hundred; with the usual 128 each is parsed anew
        },
        "TEST": {"NAME": ":memory:"},  # said, because an engine of our own is not known to be a file
    }


def _postgresql(url: str) -> dict[str, Any]:
    try:
        parts = urlsplit(url)
        port = str(parts.port or "")
    except ValueError as error:  # brackets that do not close, a port that is no number
        raise env.WrongSetting(f"RAPPORT_DATABASE_URL cannot be read: {error}. {LOOKS_LIKE}") from None
    name = parts.path.lstrip("/")
    if parts.scheme not in {"postgres", "postgresql"} or not name:
        begins = f"begins with {parts.scheme}://" if parts.scheme else "begins with no postgresql://"
        names = f"names the database {name}" if name else "names no database"
        raise env.WrongSetting(f"RAPPORT_DATABASE_URL {begins} and {names}. {LOOKS_LIKE}")
    options: dict[str, Any] = dict(parse_qsl(parts.query))
    host = options.pop("host", None) or parts.hostname or ""
    options["prepare_threshold"] = _threshold(options.get("prepare_threshold", "3"))
    if options["prepare_threshold"] is not None:
        options.setdefault("options", KEPT_PLANS)
    options["pool"] = {"min_size": 1, "max_size": 12, "timeout": 10}
    return {
        "ENGINE": "rapport.config.postgresql",
        "NAME": unquote(name),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": port,
        "OPTIONS": options,
    }


def _threshold(said: str) -> int | None:
    """After how many times a statement is prepared in its connection; `none` for poolers that cannot carry that."""
    if said == "none":
        return None
    if not (said.isascii() and said.isdigit() and len(said) < 10):
        raise env.WrongSetting(f"RAPPORT_DATABASE_URL says prepare_threshold={said}. It must be a number, or none.")
    return int(said)


class Router:
    """The cache table lives apart where there is such a database; everything else in the default one."""

    def db_for_read(self, model: Any, **hints: Any) -> str | None:
        return self._home(model._meta.app_label)

    db_for_write = db_for_read

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return db == (self._home(app_label) or "default")

    def _home(self, app_label: str) -> str | None:
        from django.conf import settings

        return "apart" if app_label == "django_cache" and "apart" in settings.DATABASES else None
