"""A survey for answers that were asked elsewhere: its own question on its own scale, so that no wording is mixed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from rapport.domains.people import queries as people
from rapport.domains.surveys import rules
from rapport.domains.surveys.models import Survey, SurveyVersion
from rapport.domains.surveys.types import Judged, SurveyKind
from rapport.foundation import audit
from rapport.foundation.actors import Actor, NotFound

MOST = 10


class AnotherQuestion(ValueError):
    """A survey of this name asks something else; the text says what. Nothing was changed."""


@transaction.atomic
def survey_of_import(
    *,
    name: str,
    kind: str = SurveyKind.NPS,
    question: str = "",
    first: int | None = None,
    last: int | None = None,
    better: str = "high",
    service_id: int | None = None,
    actor: Actor,
    at: datetime,
) -> Survey:
    """The survey of that name with this question, started where there is none. Raises AnotherQuestion.

    A survey that is there and is named alone, without a question, takes the answers as they are.
    """
    actor.require("surveys.send")
    home = people.provider()
    if home is None:
        raise NotFound
    scale = _scale(kind, first, last)
    found = Survey.objects.filter(organisation=home, name=name).first()
    if found is not None:
        _same(found, kind, question, scale)
        return found
    judged = people.service(actor, service_id).name if service_id else home.name
    survey = Survey.objects.create(
        organisation=home,
        name=name,
        kind=kind,
        judged=Judged.SERVICE if service_id else Judged.IT,
        service_id=service_id,
        sender_name=home.name,
        sender_address=f"help@{settings.MAIL_DOMAIN}",
        started_at=at,
    )
    wording = {"en": _words(kind, question, scale, better, judged)}
    SurveyVersion.objects.create(survey=survey, number=1, wording=wording, started_at=at)
    audit.record("survey.started", actor=actor, subject_kind="survey", subject_id=survey.pk, at=at)
    return survey


def _scale(kind: str, first: int | None, last: int | None) -> tuple[int, int]:
    agreed = rules.SCALES.get(kind)
    given = (agreed[0] if agreed and first is None else first, agreed[1] if agreed and last is None else last)
    start, end = given
    if start is None or end is None or not 0 <= start < end <= MOST:
        raise AnotherQuestion(f"The scale {start} to {end} cannot be used: two numbers from 0 to {MOST}, as [1, 5].")
    if agreed and (start, end) != agreed:
        raise AnotherQuestion(f"{kind} is asked from {agreed[0]} to {agreed[1]}; use the kind own for another scale.")
    return start, end


def _words(kind: str, question: str, scale: tuple[int, int], better: str, judged: str) -> dict[str, Any]:
    if kind == SurveyKind.NPS and not question:
        return rules.default_wording(judged)["en"] | {"from": 0, "to": 10}
    said = {"question": question or "What was asked elsewhere", "about": "", "low": "", "high": "", "better": better}
    return said | {"from": scale[0], "to": scale[1], "reasons": {}, "questions": []}


def _same(found: Survey, kind: str, question: str, scale: tuple[int, int]) -> None:
    wording = rules.wording_in(found.versions.latest("number").wording, "en")
    theirs = (wording.first, 10 if wording.last is None else wording.last)
    if found.kind != kind or theirs != scale or (question and question != wording.question):
        raise AnotherQuestion(
            f"The survey {found.name!r} asks “{wording.question}” from {theirs[0]} to {theirs[1]}, and answers to two "
            "questions are never mixed. Give the file a survey of its own in its mapping."
        )
