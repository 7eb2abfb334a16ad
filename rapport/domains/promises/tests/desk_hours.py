"""A provider with office hours in Berlin, and tickets whose clocks have run, for tests of promises."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from rapport.domains.promises import actions
from rapport.domains.promises.types import ClockKind, Subject
from rapport.foundation.actors import system
from tests.cast import Cast

MONDAY_NINE = datetime(2026, 11, 2, 8, tzinfo=UTC)  # nine in Berlin, in winter
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


def open_office(cast: Cast, **facts: Any) -> Any:
    """Monday to Friday, nine to five, in Berlin."""
    given = {"organisation_id": cast.northwind.pk, "zone": "Europe/Berlin", "actor": system(), "at": MONDAY_NINE}
    return actions.create_calendar(**{**given, **facts})


def subject(cast: Cast, number: int, at: datetime, **facts: Any) -> Subject:
    """Marta waits for something."""
    given: dict[str, Any] = {
        "ref": ("ticket", number),
        "person_id": cast.marta.person_id,
        "organisation_id": cast.aldergate.pk,
        "team_id": cast.service_desk.pk,
        "at": at,
    }
    return Subject(**{**given, **facts})


def worked(cast: Cast, minutes: Iterable[int], *, first: int, at: datetime, **facts: Any) -> None:
    """Tickets that began at a moment of work and were solved after so many minutes."""
    for number, length in enumerate(minutes, start=first):
        actions.expect_many([subject(cast, number, at, **facts)], actor=system(), at=at)
        actions.meet_clocks([("ticket", number)], ClockKind.SOLVE, actor=system(), at=at + length * MINUTE)
