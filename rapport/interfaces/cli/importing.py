"""`rapport import …`: people, another desk's tickets, sequences, and answers given elsewhere, each from a file."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from rapport.interfaces.cli import refusals

app = typer.Typer(help="Take in people, tickets, sequences and answers from files.", no_args_is_help=True)

File = Annotated[Path, typer.Argument(help="A table: .csv or .csv.gz, UTF-8, the first line names the columns.")]
Map = Annotated[str, typer.Option("--map", help="A mapping file, or the name of one that ships. Found by the columns.")]
Json = Annotated[bool, typer.Option("--json", help="The last line holds the counts as JSON.")]
STOPPED = 130


@app.callback()
def importing() -> None:
    """Take in people, tickets, sequences and answers from files."""


@app.command()
def people(file: File, map_: Map = "", as_json: Json = False) -> None:
    """Add and complete people: email, name, organisation, site, services, role and more; a second run adds nothing."""
    refusals.prepare_database()
    from rapport.interfaces.cli import import_runs

    _finish(lambda: import_runs.people(file, given=map_), as_json)


@app.command()
def tickets(file: File, map_: Map = "", as_json: Json = False) -> None:
    """Take in another desk's log of tickets; may be stopped and run again, the same row is never taken twice."""
    refusals.prepare_database()
    from rapport.interfaces.cli import import_runs

    _finish(lambda: import_runs.tickets(file, given=map_), as_json)


@app.command()
def sequences(file: File, map_: Map = "", as_json: Json = False) -> None:
    """Take in projects, campaigns, changes, contracts and quarters with their episodes; run again, nothing doubles."""
    refusals.prepare_database()
    from rapport.interfaces.cli import import_runs

    _finish(lambda: import_runs.sequences(file, given=map_), as_json)


@app.command()
def answers(file: File, map_: Map = "", as_json: Json = False) -> None:
    """Take in a wave of survey answers that were given elsewhere."""
    refusals.prepare_database()
    from rapport.interfaces.cli import import_runs

    _finish(lambda: import_runs.answers(file, given=map_), as_json)


def _finish(run: Callable[[], dict[str, Any]], as_json: bool) -> None:
    """Run it and say the counts; exit status 0 only when every row was taken in."""
    from rapport.interfaces.imports.reading import Unreadable

    try:
        counts = run()
    except Unreadable as error:
        raise refusals.Refused(str(error)) from None
    except KeyboardInterrupt:
        print("Stopped. What was taken in is whole; run the same command again to go on.", file=sys.stderr)
        if as_json:
            print(json.dumps({"rows": 0, "interrupted": True}))
        raise typer.Exit(STOPPED) from None
    print(json.dumps(counts, ensure_ascii=False) if as_json else _in_words(counts))
    if counts.get("interrupted"):
        raise typer.Exit(STOPPED)
    raise typer.Exit(1 if counts["refused"] else 0)


def _in_words(counts: dict[str, Any]) -> str:
    from rapport.interfaces.imports import saying

    parts = []
    for name, value in counts.items():
        if isinstance(value, dict):
            parts += saying.done_to(name, value)
        elif not isinstance(value, bool):
            parts.append(
                f"{value} {name.replace('_', ' ')}" if name != "rows" else f"{saying.counted(value, 'rows')} read"
            )
    return ", ".join(parts) + "."
