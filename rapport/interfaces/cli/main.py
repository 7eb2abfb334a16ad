"""`rapport …`: the command line; a wrong setting is one sentence and exit status 2, never a traceback."""

from __future__ import annotations

import json
import os
import sys

import typer

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Rapport: a self-hosted service desk that grows loyalty.",
)


def _commands() -> None:
    """Add every command; their modules import Django only when they run."""
    from rapport.interfaces.cli import admin, importing, keeping, leaving, mailing, measuring, recounting, running

    running.add_to(app)
    keeping.add_to(app)
    measuring.add_to(app)
    recounting.add_to(app)
    app.add_typer(importing.app, name="import")
    app.add_typer(mailing.app, name="mail")
    app.add_typer(admin.app, name="admin")
    app.add_typer(leaving.app, name="person")


def main() -> None:
    """The entry point `rapport`."""
    os.umask(0o077)  # what is kept here is for this account alone: database, mail, keys, backups
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rapport.config.settings")
    from rapport.interfaces.cli import refusals

    _commands()
    try:
        with refusals.answering():
            app()
    except refusals.Refused as error:
        print(f"rapport: {error}", file=sys.stderr)
        if "--json" in sys.argv:  # whoever asked for JSON reads JSON
            print(json.dumps({"refused": str(error)}, ensure_ascii=False))
        sys.exit(2)


if __name__ == "__main__":
    main()
