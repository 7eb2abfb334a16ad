"""`rapport mail take`: files in, one line per message out, the whole work done at once without a worker."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from rapport.interfaces.cli import refusals

app = typer.Typer(help="Mail from files.", no_args_is_help=True)


@app.callback()
def mail() -> None:
    """Mail from files."""


@app.command()
def take(
    files: Annotated[list[Path], typer.Argument(help="Messages as files, in the order to take them.")],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object per message.")] = False,
) -> None:
    """Take each file as a delivered message and say what became of it; exit status 1 when a file cannot be read."""
    refusals.prepare_database()
    from rapport.interfaces.mail import files as mail_files

    unread: list[Path] = []

    def tell(path: Path, why: str) -> None:
        unread.append(path)
        print(f"{path} cannot be read ({why}), so nothing was taken from it. The other files go on.", file=sys.stderr)

    for line in mail_files.take(files, unread=tell):
        print(json.dumps(line, ensure_ascii=False) if as_json else _in_words(line), flush=True)
    raise typer.Exit(1 if unread else 0)


def _in_words(line: dict[str, Any]) -> str:
    reason = f" ({line['reason']})" if line["reason"] else ""
    return f"{line['file']}: {line['outcome']}{reason} {line['ticket'] or ''}".rstrip()
