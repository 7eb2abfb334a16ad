"""What to tell people who begin to wait: clocks start, and an honest estimate is given from forecasts made before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from rapport.domains.people import queries as people
from rapport.domains.promises.models import Clock, Estimate
from rapport.domains.promises.models.hours import working_hours
from rapport.domains.promises.models.readings import histories, levels
from rapport.domains.promises.rules import aim, history_for, target
from rapport.domains.promises.types import Basis, ClockKind, Expect, History, Level, Ref, Subject
from rapport.foundation.actors import Actor, system
from rapport.measures import worktime

MINUTE = timedelta(minutes=1)


@transaction.atomic
def expect_many(subjects: Sequence[Subject], *, actor: Actor, at: datetime) -> dict[Ref, Expect]:
    """Start both clocks of each subject and say what to expect, the same number of statements for any number of them.

    Three steps, each only when the one before has nothing: what history says for service × priority, pooled upward
    where there are too few; a published target, worded as an aim; our next opening and the team that will read it.
    """
    if not subjects:
        return {}
    hours, targets, history = working_hours(), levels(), histories()
    expected = [_expect(subject, hours, targets, history) for subject in subjects]
    readers = _readers(subjects, expected)
    _start_clocks(subjects, hours, targets)
    rows = Estimate.objects.bulk_create(
        [_estimate(subject, expect, row, at) for subject, (expect, row) in zip(subjects, expected, strict=True)]
    )
    return {
        subject.ref: _told(subject, expect, estimate, readers)
        for subject, (expect, _), estimate in zip(subjects, expected, rows, strict=True)
    }


def _expect(
    subject: Subject, hours: worktime.Calendar, targets: list[Level], history: list[History]
) -> tuple[Expect, History | None]:
    said = history_for(history, service_id=subject.service_id, priority=subject.priority)
    if said is not None and said.minutes is not None:
        return _from_history(subject, hours, said), said
    aimed = aim(targets, service_id=subject.service_id, priority=subject.priority)
    if aimed is not None:
        kind, minutes = aimed
        due = worktime.due(hours, subject.at, minutes * MINUTE)
        return Expect(ref=subject.ref, kind=Basis.TARGET, due_at=due, minutes=minutes, about=kind), None
    opening = worktime.due(hours, subject.at, timedelta())
    about = ClockKind.FIRST_ANSWER
    now = opening == subject.at
    return Expect(ref=subject.ref, kind=Basis.OPENING, due_at=opening, about=about, open_now=now), None


def _from_history(subject: Subject, hours: worktime.Calendar, said: History) -> Expect:
    return Expect(
        ref=subject.ref,
        kind=Basis.HISTORY,
        due_at=worktime.due(hours, subject.at, (said.minutes or 0) * MINUTE),
        n=said.n,
        q=said.q,
        period_from=said.period_from,
        period_to=said.period_to,
        minutes=said.minutes,
    )


def _readers(subjects: Sequence[Subject], expected: list[tuple[Expect, History | None]]) -> dict[int, str]:
    """Names of the teams that will read what nothing can be said about."""
    if not any(expect.kind == Basis.OPENING for expect, _ in expected):
        return {}
    wanted = {subject.team_id for subject in subjects}
    return {team.pk: team.name for team in people.teams(system()) if team.pk in wanted}


def _told(subject: Subject, expect: Expect, estimate: Estimate, readers: dict[int, str]) -> Expect:
    return Expect(
        **{
            **expect.__dict__,
            "estimate_id": estimate.pk,
            "reader": readers.get(subject.team_id, "") if expect.kind == Basis.OPENING else "",
        }
    )


def _start_clocks(subjects: Sequence[Subject], hours: worktime.Calendar, targets: list[Level]) -> None:
    rows = [_clock(subject, kind, hours, targets) for subject in subjects for kind in ClockKind]
    # A reference's clocks start once; a repeat leaves them running.
    Clock.objects.bulk_create(rows, ignore_conflicts=True)


def _clock(subject: Subject, kind: ClockKind, hours: worktime.Calendar, targets: list[Level]) -> Clock:
    minutes = target(targets, kind=kind, service_id=subject.service_id, priority=subject.priority)
    return Clock(
        ref_kind=subject.ref[0],
        ref_id=subject.ref[1],
        kind=kind,
        organisation_id=subject.organisation_id,
        team_id=subject.team_id,
        service_id=subject.service_id,
        priority=subject.priority,
        started_at=subject.at,
        target_minutes=minutes,
        due_at=worktime.due(hours, subject.at, minutes * MINUTE) if minutes else None,
    )


def _estimate(subject: Subject, expect: Expect, said: History | None, at: datetime) -> Estimate:
    return Estimate(
        ref_kind=subject.ref[0],
        ref_id=subject.ref[1],
        person_id=subject.person_id,
        forecast_id=said.id if said else None,
        basis=expect.kind,
        about=expect.about,
        n=expect.n,
        q=expect.q,
        period_from=expect.period_from,
        period_to=expect.period_to,
        minutes=expect.minutes,
        due_at=expect.due_at,
        made_at=at,
        wording_kind=f"{expect.kind} {expect.about}",
    )
