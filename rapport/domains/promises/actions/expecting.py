"""What to tell people who begin to wait: clocks start, and an honest estimate is given from forecasts made before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from rapport.domains.promises.models import Clock, Estimate
from rapport.domains.promises.models.grounds import Grounds, grounds
from rapport.domains.promises.rules import aim, history_for, target
from rapport.domains.promises.types import Basis, ClockKind, Expect, History, Level, Ref, Subject
from rapport.foundation.actors import Actor
from rapport.measures import worktime

MINUTE = timedelta(minutes=1)


@transaction.atomic(savepoint=False)
def expect_many(
    subjects: Sequence[Subject], *, actor: Actor, at: datetime, known: Grounds | None = None
) -> dict[Ref, Expect]:
    """Start both clocks of each subject and say what to expect, the same number of statements for any number of them.

    Three steps, each only when the one before has nothing: what history says for service × priority, pooled upward
    where there are too few; a published target, worded as an aim; our next opening and the team that will read it.
    Of a subject nobody is told of, the clocks run and no expectation is kept: none may be shown to anybody later.
    What estimates are made from is read here, unless the caller has read it before its transaction began (`known`).
    """
    if not subjects:
        return {}
    known = known or grounds()
    _start_clocks(subjects, known.hours, known.targets)
    subjects = [subject for subject in subjects if subject.told]
    expected = [_expect(subject, known) for subject in subjects]
    rows = Estimate.objects.bulk_create(
        [_estimate(subject, expect, row, at) for subject, (expect, row) in zip(subjects, expected, strict=True)]
    )
    return {
        subject.ref: _told(subject, expect, estimate, known.readers)
        for subject, (expect, _), estimate in zip(subjects, expected, rows, strict=True)
    }


def _expect(subject: Subject, known: Grounds) -> tuple[Expect, History | None]:
    said = history_for(known.history, service_id=subject.service_id, priority=subject.priority)
    if said is not None and said.minutes is not None:
        return _from_history(subject, known.hours, said), said
    aimed = aim(known.targets, service_id=subject.service_id, priority=subject.priority)
    if aimed is not None:
        kind, minutes = aimed
        due = worktime.due(known.hours, subject.at, minutes * MINUTE)
        return Expect(ref=subject.ref, kind=Basis.TARGET, due_at=due, minutes=minutes, about=kind), None
    opening = worktime.due(known.hours, subject.at, timedelta())
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
        method=said.method,
        pool_service_id=said.service_id,
        pool_priority=said.priority,
        finished=said.finished,
    )


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
        method=expect.method,
        pool_service_id=expect.pool_service_id,
        pool_priority=expect.pool_priority,
        finished=expect.finished,
    )
