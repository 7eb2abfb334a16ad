"""Setting and ending the rules by which a survey asks by itself."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

from rapport.domains.people import queries as people
from rapport.domains.surveys import queries, rules
from rapport.domains.surveys.models import AskRule, Sample
from rapport.domains.surveys.types import AskKind, Every, How, Mode
from rapport.foundation import audit
from rapport.foundation.actors import Actor, NotFound

A_WEEK_OF_HOURS = 40 * 60


class WrongRule(ValueError):
    """The rule cannot be set as given; the text says why. Nothing was changed."""


@transaction.atomic
def ask_after(
    *,
    survey_id: int,
    service_id: int | None = None,
    delay_minutes: int = 60,
    share: int = 100,
    least_contacts: int = 2,
    actor: Actor,
    at: datetime,
) -> AskRule:
    """Ask after an episode: so many minutes of working time later, this share in per cent of those with enough
    contacts."""
    if not 0 <= delay_minutes <= A_WEEK_OF_HOURS:
        raise WrongRule("The delay can be 0 to 40 working hours; later nobody remembers the matter.")
    if not 1 <= share <= 100:
        raise WrongRule("The share is a whole number from 1 to 100 per cent.")
    if not 2 <= least_contacts <= 100:
        raise WrongRule("At least two contacts: with fewer there was no exchange to judge.")
    if service_id is not None:
        people.service(actor, service_id)
    actor.require("surveys.send")
    if queries.survey(actor, survey_id).default_mode == Mode.ANONYMOUS:
        raise WrongRule(
            "An anonymous survey cannot ask after a matter: whoever sees the matter would know who was asked about it. "
            "Ask by a sample, or start a survey that asks by name or in confidence."
        )
    active = AskRule.objects.filter(survey_id=survey_id, kind=AskKind.AFTER_EPISODE, ended_at__isnull=True)
    if service_id in active.values_list("service_id", flat=True):
        whose = "of this service" if service_id is not None else "of every service"
        raise WrongRule(f"This survey asks after episodes {whose} already. End that rule first, then set another.")
    given = {"service_id": service_id, "delay_minutes": delay_minutes, "share": share}
    return _set(survey_id, AskKind.AFTER_EPISODE, given | {"least_contacts": least_contacts}, actor=actor, at=at)


@transaction.atomic
def ask_around(
    *,
    survey_id: int,
    on: date,
    size: int,
    days_before: int = 10,
    days_after: int = 30,
    same_people: bool = False,
    actor: Actor,
    at: datetime,
) -> AskRule:
    """Ask so many persons before a change and so many after it: the same ones, or others."""
    if not 1 <= days_before <= 180 or not 1 <= days_after <= 180:
        raise WrongRule("Ask 1 to 180 days before the change and 1 to 180 days after it.")
    if on <= at.date():
        raise WrongRule("That day has passed or is today: nobody can be asked before it. Choose a later one.")
    survey = queries.survey(actor, survey_id)
    if survey.default_mode == Mode.ANONYMOUS:
        raise WrongRule(
            "An anonymous answer does not keep whether it came before the change or after it, so the two could not be "
            "told apart. Use a survey that asks by name or in confidence."
        )
    rest = rules.REST_DAYS[rules.rest_of(survey.kind, How.DRAWN)]
    if same_people and days_before + days_after < rest:
        raise WrongRule(f"The same people rest {rest} days between two asks. Ask earlier before, or later after.")
    if Sample.objects.filter(survey=survey, wave="").exists():
        raise WrongRule("This survey has samples of its own already; a change is asked about by a survey of its own.")
    given = {"on": on, "size": _size(size), "days_before": days_before, "days_after": days_after}
    return _set(survey_id, AskKind.AROUND_CHANGE, given | {"same_people": same_people}, actor=actor, at=at)


@transaction.atomic
def ask_on_schedule(*, survey_id: int, every: str, day: int, size: int, actor: Actor, at: datetime) -> AskRule:
    """Draw and send a sample every month or quarter, on its own day from 1 to 28."""
    if every not in set(Every):
        raise WrongRule("A schedule asks every month or every quarter.")
    if not 1 <= day <= 28:
        raise WrongRule("Choose a day from 1 to 28: every month has it.")
    survey = queries.survey(actor, survey_id)
    active = AskRule.objects.filter(survey=survey, ended_at__isnull=True)
    if active.filter(kind=AskKind.ON_SCHEDULE).exists():
        raise WrongRule("This survey has a schedule already. End it first, so that nobody is drawn twice.")
    if active.filter(kind=AskKind.AROUND_CHANGE).exists():
        raise WrongRule("This survey asks around a change; a schedule needs a survey of its own.")
    return _set(survey_id, AskKind.ON_SCHEDULE, {"every": every, "day": day, "size": _size(size)}, actor=actor, at=at)


@transaction.atomic
def end_rule(*, rule_id: int, actor: Actor, at: datetime) -> AskRule:
    """Nobody is asked by this rule any more; letters that are under way still leave."""
    actor.require("surveys.send")
    row = AskRule.objects.select_for_update().filter(pk=rule_id).first()
    if row is None:
        raise NotFound("rule")
    queries.survey(actor, row.survey_id)
    if row.ended_at is None:
        row.ended_at = at
        row.save(update_fields=["ended_at"])
        audit.record("ask_rule.ended", actor=actor, subject_kind="survey", subject_id=row.survey_id, at=at)
    return row


def _size(size: int) -> int:
    if not 1 <= size <= 100_000:
        raise WrongRule("Ask at least one person, and at most 100,000.")
    return size


def _set(survey_id: int, kind: AskKind, given: dict[str, Any], *, actor: Actor, at: datetime) -> AskRule:
    actor.require("surveys.send")
    survey = queries.survey(actor, survey_id)
    row = AskRule.objects.create(survey=survey, kind=kind, started_at=at, **given)
    audit.record("ask_rule.set", actor=actor, subject_kind="survey", subject_id=survey.pk, at=at, fields=[kind.value])
    return row
