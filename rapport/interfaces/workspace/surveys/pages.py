"""The list of surveys, starting one from a template, one with its wordings, a preview, pausing and stopping."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rapport.domains.people import queries as people
from rapport.domains.surveys import actions, queries
from rapport.domains.surveys.types import Asked, Mode, SurveyKind, Template
from rapport.foundation.actors import Actor
from rapport.interfaces.look.wording import sheet
from rapport.interfaces.look.wording.sheet_words import words_in
from rapport.interfaces.web.access import actor_of, staff_required
from rapport.interfaces.workspace.surveys import wording
from rapport.interfaces.workspace.surveys.forms import Choices, StartForm

CHANGES = {"pause": actions.pause_survey, "resume": actions.resume_survey, "stop": actions.stop_survey}
TAKEN = "Another survey has this name. Choose one by which you tell them apart."


@require_safe
@staff_required
def surveys(request: HttpRequest) -> HttpResponse:
    """Every survey, with what it judges, who is asked, and when it was last asked."""
    rows = [wording.row(one) for one in queries.survey_rows(actor_of(request))]
    return render(request, "workspace/surveys/surveys.html", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def new(request: HttpRequest) -> HttpResponse:
    """Choose a template, then say what is judged and who is asked; nobody is asked by that."""
    actor = actor_of(request)
    offered = queries.survey_templates(actor)
    chosen = next((one for one in offered if one.key == request.GET.get("template")), None)
    if chosen is None:
        return render(request, "workspace/surveys/templates.html", {"templates": offered})
    form = StartForm(request.POST or None, template=chosen, **_choices(actor))
    if request.method == "POST" and form.is_valid():
        survey_id = _started(actor, chosen, form)
        if survey_id:
            messages.success(request, "Started. Nobody is asked yet: read the wording first.")
            return redirect("workspace:survey", survey_id=survey_id)
    words = {"template": chosen, "form": form}
    return render(request, "workspace/surveys/start.html", words, status=400 if form.errors else 200)


def _started(actor: Actor, chosen: Template, form: StartForm) -> int | None:
    """The id of the new survey; None where the form now says what is wrong."""
    said = form.cleaned_data
    try:
        survey = actions.start_survey(
            template=chosen.key,
            name=said["name"],
            asked=Asked(said["asked"]),
            service_id=said["service"],
            follows_id=said.get("follows"),
            owner_id=actor.person_id,
            mode=Mode(said["mode"]),
            languages=tuple(said["languages"]),
            actor=actor,
            at=timezone.now(),
        )
    except actions.NameTaken:
        form.add_error("name", TAKEN)
        return None
    return survey.pk


def _choices(actor: Actor) -> dict[str, Choices]:
    expecting = [one for one in queries.surveys(actor) if one.kind == SurveyKind.EXPECTATION and not one.follows_id]
    return {
        "services": [(one.pk, one.name) for one in people.services(actor)],
        "befores": [(one.pk, one.name) for one in expecting],
    }


@require_safe
@staff_required
def survey(request: HttpRequest, survey_id: int) -> HttpResponse:
    """What it is, what it asks, its versions and the next step."""
    found = queries.survey_page(actor_of(request), survey_id)
    return render(request, "workspace/surveys/survey.html", {**wording.page(found), "now": timezone.now()})


@require_safe
@staff_required
def preview(request: HttpRequest, survey_id: int) -> HttpResponse:
    """A wording as the one who answers sees it, in each language and for each class; nothing can be sent."""
    version = request.GET.get("version", "")
    number = int(version) if version.isascii() and version.isdigit() and len(version) < 5 else None
    actor, language = actor_of(request), request.GET.get("lang", "")
    found = queries.preview(actor, survey_id, number=number, language=language)
    behind = wording.behind(found.behind)
    score = request.GET.get("score", "")
    chosen = int(score) if score.isascii() and score.isdigit() and len(score) < 3 else None
    form = sheet.Filled(score=chosen if chosen in found.wording.points else None)
    shown: dict[str, Any] = sheet.sheet(found, form)
    around = {
        "survey_id": survey_id,
        "number": number,
        "of_page": found.wording.language,
        "classes_there": wording.class_links(found),
        "send": words_in(found.wording.language).send,
        "lang": "en",
        "skip": "",
        "title": "Preview",
        "behind": [one for one in behind if one.code == found.wording.language],
    }
    return render(request, "workspace/surveys/preview.html", {**shown, **around})


@require_POST
@staff_required
def standing(request: HttpRequest, survey_id: int) -> HttpResponse:
    """Pause, go on, or stop for good."""
    change = CHANGES.get(request.POST.get("do", ""))
    if change is not None:
        try:
            change(survey_id=survey_id, actor=actor_of(request), at=timezone.now())
        except actions.SurveyStopped:
            messages.error(request, "It was stopped before, so nothing was changed.")
        else:
            messages.success(request, wording.DONE[request.POST["do"]])
    return redirect("workspace:survey", survey_id=survey_id)
