"""Starting a survey, from a template or as the loyalty question everybody begins with."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction

from rapport.domains.people import queries as people
from rapport.domains.surveys import queries, rules
from rapport.domains.surveys.models import Survey, SurveyVersion
from rapport.domains.surveys.types import Asked, Judged, Mode, SurveyKind
from rapport.foundation import audit
from rapport.foundation.actors import Actor, NotFound
from rapport.foundation.text import shown

NAME = "Would you recommend us?"


class NameTaken(Exception):
    """Another survey has this name."""


class NoSuchTemplate(LookupError):
    """There is no template of this key, or it does not go on from the survey that was named."""


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
def start_survey(
    *,
    template: str,
    name: str,
    asked: Asked,
    service_id: int | None = None,
    follows_id: int | None = None,
    owner_id: int | None = None,
    mode: Mode = Mode.NAMED,
    languages: tuple[str, ...] = ("en", "de"),
    actor: Actor,
    at: datetime,
) -> Survey:
    """A survey with the wording of a template: of one service, or of the whole of IT. Nobody is asked by that.

    `follows_id` names the survey that asked what people expect, where this one asks what they found. Raises
    NoSuchTemplate or NameTaken.
    """
    actor.require("surveys.send")
    provider = people.provider()
    if provider is None:
        raise NotFound
    if template not in rules.SHAPES:
        raise NoSuchTemplate
    follows = _before(actor, template, follows_id)
    service = people.service(actor, service_id) if service_id else None
    name = shown(name).strip()
    if Survey.objects.filter(organisation=provider, name=name).exists():
        raise NameTaken
    survey = Survey.objects.create(
        organisation=provider,
        name=name,
        kind=rules.SHAPES[template].kind,
        judged=Judged.SERVICE if service else Judged.IT,
        service_id=service_id,
        asked=asked,
        follows=follows,
        owner_id=owner_id,
        default_mode=mode,
        sender_name=provider.name,
        sender_address=f"help@{settings.MAIL_DOMAIN}",
        started_at=at,
    )
    wording = rules.wording_of(
        template, service.name if service else provider.name, languages, of=Judged(survey.judged)
    )
    SurveyVersion.objects.create(survey=survey, number=1, wording=wording, started_at=at)
    audit.record("survey.started", actor=actor, subject_kind="survey", subject_id=survey.pk, at=at)
    return survey


def _before(actor: Actor, template: str, follows_id: int | None) -> Survey | None:
    """The survey of expectations that one of perceptions is compared with."""
    if follows_id is None:
        return None
    found = queries.survey(actor, follows_id)
    if template != "perception" or found.kind != SurveyKind.EXPECTATION:
        raise NoSuchTemplate
    return found
