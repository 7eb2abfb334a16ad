"""`rapport doctor privacy`: what was tried to link answers without a name to people, and what came of it."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime

import typer


def say(*, as_json: bool) -> None:
    """A line for each attempt; exit status 0 only when nothing links."""
    from rapport.domains.insights import actions as insights
    from rapport.domains.surveys import actions
    from rapport.foundation.actors import system

    at = datetime.now(UTC)
    attempts = [*actions.try_to_link(actor=system(), at=at), *insights.try_to_subtract(actor=system(), at=at)]
    private = all(one.good for one in attempts)
    if as_json:
        print(json.dumps({"attempts": [asdict(one) for one in attempts], "private": private}))
    else:
        for one in attempts:
            print(f"{'holds' if one.good else 'LINKS'}  {one.what}: {one.tried}, n {one.n}: {one.words}")
        print(
            "Nothing links." if private else "Something links answers to people. See docs/how-to/keep-answers-apart.md."
        )
    raise typer.Exit(0 if private else 1)
