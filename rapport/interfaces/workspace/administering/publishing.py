"""What stands in public: targets with their date, and what was done because of what people said."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from rapport.domains.people import queries as people
from rapport.domains.publishing import actions, queries
from rapport.domains.publishing.types import PUBLISHES, Measure
from rapport.domains.recovery import actions as recovery
from rapport.domains.recovery import queries as recovered
from rapport.domains.recovery.types import Place
from rapport.foundation.actors import Actor
from rapport.interfaces.look.wording import words as phrases
from rapport.interfaces.web.access import actor_of, staff_required

MEASURES = {
    Measure.RECOMMEND: "Would they recommend us? A score from −100 to 100",
    Measure.PROMISES_KEPT: "Promises kept, of a hundred",
    Measure.ESTIMATES_KEPT: "Estimates that held, of a hundred",
    Measure.RESPONSE_RATE: "People who answered, of a hundred we asked",
}


class GoalForm(forms.Form):
    """A target that everybody reads."""

    measure = forms.ChoiceField(label="What is measured", choices=[(m.value, words) for m, words in MEASURES.items()])
    name = forms.CharField(label="In words everybody understands", max_length=160)
    goal = forms.DecimalField(label="At least", min_value=-100, max_value=100, decimal_places=1, max_digits=5)


class DeedForm(forms.Form):
    """Their words and what came of them."""

    said = forms.CharField(label="What people said", max_length=400, widget=forms.Textarea(attrs={"rows": 2}))
    did = forms.CharField(
        label="What we did, or why not",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="“No” with its reason is an answer, too.",
    )
    asked_by = forms.CharField(
        label="Who asked for it",
        max_length=160,
        required=False,
        help_text="How many, where and when, and no name: asked 14 times on building sites since May.",
    )
    service_id = forms.TypedChoiceField(label="Which service it is about", required=False, coerce=int, empty_value=None)
    organisation_id = forms.TypedChoiceField(
        label="Which organisation asked for it",
        required=False,
        coerce=int,
        empty_value=None,
        help_text="It then stands in the client review of that organisation; else of all that use the service. "
        "The results page names neither.",
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        services = [(pk, name) for pk, name in people.service_names(actor)]
        clients = [(one.pk, one.name) for one in people.organisations(actor)]
        self.fields["service_id"].choices = [("", "No one service"), *services]  # type: ignore[attr-defined]
        self.fields["organisation_id"].choices = [("", "No one organisation"), *clients]  # type: ignore[attr-defined]


@staff_required
def published(request: HttpRequest) -> HttpResponse:
    """What everybody reads on the results page, and what was taken off it."""
    return _page(request, _publisher(request))


@staff_required
@require_POST
def set_goal(request: HttpRequest) -> HttpResponse:
    """A target from today on; the one before stays on record with its last day."""
    actor, form = _publisher(request), GoalForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        measure, goal = Measure(given["measure"]), float(given["goal"])
        goal = goal if measure == Measure.RECOMMEND else goal / 100
        try:
            actions.set_target(measure=measure, name=given["name"], goal=goal, actor=actor, at=timezone.now())
        except actions.ImpossibleGoal:
            form.add_error("goal", "A share lies between 0 and 100. Nothing was published.")
        else:
            messages.success(request, "It stands on the results page from today on.")
            return redirect("workspace:published")
    return _page(request, actor, goal=form)


@staff_required
@require_POST
def publish_deed(request: HttpRequest) -> HttpResponse:
    """You said, we did: for everybody to read."""
    actor = _publisher(request)
    form = DeedForm(request.POST, actor=actor)
    if form.is_valid():
        actions.publish_deed(**form.cleaned_data, actor=actor, at=timezone.now())
        messages.success(request, "It stands on the results page, for everybody to read.")
        return redirect("workspace:published")
    return _page(request, actor, deed=form)


@staff_required
@require_POST
def withdraw_deed(request: HttpRequest, deed_id: int) -> HttpResponse:
    """Take it off the page; it stays on record."""
    actions.withdraw_deed(deed_id=deed_id, actor=_publisher(request), at=timezone.now())
    messages.success(request, "It is off the results page and stays on record here.")
    return redirect("workspace:published")


@staff_required
@require_POST
def keep_off(request: HttpRequest, testimonial_id: int) -> HttpResponse:
    """Take somebody's words off the page; they read why on theirs."""
    actor, why = _publisher(request), request.POST.get("why", "")
    try:
        recovery.keep_off(testimonial_id=testimonial_id, why=why, actor=actor, at=timezone.now())
    except recovery.NoReason as error:
        messages.error(request, str(error))
        return redirect("workspace:published")
    messages.success(request, "These words stand nowhere any more. Whoever said them reads why.")
    return redirect("workspace:published")


def _page(request: HttpRequest, actor: Actor, **refused: forms.Form) -> HttpResponse:
    deeds = queries.deeds_on_record(actor)
    words: dict[str, Any] = {
        "targets": [(one, _goal(one.measure, one.goal)) for one in queries.targets_on_record(actor)],
        "deeds": [one for one in deeds if one.withdrawn_on is None],
        "withdrawn": [one for one in deeds if one.withdrawn_on is not None],
        "quoted": recovered.shown_words(actor, place=Place.RESULTS),
        "goal": refused.get("goal") or GoalForm(),
        "deed": refused.get("deed") or DeedForm(actor=actor),
        "now": timezone.now(),
    }
    return render(request, "workspace/administering/published.html", words, status=400 if refused else 200)


def _goal(measure: str, goal: float) -> str:
    return phrases.signed(goal) if measure == Measure.RECOMMEND else phrases.percent(goal)


def _publisher(request: HttpRequest) -> Actor:
    actor = actor_of(request)
    actor.require(PUBLISHES)
    return actor
