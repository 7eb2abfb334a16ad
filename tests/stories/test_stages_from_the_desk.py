"""What somebody asked counts for their stage once it is done, as what it turned out to be."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from rapport.domains.ledger import jobs as ledger_jobs
from rapport.domains.ledger.models import StageHeld
from rapport.foundation import jobs
from rapport.measures.stages import Stage
from tests.cast import Cast
from tests.stories.conftest import Clock
from tests.stories.scene import ticket_of, work, write
from tests.visitors import browser

JANUARY = datetime(2027, 1, 5, 9, tzinfo=UTC)


def asked(stage: Cast, clock: Clock, kind: str, *, then: str = "finish") -> None:
    """Tomas, who uses nothing yet, writes; Hugo says what it is and answers."""
    ticket_id = ticket_of(write(stage.tomas, "The form", "It stays grey.", proof="pass"))
    clock.wait(hours=1)
    facts = {"kind": kind, "priority": "3", "assignee": "", "service": ""}
    browser(stage.hugo).post(reverse("workspace:facts", args=[ticket_id]), facts)
    browser(stage.hugo).post(reverse("workspace:answer", args=[ticket_id]), {"text": "Here you are.", "then": then})
    work()


def judged(stage: Cast, clock: Clock) -> StageHeld:
    """The clock has struck in January."""
    clock.at = JANUARY
    ledger_jobs.judge_stages(at=clock.at)
    assert jobs.run_all(at=clock.at).failed == []
    return StageHeld.objects.get(person_id=stage.tomas.person_id)


@pytest.mark.parametrize(
    ("kind", "then", "found"),
    [
        ("question", "finish", (Stage.USER, 1)),
        ("request", "finish", (Stage.USER, 1)),
        ("incident", "finish", (Stage.VISITOR, 0)),
        ("complaint", "finish", (Stage.VISITOR, 0)),
        ("question", "keep_open", (Stage.VISITOR, 0)),
    ],
)
def test_a_question_that_is_done_counts_and_a_failure_does_not(
    stage: Cast, clock: Clock, kind: str, then: str, found: tuple[Stage, int]
) -> None:
    asked(stage, clock, kind, then=then)
    held = judged(stage, clock)
    assert (held.stage, held.active) == found
