"""The clock: each slot starts its job once, however many workers look."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from rapport.foundation import jobs
from rapport.foundation.jobs import clock, registry
from rapport.foundation.models import Heartbeat

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def told() -> Iterator[list[datetime]]:
    """Moments told to a job of every five minutes and one of six in the morning."""
    moments: list[datetime] = []
    other = dict(registry._clockworks)
    registry._clockworks.clear()

    def note(*, at: datetime) -> None:
        moments.append(at)

    registry.cron("test.often", every="5m")(note)
    registry.cron("test.daily", every="daily@06:00")(note)
    yield moments
    registry._clockworks.clear()
    registry._clockworks.update(other)


def test_a_slot_starts_its_job_once(told: list[datetime]) -> None:
    assert clock.tick(at=NOON) == ["test.often"]
    assert clock.tick(at=NOON + timedelta(minutes=4)) == []
    assert clock.tick(at=NOON + timedelta(minutes=5)) == ["test.often"]
    jobs.run_all(at=NOON)
    assert told == [NOON], "two slots that nobody worked off are one job"


def test_a_daily_job_waits_for_its_hour(told: list[datetime]) -> None:
    clock.tick(at=NOON)
    six = datetime(2026, 11, 3, 6, tzinfo=UTC)
    assert "test.daily" in clock.tick(at=six)
    assert "test.daily" not in clock.tick(at=six + timedelta(hours=23))


@pytest.mark.parametrize("every", ["5", "0m", "daily@6", "weekly"])
def test_an_unclear_rhythm_is_refused(every: str) -> None:
    with pytest.raises(ValueError, match="neither"):
        registry.cron("test.wrong", every=every)


def test_a_worker_is_seen_while_it_lives() -> None:
    clock.beat("one", queues=["mail"], started_at=NOON, at=NOON)
    clock.beat("one", queues=["mail"], started_at=NOON, at=NOON + timedelta(seconds=8))
    assert Heartbeat.objects.get().seen_at == NOON + timedelta(seconds=8)
    clock.leave("one", at=NOON)
    assert not Heartbeat.objects.exists()
