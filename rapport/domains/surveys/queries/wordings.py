"""The surveys there are, their wordings and the templates to begin with, for those who may send surveys."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Count, Max

from rapport.domains.people import queries as people
from rapport.domains.surveys import rules
from rapport.domains.surveys.models import Answer, Invitation, Sample, Survey, SurveyVersion
from rapport.domains.surveys.queries.asking import in_an_order
from rapport.domains.surveys.queries.samples import survey
from rapport.domains.surveys.types import Judged, Mode, Preview, SurveyPage, SurveyRow, Template, VersionRow
from rapport.foundation.actors import Actor, NotFound


def survey_templates(viewer: Actor) -> list[Template]:
    """Every template, in the order they are offered."""
    viewer.require("surveys.send")
    return rules.templates()


def survey_rows(viewer: Actor) -> list[SurveyRow]:
    """Every survey with its kind, what is judged, who is asked and the last sample; those still asking first."""
    viewer.require("surveys.send")
    rows = Survey.objects.in_reach_of(viewer).select_related("service").annotate(wordings=Count("versions"))
    samples = Sample.objects.in_reach_of(viewer).values_list("survey")
    last = dict(samples.annotate(month=Max("month")).order_by())
    ordered = sorted(rows, key=lambda one: (one.stopped_at is not None, one.judged, one.pk))
    return [_row(one, one.wordings, last.get(one.pk)) for one in ordered]


def survey_to_change(viewer: Actor, survey_id: int) -> Survey:
    """One survey, locked, for those who may send surveys."""
    viewer.require("surveys.send")
    found = survey(viewer, survey_id)
    return Survey.objects.select_for_update().get(pk=found.pk)


def survey_page(viewer: Actor, survey_id: int) -> SurveyPage:
    """One survey with every wording it was asked with, the newest first."""
    viewer.require("surveys.send")
    found = survey(viewer, survey_id)
    versions = list(found.versions.order_by("-number"))
    last = Sample.objects.filter(survey=found).aggregate(month=Max("month"))["month"]
    return SurveyPage(
        row=_row(found, len(versions), last),
        owner=found.owner.name if found.owner else "",
        mode=found.default_mode,
        may_change=found.stopped_at is None,
        versions=[_version(viewer, one) for one in versions],
        before=found.follows.name if found.follows else "",
        behind={code: tuple(places) for code, places in versions[0].behind.items()},
    )


def wording_in_force(viewer: Actor, survey_id: int) -> dict[str, Any]:
    """The newest wording of a survey in all its languages."""
    viewer.require("surveys.send")
    return rules.whole(survey(viewer, survey_id).versions.latest("number").wording)


def template_wording(viewer: Actor, survey_id: int) -> dict[str, Any]:
    """What the templates of this survey's kind say, by language and put together, to fill in a language added later."""
    viewer.require("surveys.send")
    found = survey(viewer, survey_id)
    judged = found.service.name if found.service else found.organisation.name
    several = [rules.wording_of(key, judged, of=Judged(found.judged)) for key in _templates_of(found.kind)]
    return {
        code: {**several[0][code], "questions": [row for one in several for row in one[code]["questions"]]}
        for code in several[0]
    }


def _templates_of(kind: str) -> list[str]:
    return [key for key, shape in rules.SHAPES.items() if shape.kind == kind]


def was_asked(viewer: Actor, *, version_id: int) -> bool:
    """Whether anybody was asked with a wording, or answered to it."""
    viewer.require("surveys.send")
    of_it = {"version_id": version_id}
    return Invitation.objects.filter(**of_it).exists() or Answer.objects.filter(**of_it).exists()


def preview(viewer: Actor, survey_id: int, *, number: int | None = None, language: str = "") -> Preview:
    """A wording as the one who answers sees it; NotFound for a version that is not there."""
    viewer.require("surveys.send")
    versions = SurveyVersion.objects.filter(survey__in=Survey.objects.in_reach_of(viewer), survey_id=survey_id)
    versions = versions.select_related("survey__owner", "survey__service__owner").order_by("-number")
    version = (versions if number is None else versions.filter(number=number)).first()
    if version is None:
        raise NotFound
    found = version.survey
    wording = rules.wording_in(version.wording, language)
    owner = found.owner or (found.service.owner if found.service else None)
    return Preview(
        wording=in_an_order(viewer, wording, seed=f"preview:{version.pk}"),
        brand=people.brand(),
        owner=owner.name if owner else "",
        named=found.default_mode == Mode.NAMED,
        anonymous=found.default_mode == Mode.ANONYMOUS,
        asks_again_on=date.max,
        answered=False,
        kind=found.kind,
        classes=rules.classes(found.kind, wording),
        languages=rules.languages_of(version.wording),
        behind={} if number is not None else {code: tuple(places) for code, places in version.behind.items()},
    )


def _row(one: Survey, versions: int, last: date | None) -> SurveyRow:
    return SurveyRow(
        id=one.pk,
        name=one.name,
        kind=one.kind,
        judged=one.judged,
        service=one.service.name if one.service else "",
        asked=one.asked,
        versions=versions,
        last_sample=last,
        standing="stopped" if one.stopped_at else "paused" if one.paused_at else "asking",
    )


def _version(viewer: Actor, one: SurveyVersion) -> VersionRow:
    words = rules.wording_in(one.wording, "en")
    return VersionRow(
        number=one.number,
        question=words.question,
        languages=rules.languages_of(one.wording),
        questions=len(words.questions),
        started_at=one.started_at,
        used=was_asked(viewer, version_id=one.pk),
    )
