"""Notes beside the figures: what happened, and the figures of others with their source."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from rapport.domains.insights import actions
from rapport.domains.insights import queries as insights
from rapport.domains.surveys import queries as surveys
from rapport.foundation.actors import Actor, NotFound
from rapport.interfaces.web.access import actor_of, staff_required
from rapport.interfaces.workspace.loyalty.drawing import scale_of
from rapport.interfaces.workspace.loyalty.forms import BenchmarkForm, NoteForm


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def notes(request: HttpRequest) -> HttpResponse:
    """Every note of a survey, and the form for the next one."""
    actor = actor_of(request)
    survey_id = _survey(request, actor)
    form = NoteForm(request.POST or None, initial={"on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        only = survey_id if said.pop("only_here") else None
        try:
            actions.add_annotation(survey_id=only, actor=actor, at=timezone.now(), **said)
            return redirect(f"{reverse('workspace:loyalty_notes')}?survey={survey_id}")
        except (actions.NothingSaid, actions.TooMany) as error:
            form.add_error("words", str(error))
    rows = insights.annotations_of(actor, survey_id=survey_id)[::-1]
    said = {"rows": rows, "form": form, "survey": surveys.survey(actor, survey_id), "now": timezone.now()}
    return render(request, "workspace/loyalty/notes.html", said, status=400 if form.errors else 200)


@require_POST
@staff_required
def remove_note(request: HttpRequest, note_id: int) -> HttpResponse:
    """Take a note away."""
    actions.remove_annotation(annotation_id=note_id, actor=actor_of(request), at=timezone.now())
    return redirect("workspace:loyalty_notes")


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def benchmarks(request: HttpRequest) -> HttpResponse:
    """The figures of others that stand in the chart, and the form for another one."""
    actor = actor_of(request)
    actor.require("gaps.write")
    survey_id = _survey(request, actor)
    form = BenchmarkForm(request.POST or None, initial={"on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_benchmark(survey_id=survey_id, actor=actor, at=timezone.now(), **form.cleaned_data)
            return redirect(f"{reverse('workspace:benchmarks')}?survey={survey_id}")
        except (actions.NothingSaid, actions.TooMany) as error:
            form.add_error("value", str(error))
    scale = scale_of(insights.judging(actor, survey_id=survey_id))
    rows = [(one, scale.write(one.value)) for one in insights.benchmarks(actor, survey_id=survey_id)]
    said = {"rows": rows, "form": form, "survey": surveys.survey(actor, survey_id), "now": timezone.now()}
    return render(request, "workspace/loyalty/benchmarks.html", said, status=400 if form.errors else 200)


@require_POST
@staff_required
def remove_benchmark(request: HttpRequest, benchmark_id: int) -> HttpResponse:
    """Take a benchmark away."""
    actions.remove_benchmark(benchmark_id=benchmark_id, actor=actor_of(request), at=timezone.now())
    return redirect("workspace:benchmarks")


def _survey(request: HttpRequest, actor: Actor) -> int:
    """The survey the address names, else the default one."""
    insights.refuse_all_but_staff(actor)
    raw = request.GET.get("survey", "")
    if raw.isascii() and raw.isdigit() and len(raw) < 16:
        return surveys.survey(actor, int(raw)).pk
    found = surveys.default_survey(actor)
    if found is None:
        raise NotFound
    return found.pk
