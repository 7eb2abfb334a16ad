"""The Loyalty page, and samples: draw one, look at its frame, send it."""

from __future__ import annotations

from contextlib import suppress

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from rapport.domains.insights import queries as insights
from rapport.domains.publishing.types import PUBLISHES
from rapport.domains.surveys import actions, queries
from rapport.foundation.actors import NotFound
from rapport.interfaces.look import kept
from rapport.interfaces.web.access import actor_of, staff_required
from rapport.interfaces.web.ids import id_in
from rapport.interfaces.workspace.loyalty import questions, ways, wording, words
from rapport.interfaces.workspace.loyalty.forms import DrawForm, new_draw


@require_safe
@staff_required
def loyalty(request: HttpRequest) -> HttpResponse:
    """One survey as of its last release, under the question of its kind."""
    actor = actor_of(request)
    wanted = ways.named(request.GET)
    try:
        page = insights.loyalty(actor, **wanted)
    except NotFound:
        if wanted["survey_id"] is not None:
            raise  # a survey was named, and it is not there: nothing else stands in for it
        return render(
            request, "workspace/loyalty/nothing.html", {"say": wording.NOTHING_ASKED, "title": questions.TRUSTED}
        )
    others = [one for one in queries.surveys(actor) if one.pk != page.survey_id]
    if page.figure is None and page.total is None:
        say = wording.not_yet(page)
        said = {"say": say, "title": questions.title(page), "page": page, "others": others, "ways": ways.tabs(page)}
        return render(request, "workspace/loyalty/nothing.html", said)
    key = (page.release, page.annotations, page.benchmarks, page.zones, page.pair)
    figures = kept.drawn("workspace/loyalty/_figures.html", key, lambda: wording.figures_words(page))
    read = page.how == "drawn"
    groups = insights.word_groups(actor, survey_id=page.survey_id, judged=page.judging) if read else ()
    beside = {"others": others, "figures": figures, "groups": words.group_rows(groups, page.judging), "read": read}
    may = {"may_benchmark": actor.reach.may("gaps.write"), "may_publish": actor.reach.may(PUBLISHES)}
    return render(request, "workspace/loyalty/loyalty.html", {**wording.page_words(page), **beside, **may})


@require_safe
@staff_required
def samples(request: HttpRequest) -> HttpResponse:
    """Every sample with its seed and what came back, and the form that draws the next one."""
    return _samples(request, new_draw(timezone.localdate()))


@require_POST
@staff_required
def draw(request: HttpRequest) -> HttpResponse:
    """Draw a sample; nothing is sent by that."""
    form = DrawForm(request.POST)
    if not form.is_valid():
        return _samples(request, form, status=400)
    actor, now = actor_of(request), timezone.now()
    try:
        survey = queries.default_survey(actor) or actions.start_default_survey(
            owner_id=actor.person_id, actor=actor, at=now
        )
        made = actions.draw_sample(survey_id=survey.pk, actor=actor, at=now, **form.cleaned_data)
    except actions.SampleThere:
        form.add_error("month", "This month has its sample already; a second one would ask people twice.")
        return _samples(request, form, status=409)
    except actions.NobodyToDraw as error:
        form.add_error(None, str(error))
        return _samples(request, form, status=409)
    return redirect("workspace:sample", sample_id=made.sample_id)


@require_safe
@staff_required
def sample(request: HttpRequest, sample_id: int) -> HttpResponse:
    """One sample: its strata, who was skipped and why, in numbers."""
    page = queries.frame(actor_of(request), sample_id)
    return render(request, "workspace/loyalty/sample.html", {"page": page, **wording.sample_words(page)})


@require_POST
@staff_required
def send(request: HttpRequest, sample_id: int) -> HttpResponse:
    """Send the invitations, spread over working mornings."""
    # Sent before is no fault: the page says how it stands, and nobody is asked twice.
    with suppress(actions.SampleSentBefore):
        actions.send_sample(sample_id=sample_id, actor=actor_of(request), at=timezone.now())
    return redirect("workspace:sample", sample_id=sample_id)


def _samples(request: HttpRequest, form: DrawForm, *, status: int = 200) -> HttpResponse:
    actor = actor_of(request)
    actor.require("surveys.send")
    rows = [wording.sample_row(one) for one in queries.samples(actor)]
    return render(request, "workspace/loyalty/samples.html", {"rows": rows, "form": form}, status=status)


def number(raw: str | None) -> int | None:
    """A number from an address; anything else is none."""
    return id_in(raw)
