"""Events: told inside the transaction, reacted to as jobs of their own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from django.db import transaction

from rapport.foundation import events, jobs
from rapport.foundation.models import Job

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)


@dataclass(frozen=True)
class BellRang(events.Event):
    """An event of these tests."""

    bell_ids: list[int]
    at: datetime
    by: tuple[str, ...] = ()
    organisation_id: int | None = None


RANG = BellRang(bell_ids=[1, 2], at=NOON, by=("Ada", "Hugo"), organisation_id=3)


@pytest.fixture
def heard() -> Iterator[list[tuple[str, BellRang]]]:
    """What an immediate and a later reaction heard."""
    heard: list[tuple[str, BellRang]] = []

    @events.on(BellRang, now=True)
    def at_once(event: BellRang) -> None:
        heard.append(("now", event))

    @events.on(BellRang)
    def in_time(event: BellRang) -> None:
        heard.append(("later", event))

    yield heard
    events._subscriptions.pop(BellRang)


@pytest.mark.django_db(transaction=True)
def test_an_event_outside_a_transaction_is_refused() -> None:
    with pytest.raises(events.NotInTransaction):
        events.publish(RANG)


@pytest.mark.django_db
def test_immediate_reactions_run_inside_and_the_others_as_jobs(heard: list[tuple[str, BellRang]]) -> None:
    with transaction.atomic():
        events.publish(RANG)
        assert heard == [("now", RANG)]
    assert Job.objects.get().organisation_id == 3
    jobs.run_all()
    assert heard == [("now", RANG), ("later", RANG)], "the event came back the same, by type"


@pytest.mark.django_db
def test_a_fact_that_is_undone_has_no_reactions(heard: list[tuple[str, BellRang]]) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        events.publish(RANG)
        raise RuntimeError
    assert jobs.run_all().done == 0


@pytest.mark.django_db
def test_an_event_holds_ids_and_not_things(heard: list[tuple[str, BellRang]]) -> None:
    with pytest.raises(TypeError, match="ids"):
        events.publish(BellRang(bell_ids=[object()], at=NOON))  # type: ignore[list-item]


def test_the_table_says_what_happens_when(heard: list[tuple[str, BellRang]]) -> None:
    (row,) = [s for name, s in events.table() if name == "tests.BellRang"]
    assert [(s.reaction.__name__, s.now) for s in row] == [("at_once", True), ("in_time", False)]
