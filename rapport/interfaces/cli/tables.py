"""Bringing the tables up to date: migrations and the cache's table, safe to run at every start."""

from __future__ import annotations

import contextlib
import fcntl
import io
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from rapport.foundation import first_tables
from rapport.interfaces.cli.refusals import Refused

LONGEST_WAIT = 120.0  # seconds; bringing old tables up to date takes some ten of them on a slow machine
LOOK_SECONDS = 0.2
CACHE = "rapport_cache"
LOGGED = "SELECT 1 FROM pg_class WHERE oid = to_regclass(%s) AND relpersistence = 'p'"
SETTING_UP = 0x7261_7070  # the name of our advisory lock: "rapp"


class BeingSetUp(Refused):
    """Another process is bringing the tables up to date, and it takes longer than we wait."""

    def __init__(self) -> None:
        super().__init__(
            "Another process is setting up the database and has not finished. Nothing was changed by this command. "
            "Try again in some seconds."
        )


def bring_up_to_date() -> None:
    """Run what is missing; nothing is printed and nothing happens when all is there.

    One process at a time: two that migrate an empty place at once would break each other half-way.
    """
    with alone():
        first_tables.make_where_empty()
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", database="apart" if "apart" in settings.DATABASES else "default", verbosity=0)
        _lose_lightly()


def _lose_lightly() -> None:
    """What may be lost is not written twice: nobody who counts a try waits for the disk (on SQLite it lies apart)."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(LOGGED, [CACHE])
            if cursor.fetchone():
                cursor.execute(f"ALTER TABLE {CACHE} SET UNLOGGED")


def are_up_to_date() -> bool:
    """True when no migration is missing."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """Hold the lock of setting up; whoever has it is waited for, but not for ever."""
    if connection.vendor == "postgresql":
        with _locked_on_postgresql():
            yield
        return
    with (Path(settings.DATA) / "migrate.lock").open("a+") as file:
        _lock(file)
        yield


def _lock(file: IO[str]) -> None:
    until = time.monotonic() + LONGEST_WAIT
    told = False
    while True:
        try:
            return fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > until:
                raise BeingSetUp from None
        if not told:
            print("Another process is setting up the database. Waiting ...", file=sys.stderr, flush=True)
            told = True
        time.sleep(LOOK_SECONDS)


@contextlib.contextmanager
def _locked_on_postgresql() -> Iterator[None]:
    """An advisory lock in a transaction of a connection of its own, so that it ends with whatever ends us."""
    import psycopg

    with psycopg.connect(**_own_connection()) as own:
        own.execute(f"SET LOCAL lock_timeout = '{int(LONGEST_WAIT * 1000)}ms'")
        own.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
        try:
            own.execute("SELECT pg_advisory_xact_lock(%s)", [SETTING_UP])
        except psycopg.errors.LockNotAvailable:
            raise BeingSetUp from None
        yield


def _own_connection() -> dict[str, Any]:
    asked: dict[str, Any] = connection.get_connection_params()
    return {"connect_timeout": 10, **{name: value for name, value in asked.items() if name != "pool"}}


def gather_static() -> None:
    """Copy styles, fonts and scripts under names with hashes, which every page of a real installation asks for."""
    if "Manifest" in settings.STORAGES["staticfiles"]["BACKEND"]:
        call_command("collectstatic", interactive=False, verbosity=0)


def make_migrations() -> str:
    """Write missing migrations (development) and say which."""
    out = io.StringIO()
    call_command("makemigrations", stdout=out)
    return out.getvalue()
