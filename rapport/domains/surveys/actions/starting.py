"""Starting a survey, and giving it other words."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max

from rapport.domains.people import queries as people
from rapport.domains.surveys import queries, rules
from rapport.domains.surveys.models import Survey, SurveyVersion
from rapport.domains.surveys.types import Judged, Mode
from rapport.foundation import audit
from rapport.foundation.actors import Actor, NotFound

NAME = "Would you recommend us?"


@transaction.atomic
def start_default_survey(
    *,
    actor: Actor,
    at: datetime,
    name: str = NAME,
    owner_id: int | None = None,
    service_id: int | None = None,
    mode: Mode = Mode.NAMED,
    sender_address: str = "",
) -> Survey:
    """The survey of the loyalty question about the whole of IT, or one service; there already, it is returned."""
    actor.require("surveys.send")
    provider = people.provider()
    if provider is None:
        raise NotFound
    judged = people.service(actor, service_id).name if service_id else provider.name
    survey, new = Survey.objects.get_or_create(
        organisation=provider,
        name=name if service_id is None else f"{name} {judged}",
        defaults={
            "judged": Judged.SERVICE if service_id else Judged.IT,
            "service_id": service_id,
            "owner_id": owner_id,
            "default_mode": mode,
            "sender_name": provider.name,
            "sender_address": sender_address or f"help@{settings.MAIL_DOMAIN}",
            "started_at": at,
        },
    )
    if new:
        SurveyVersion.objects.create(survey=survey, number=1, wording=rules.default_wording(judged), started_at=at)
        audit.record("survey.started", actor=actor, subject_kind="survey", subject_id=survey.pk, at=at)
    return survey


@transaction.atomic
def give_wording(*, survey_id: int, wording: dict[str, Any], actor: Actor, at: datetime) -> SurveyVersion:
    """Other words from the next sample on, as a version of their own, so that a trend never mixes two."""
    actor.require("surveys.send")
    survey = queries.survey(actor, survey_id)
    rules.wording_in(wording, "en")  # refuses words that are not whole
    last = survey.versions.aggregate(last=Max("number"))["last"] or 0
    version = SurveyVersion.objects.create(survey=survey, number=last + 1, wording=wording, started_at=at)
    audit.record("survey.reworded", actor=actor, subject_kind="survey", subject_id=survey.pk, at=at, fields=["wording"])
    return version
