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
        _say_as_json(str(error))
        sys.exit(2)
    except SystemExit as stop:
        misused = getattr(stop.__context__, "format_message", None)  # an option that is missing, unknown or wrong
        if misused is not None:
            _say_as_json(f"{misused().rstrip('.')}. Nothing was begun.")
        raise


def _say_as_json(refused: str) -> None:
    """Whoever asked for JSON reads JSON."""
    if "--json" in sys.argv:
        print(json.dumps({"refused": refused}, ensure_ascii=False))


if __name__ == "__main__":
    main()
