"""What stops a command before it begins: one sentence for the operator; and Django, started on demand."""

from __future__ import annotations


class Refused(Exception):
    """The command was not begun; the text says why and what to do."""


def start_django() -> None:
    """Load settings and apps; wrong settings and an unreachable database become one sentence."""
    import django
    from django.core.exceptions import ImproperlyConfigured

    try:
        django.setup()
    except ImproperlyConfigured as error:
        raise Refused(str(error)) from None


def start_with_database() -> None:
    """Load Django and make sure that the database answers and has today's tables."""
    start_django()
    _refuse_silent_database()
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor
    from django.db.utils import OperationalError

    try:
        executor = MigrationExecutor(connection)
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except OperationalError as error:
        raise Refused(f"The database does not answer: {_first_line(error)} Check RAPPORT_DATABASE_URL.") from None
    except Exception as error:  # the pool of psycopg has errors of its own
        if "pool" not in type(error).__module__ and "psycopg" not in type(error).__module__:
            raise
        raise Refused(f"The database does not answer: {_first_line(error)} Check RAPPORT_DATABASE_URL.") from None
    if missing:
        raise Refused("The tables are not up to date. Run: rapport migrate")


def prepare_database() -> None:
    """Load Django and bring the tables up to date without a question: for commands that need no set-up."""
    start_django()
    _refuse_silent_database()
    from django.db.utils import OperationalError

    from rapport.interfaces.cli import tables

    try:
        tables.bring_up_to_date()
    except OperationalError as error:
        raise Refused(f"The database does not answer: {_first_line(error)} Check RAPPORT_DATABASE_URL.") from None


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
        raise Refused(f"The database does not answer: {_first_line(error)} Check RAPPORT_DATABASE_URL.") from None


def _first_line(error: BaseException) -> str:
    line = (str(error).strip().splitlines() or ["no reason given"])[0].strip()
    return line if line.endswith(".") else line + "."
