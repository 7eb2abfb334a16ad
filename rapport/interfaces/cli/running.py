"""Running it: everything at once, or web, worker, fetch and listener one by one."""

from __future__ import annotations

import json
import sys
from typing import Annotated

import typer

from rapport.interfaces.cli import refusals
from rapport.interfaces.cli.refusals import Refused

Once = Annotated[bool, typer.Option("--once", help="Look once and leave.")]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    for command in (run, serve, worker, fetch, listen, migrate, demo):
        app.command()(command)


def run() -> None:
    """Set up the demo where nothing is there yet, and start web, worker and listener together."""
    import os

    os.environ.setdefault("RAPPORT_DEMO", "yes")
    refusals.prepare_database()
    from django.conf import settings

    from rapport.interfaces.cli import supervisor, welcome
    from rapport.interfaces.cli import worker as working

    supervisor.refuse_busy_ports()
    working.refuse_second()
    if not settings.LOOPBACK:
        raise Refused(
            "The demo prints sign-in links, so it stays on this machine. Unset RAPPORT_HOST, or use: rapport serve"
        )
    welcome.make_demo_if_empty()
    print("Starting ...", flush=True)
    supervisor.run(welcome.print_links)


def serve() -> None:
    """Start web, worker and listener for a real installation."""
    refusals.prepare_database()
    from django.conf import settings

    from rapport.domains.people import queries as people
    from rapport.interfaces.cli import supervisor, tables
    from rapport.interfaces.cli import worker as working

    supervisor.refuse_busy_ports()
    working.refuse_second()
    tables.gather_static()

    def welcome() -> None:
        print(f"Rapport is at {settings.BASE_URL} and takes mail at {settings.SMTP_HOST}:{settings.SMTP_PORT}.")
        if not people.has_provider():
            print(
                "Nothing is set up yet. In another terminal use: rapport admin invite  (its link opens the first run)"
            )
        sys.stdout.flush()

    supervisor.run(welcome)


def worker(queues: Annotated[str, typer.Option(help="Which queues, parted by commas; all unless given.")] = "") -> None:
    """Do the work that waits: mail, letters, figures."""
    refusals.start_with_database()
    from django.core.exceptions import ImproperlyConfigured

    from rapport.interfaces.cli.worker import run_worker

    try:
        run_worker([q.strip() for q in queues.split(",") if q.strip()] or None)
    except ImproperlyConfigured as error:
        raise Refused(str(error)) from None


def fetch(once: Once = False) -> None:
    """Fetch mail from the connected mailboxes over IMAP."""
    refusals.start_with_database()
    from rapport.interfaces.mail import fetch as fetching

    raise typer.Exit(0 if fetching.run(once=once) else 1)


def listen() -> None:
    """Take mail over SMTP."""
    refusals.start_with_database()
    from rapport.interfaces.mail import listener

    listener.run()


def migrate(
    make: Annotated[bool, typer.Option("--make", help="Write missing migrations (development).")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Machine-readable.")] = False,
) -> None:
    """Bring the tables up to date."""
    from rapport.interfaces.cli import tables

    if make:
        refusals.start_django()
        print(tables.make_migrations())
        return
    refusals.prepare_database()
    said = "The tables are up to date."
    print(json.dumps({"up_to_date": True, "words": said}) if as_json else said)


def demo() -> None:
    """Fill an empty place with the demo."""
    refusals.prepare_database()
    from rapport.interfaces.cli import welcome

    if not welcome.make_demo_if_empty():
        raise Refused("There is already something here; the demo goes into an empty place only. Nothing was changed.")
