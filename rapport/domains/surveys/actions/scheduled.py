"""Rules with a day: a schedule's month or quarter, and the two samples around a change, each drawn and sent once."""

from __future__ import annotations

import secrets
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.timezone import localtime

from rapport.domains.surveys import rules
from rapport.domains.surveys.actions.drawing import NobodyToDraw, SampleThere, draw_sample
from rapport.domains.surveys.actions.sending import send_sample
from rapport.domains.surveys.models import AskRule, FrameRow, RuleRun, Sample
from rapport.domains.surveys.types import AskKind, How, Outcome
from rapport.foundation.actors import Actor

SEEDS = 2**53
BEFORE, AFTER = "before", "after"
LETTERS_LEAVE = 7  # days over which those after a change are spread


def run_rules(*, actor: Actor, at: datetime) -> int:
    """Draw and send what is due today by schedules and around changes; returns how many persons are asked."""
    actor.require("surveys.send")
    today = localtime(at).date()
    kinds = (AskKind.ON_SCHEDULE, AskKind.AROUND_CHANGE)
    active = AskRule.objects.filter(kind__in=kinds, ended_at__isnull=True).select_related("survey").order_by("pk")
    due = [(rule, _period(rule, today)) for rule in active]
    return sum(_run(rule, period, actor=actor, at=at) for rule, period in due if period)


def _period(rule: AskRule, today: date) -> str:
    if rule.kind == AskKind.ON_SCHEDULE:
        started = localtime(rule.started_at).date()
        return rules.period_due(every=rule.every, day=rule.day, started_on=started, today=today)
    assert rule.on is not None  # the constraint of the table
    return rules.phase_due(on=rule.on, days_before=rule.days_before, days_after=rule.days_after, today=today)


def _run(rule: AskRule, period: str, *, actor: Actor, at: datetime) -> int:
    """One period once, whoever tries; what could not be drawn is kept with its reason."""
    if RuleRun.objects.filter(rule=rule, period=period).exists():
        return 0
    try:
        with transaction.atomic():
            run = RuleRun.objects.create(rule=rule, period=period, ran_at=at)
            run.sample_id, run.asked, run.words = _ask(rule, period, actor=actor, at=at)
            run.save(update_fields=["sample", "asked", "words"])
            return run.asked
    except IntegrityError:  # somebody else runs it
        return 0


def _ask(rule: AskRule, period: str, *, actor: Actor, at: datetime) -> tuple[int | None, int, str]:
    around = rule.kind == AskKind.AROUND_CHANGE
    before = _asked_before(rule) if around and period == AFTER else None
    whom: dict[str, object] = {}
    if before is not None:
        whom = {"only": before} if rule.same_people else {"but": before}
    try:
        with transaction.atomic():
            made = draw_sample(
                survey_id=rule.survey_id,
                month=localtime(at).date(),
                size=rule.size,
                rest_days=rules.REST_DAYS[rules.rest_of(rule.survey.kind, How.DRAWN)],
                seed=secrets.randbelow(SEEDS),
                wave=f"{period} {rule.pk}" if around else "",
                actor=actor,
                at=at,
                **whom,  # type: ignore[arg-type]
            )
            asked = send_sample(
                sample_id=made.sample_id or 0,
                **_window(rule, period, at),
                around=f"{period} {rule.on}" if around else "",
                actor=actor,
                at=at,
            )
    except NobodyToDraw as error:
        return None, 0, str(error)[:200]
    except SampleThere:
        return None, 0, "This month had its sample already, drawn by hand."
    return made.sample_id, asked, ""


def _window(rule: AskRule, period: str, at: datetime) -> dict[str, date | None]:
    """Until when letters leave around a change, so that there is time to answer; its day ends what came before it."""
    if rule.kind != AskKind.AROUND_CHANGE or rule.on is None:
        return {"until": None, "ends_on": None}
    today = localtime(at).date()
    if period == BEFORE:
        return {"until": today + (rule.on - today) / 2, "ends_on": rule.on}
    return {"until": today + timedelta(days=LETTERS_LEAVE), "ends_on": None}


def _asked_before(rule: AskRule) -> set[int]:
    """Who was drawn before the change."""
    first = Sample.objects.filter(survey_id=rule.survey_id, wave=f"{BEFORE} {rule.pk}")
    drawn = FrameRow.objects.filter(sample__in=first, outcome=Outcome.DRAWN, person__isnull=False)
    return {pk for pk in drawn.values_list("person_id", flat=True) if pk is not None}
