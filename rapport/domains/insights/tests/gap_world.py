"""A quarter in which Mail was in time: matters, answers by name and the release that shows them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from rapport.domains.insights import actions
from rapport.domains.insights.models import Release
from rapport.domains.people.models import Service
from rapport.domains.promises import actions as promises
from rapport.domains.promises.tests.desk_hours import MONDAY_NINE, open_office, subject
from rapport.domains.promises.types import ClockKind
from rapport.domains.surveys import actions as surveys
from rapport.domains.surveys.tests import asking
from rapport.domains.surveys.types import NewAnswer
from rapport.foundation.actors import system
from tests.cast import Cast

AUTUMN = date(2026, 10, 1)
ANSWERED = date(2026, 11, 20)
LATER = MONDAY_NINE + timedelta(days=20)
ON_TIME, LATE = 30, 900  # minutes of work


def open_desk(cast: Cast, *, goal: float = 0.8) -> None:
    """Two hours for a solution, in four of five matters."""
    open_office(cast)
    promises.set_service_level(solve_minutes=120, share=goal, actor=system(), at=MONDAY_NINE)


def served(
    cast: Cast,
    people: Sequence[int],
    *,
    minutes: int = ON_TIME,
    first: int = 1,
    service: Service,
    told: datetime = MONDAY_NINE,
) -> None:
    """Each of these people had one matter, solved after so many minutes of work."""
    refs = [("ticket", number) for number, _ in enumerate(people, start=first)]
    rows = [
        subject(cast, ref[1], MONDAY_NINE, person_id=person, service_id=service.pk, team_id=service.team_id)
        for ref, person in zip(refs, people, strict=True)
    ]
    promises.expect_many(rows, actor=system(), at=told)
    ended = MONDAY_NINE + timedelta(minutes=minutes if minutes < 400 else 24 * 60 * 3)
    promises.meet_clocks(refs, ClockKind.SOLVE, actor=system(), at=ended)


def answered(people: Sequence[int], scores: Sequence[int], *, site: str = "Mill Lane", service: str = "Mail") -> None:
    """They answered by name."""
    rows = [
        NewAnswer(score, ANSWERED, site=site, service=service, person_id=person, source_key=f"{person}")
        for person, score in zip(people, scores, strict=True)
    ]
    surveys.import_answers(rows, drawn=True, anonymous=False, actor=system(), at=LATER)


def count(at: datetime = LATER) -> Release:
    """Everything a night does."""
    promises.count_targets(quarter=AUTUMN, actor=system(), at=at)
    release = Release.objects.latest("number")
    actions.compare_gaps(survey_id=release.survey_id, quarter=AUTUMN, actor=system(), at=at)
    return release


def crowd(cast: Cast, n: int, *, site: str = "Mill Lane") -> list[int]:
    """People of Aldergate who use Mail."""
    return asking.crowd(cast, n, site=site)
