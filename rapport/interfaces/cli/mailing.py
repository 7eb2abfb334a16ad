"""`rapport mail take`: files in, one line per message out, the whole work done at once without a worker."""

from __future__ import annotations

import json
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
    """Take each file as a delivered message and say what became of it."""
    refusals.prepare_database()
    from rapport.interfaces.mail import files as mail_files

    whole = True
    for line in mail_files.take(files):
        whole = whole and line["outcome"] != "unreadable file"
        print(json.dumps(line, ensure_ascii=False) if as_json else _in_words(line), flush=True)
    raise typer.Exit(0 if whole else 1)


def _in_words(line: dict[str, Any]) -> str:
    reason = f" ({line['reason']})" if line["reason"] else ""
    return f"{line['file']}: {line['outcome']}{reason} {line['ticket'] or ''}".rstrip()
