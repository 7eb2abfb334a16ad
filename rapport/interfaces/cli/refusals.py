"""What stops a command before it begins: one sentence for the operator; and Django, started on demand."""

from __future__ import annotations

import contextlib
import errno
from collections.abc import Iterator

NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT})
NOT_OURS = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


class Refused(Exception):
    """The command was not begun; the text says why and what to do."""


def start_django() -> None:
    """Load settings and apps; wrong settings and an unreachable database become one sentence."""
    import django
    from django.core.exceptions import ImproperlyConfigured

    try:
        django.setup()
    except ImproperlyConfigured as error:
        raise Refused(f"{_first_line(error)} Nothing was begun.") from None


def start_with_database() -> None:
    """Load Django and make sure that the database answers and has today's tables.

    Where another process is making these tables just now, it is waited for.
    """
    start_django()
    _refuse_silent_database()
    from rapport.interfaces.cli import tables

    with answering():
        if tables.are_up_to_date():
            return
        with tables.alone():
            pass
        if not tables.are_up_to_date():
            raise Refused("The tables are not up to date. Run: rapport migrate")


def prepare_database() -> None:
    """Load Django and bring the tables up to date without a question: for commands that need no set-up."""
    start_django()
    _refuse_silent_database()
    from rapport.interfaces.cli import tables

    with answering():
        tables.bring_up_to_date()


@contextlib.contextmanager
def answering() -> Iterator[None]:
    """Whatever the database or the disk cannot do becomes one sentence; a fault of ours stays one."""
    try:
        yield
    except Exception as error:
        words = in_words(error)
        if words is None:
            raise
        raise Refused(words) from None


def in_words(error: Exception) -> str | None:
    """The sentence for a database or a disk that cannot be used; None for everything else."""
    if isinstance(error, OSError):
        return _disk_in_words(error)
    from django.db import utils

    # Only these three are about the database as a whole: the others name a statement of ours that is wrong.
    if type(error) in {utils.OperationalError, utils.InterfaceError, utils.DatabaseError} or _of_driver(error):
        return _database_in_words(error)
    return None


def _disk_in_words(error: OSError) -> str | None:
    where = f" ({error.filename})" if error.filename else ""
    if error.errno in NO_ROOM:
        return f"The disk is full{where}. What was finished before is safe. Make room and run the command again."
    if error.errno in NOT_OURS:
        return f"This account may not write or read there{where}: {error.strerror}. What was finished before is safe."
    return None


def _database_in_words(error: BaseException) -> str:
    from django.conf import settings
    from django.db import connection

    said = _first_line(error)
    if connection.vendor == "sqlite":
        return (
            f"The database in {settings.DATA} cannot be used: {said} What was finished before is safe. "
            "See whether the disk has room and this account may write there, then run the command again."
        )
    return f"The database does not answer: {said} Check RAPPORT_DATABASE_URL."


def _of_driver(error: BaseException) -> bool:
    """The pool of psycopg has errors of its own."""
    return type(error).__module__.partition(".")[0] in {"psycopg", "psycopg_pool"}


def _refuse_silent_database() -> None:
    """Ask PostgreSQL once without the pool, which would try for ten seconds and then not say why."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return
    import psycopg

    try:
        asked = connection.get_connection_params()
        psycopg.connect(**{"connect_timeout": 10, **asked}).close()
    except psycopg.Error as error:
        raise Refused(_database_in_words(error)) from None


def _first_line(error: BaseException) -> str:
    line = (str(error).strip().splitlines() or ["no reason given"])[0].strip()
    return line if line.endswith(".") else line + "."
