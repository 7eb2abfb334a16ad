"""Counting contact and answers again from nothing: where a calendar changed, or a counter is in doubt."""

from __future__ import annotations

import typer

from rapport.interfaces.cli import refusals


def add_to(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command()(recount)


def recount() -> None:
    """Forget the counters of answers and contact and make them anew; pages show what has been counted so far."""
    refusals.prepare_database()
    from django.utils import timezone

    from rapport.domains.insights import actions as insights
    from rapport.domains.ledger import actions as ledger
    from rapport.domains.promises import queries as promises
    from rapport.foundation.actors import system

    now, working = timezone.now(), promises.default_calendar()
    counters = insights.recount_answers(actor=system(), at=now)
    print(f"Answers and asks were counted again into {counters:,} counters.")
    acts = ledger.recount_contacts(working=working, actor=system(), at=now)
    print(f"Everybody's history was put together again, and contact counted from {acts:,} acts.")
