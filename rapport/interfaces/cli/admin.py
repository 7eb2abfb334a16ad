"""`rapport admin …`: the only way to the first administrator, and to a token for a program."""

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


@app.command()
def token(
    email: Annotated[str, typer.Option(help="Whose token it is; it reaches no further than they do.")] = "",
    scope: Annotated[
        list[str] | None, typer.Option(help="What it may do, such as tickets:read; may be given again.")
    ] = None,
    name: Annotated[str, typer.Option(help="What it is for.")] = "Command line",
    list_them: Annotated[bool, typer.Option("--list", help="Show the tokens that still work, and make none.")] = False,
    revoke: Annotated[int, typer.Option(help="End the token with this number at once, and make none.", min=0)] = 0,
) -> None:
    """Print a new token for the REST API, good for a year, or list and end those there are; it is shown once and only
    its hash is kept."""
    refusals.start_with_database()
    from rapport.interfaces.cli import tokens

    if revoke:
        print(tokens.revoked(revoke))
    elif list_them:
        print(tokens.listed())
    else:
        print(tokens.token_for(email, scopes=scope or [], name=name))
