"""Letting a survey rest, going on with it, and ending it: answers that were given are kept."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from rapport.domains.surveys import queries, rules
from rapport.domains.surveys.actions.wording import SurveyStopped
from rapport.domains.surveys.models import Invitation, Survey
from rapport.foundation import audit
from rapport.foundation.actors import Actor


@transaction.atomic
def pause_survey(*, survey_id: int, actor: Actor, at: datetime) -> Survey:
    """Send nothing more until it is resumed; whoever has a letter already can answer it."""
    survey = _running(actor, survey_id)
    if survey.paused_at is None:
        survey.paused_at = at
        _kept(survey, "survey.paused", actor, at)
    return survey


@transaction.atomic
def resume_survey(*, survey_id: int, actor: Actor, at: datetime) -> Survey:
    """Go on asking: what was due meanwhile leaves on the next working morning, with a whole month to answer."""
    survey = _running(actor, survey_id)
    if survey.paused_at is not None:
        survey.paused_at = None
        (morning,) = rules.morning_moments([survey.organisation.zone], days=[_next_day(survey, at)])
        waiting = Invitation.objects.filter(survey=survey, sent_at__isnull=True, declined_at__isnull=True)
        waiting.filter(send_at__lt=morning).update(
            send_at=morning,
            remind_at=rules.reminder_at(morning),
            expires_at=morning + timedelta(days=rules.LINK_DAYS),
        )
        _kept(survey, "survey.resumed", actor, at)
    return survey


@transaction.atomic
def stop_survey(*, survey_id: int, actor: Actor, at: datetime) -> Survey:
    """Never ask with it again: unsent invitations fall away, answers and figures stay."""
    survey = _running(actor, survey_id)
    survey.stopped_at = at
    Invitation.objects.filter(survey=survey, sent_at__isnull=True, declined_at__isnull=True).update(declined_at=at)
    _kept(survey, "survey.stopped", actor, at)
    return survey


def _running(actor: Actor, survey_id: int) -> Survey:
    survey = queries.survey_to_change(actor, survey_id)
    if survey.stopped_at is not None:
        raise SurveyStopped
    return survey


def _next_day(survey: Survey, at: datetime) -> date:
    today = at.astimezone(ZoneInfo(survey.organisation.zone)).date()
    return rules.working_days(today + timedelta(days=1), 1)[0]


def _kept(survey: Survey, verb: str, actor: Actor, at: datetime) -> None:
    survey.save(update_fields=["paused_at", "stopped_at"])
    audit.record(verb, actor=actor, subject_kind="survey", subject_id=survey.pk, at=at)
