"""The stage of every story: the cast, a mailbox, a clock that can be moved, and logs that are read afterwards."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from rapport.domains.desk.tests.mails import mailbox
from rapport.foundation.jobs.registry import clockworks, slot_at
from rapport.foundation.models import Letter
from rapport.foundation.models.jobs import CronSlot
from tests.cast import Cast
from tests.world import NOW


class Clock:
    """A moment that stands still until a story moves it."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def wait(self, **by: float) -> None:
        """Time goes by."""
        self.at += timedelta(**by)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Wednesday morning."""
    moving = Clock(NOW)
    monkeypatch.setattr(timezone, "now", moving)
    return moving


@pytest.fixture
def stage(cast: Cast, clock: Clock, settings: Any, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> Iterator[Cast]:
    """The cast with the mailbox of the Service Desk; afterwards no log line may have named anybody."""
    settings.DATA = tmp_path
    mailbox(cast)
    _clock_has_struck()
    caplog.set_level(logging.DEBUG)
    yield cast
    told = [f"{r.getMessage()} {r.__dict__.get('exc_text') or ''}" for r in caplog.get_records("call")]
    assert [line for line in told for word in _never_logged(cast) if word in line] == []


def _clock_has_struck() -> None:
    """What the clock starts at this moment has been done: of a worker that has run for long, not of one just begun."""
    slots = [CronSlot(name=work.name, slot=slot_at(work.every, at=NOW)) for work in clockworks()]
    CronSlot.objects.bulk_create(slots)


def _never_logged(cast: Cast) -> list[str]:
    """Names and addresses of the cast, and the tokens of every link that left."""
    names = [actor.name for actor in cast.everybody.values() if actor.is_person]
    addresses = [f"{name.lower().replace(' ', '.')}@" for name in names]
    said = [str(value) for row in Letter.objects.all() for value in row.data.values() if isinstance(value, str)]
    tokens = [part for value in said for part in value.replace("?", "/").split("/") if len(part) == 43]
    return [*names, *addresses, *tokens]
