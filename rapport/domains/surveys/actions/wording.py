"""Changing what a survey asks: in place while nobody was asked with it, as a version of its own from then on."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from rapport.domains.surveys import queries, rules
from rapport.domains.surveys.models import SurveyVersion
from rapport.foundation import audit
from rapport.foundation.actors import Actor, NotFound
from rapport.foundation.text import plain


class UnsoundWording(ValueError):
    """The wording cannot be asked; `faults` says what is wrong, by place."""

    def __init__(self, faults: dict[str, str]) -> None:
        super().__init__("; ".join(faults.values()))
        self.faults = faults


class SurveyStopped(Exception):
    """A survey that was stopped asks nobody any more, so nothing of it changes."""


@transaction.atomic
def change_wording(*, survey_id: int, wording: dict[str, Any], actor: Actor, at: datetime) -> SurveyVersion:
    """Other words from the next ask on. What was asked already keeps its version, so that a trend never mixes two.

    Raises UnsoundWording or SurveyStopped, before anything is written; the same words again change nothing.
    """
    survey = queries.survey_to_change(actor, survey_id)
    if survey.stopped_at is not None:
        raise SurveyStopped
    wording = plain(wording)  # what nobody sees could turn a question round in a letter
    faults = rules.faults_of(survey.kind, wording)
    if faults:
        raise UnsoundWording(faults)
    version = survey.versions.select_for_update().latest("number")
    if rules.same(version.wording, wording):
        return version
    old = rules.behind(rules.whole(version.wording), rules.whole(wording), known=version.behind)
    if queries.was_asked(actor, version_id=version.pk):
        said = {"wording": wording, "behind": old, "started_at": at}
        version = SurveyVersion.objects.create(survey=survey, number=version.number + 1, **said)
    else:
        version.wording, version.behind, version.started_at = wording, old, at
        version.save(update_fields=["wording", "behind", "started_at"])
    audit.record("survey.reworded", actor=actor, subject_kind="survey", subject_id=survey.pk, at=at, fields=["wording"])
    return version


@transaction.atomic
def confirm_language(*, survey_id: int, language: str, actor: Actor, at: datetime) -> None:
    """Somebody read it: this language still says the same as the main one. Nothing of the wording changes."""
    survey = queries.survey_to_change(actor, survey_id)
    version = survey.versions.select_for_update().latest("number")
    if language not in version.behind:
        raise NotFound("language")
    version.behind = {code: places for code, places in version.behind.items() if code != language}
    version.save(update_fields=["behind"])
    audit.record("survey.language_confirmed", actor=actor, subject_kind="survey", subject_id=survey.pk, at=at)
