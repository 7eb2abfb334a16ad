"""`rapport admin invite`: the only way to the first administrator."""

from __future__ import annotations

from typing import Annotated

import typer

from rapport.interfaces.cli import refusals

app = typer.Typer(help="Administration from the command line.", no_args_is_help=True)


@app.callback()
def admin() -> None:
    """Administration from the command line."""


@app.command()
def invite(
    email: Annotated[str, typer.Option(help="The administrator's mail address.")] = "",
) -> None:
    """Print a one-time link: to the first run on an empty place, else to sign in as an administrator."""
    refusals.prepare_database()
    from rapport.interfaces.cli import welcome

    print(welcome.administrator_link(email))
