"""How a survey asks by itself, what machines opened, and its open page with poster and snippet."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from rapport.domains.people import queries as people
from rapport.domains.surveys import actions, queries
from rapport.foundation.actors import Actor, NotFound
from rapport.interfaces.web.access import actor_of, staff_required
from rapport.interfaces.workspace.asking import poster as drawing
from rapport.interfaces.workspace.asking import wording
from rapport.interfaces.workspace.asking.forms import AfterForm, AroundForm, OriginsForm, ScheduleForm

AFTER, AROUND, SCHEDULE = "after", "around", "schedule"


@require_safe
@staff_required
def asking(request: HttpRequest, survey_id: int) -> HttpResponse:
    """The rules in force, the forms of new ones, the open page."""
    return _shown(request, survey_id)


@require_POST
@staff_required
def set_rule(request: HttpRequest, survey_id: int, kind: str) -> HttpResponse:
    """Set one rule."""
    actor = actor_of(request)
    actor.require("surveys.send")
    queries.survey(actor, survey_id)
    if kind not in SETTING:
        raise NotFound("rule")
    form = _forms(actor, request.POST, kind)[kind]
    if not form.is_valid():
        return _shown(request, survey_id, wrong={kind: form})
    try:
        SETTING[kind](actor, survey_id, form.cleaned_data)
    except actions.WrongRule as error:
        form.add_error(None, str(error))
        return _shown(request, survey_id, wrong={kind: form})
    messages.success(request, "The rule holds from now on.")
    return redirect("workspace:survey_asking", survey_id=survey_id)


@require_POST
@staff_required
def end_rule(request: HttpRequest, survey_id: int, rule_id: int) -> HttpResponse:
    """End one rule of this survey."""
    actor = actor_of(request)
    if rule_id not in {row.id for row in queries.ask_rules(actor, survey_id)}:
        raise NotFound("rule")
    actions.end_rule(rule_id=rule_id, actor=actor, at=timezone.now())
    messages.success(request, "The rule has ended. Letters that are under way still leave.")
    return redirect("workspace:survey_asking", survey_id=survey_id)


@require_POST
@staff_required
def open_page(request: HttpRequest, survey_id: int) -> HttpResponse:
    """Open or close the page, or say where its snippet may stand."""
    actor, now = actor_of(request), timezone.now()
    if "close" in request.POST:
        actions.close_say_page(survey_id=survey_id, actor=actor, at=now)
        messages.success(request, "The page is closed. What was said there is kept.")
    elif "origins" in request.POST:
        return _origins(request, survey_id)
    else:
        actions.open_say_page(survey_id=survey_id, actor=actor, at=now)
        messages.success(request, "The page is open to everybody who has its address.")
    return redirect("workspace:survey_asking", survey_id=survey_id)


@require_safe
@staff_required
def poster(request: HttpRequest, survey_id: int) -> HttpResponse:
    """The poster to print, in a language of the survey."""
    actor = actor_of(request)
    page = queries.say_settings(actor, survey_id)
    if page is None or not page.open:
        raise NotFound("page")
    seen = queries.say_page(actor, page.key, language=request.GET.get("language", "en")[:16])
    drawn = drawing.draw(address=_address(page.key), question=seen.question, brand=seen.brand, language=seen.language)
    return HttpResponse(drawn, content_type="image/svg+xml; charset=utf-8")


def _origins(request: HttpRequest, survey_id: int) -> HttpResponse:
    actor = actor_of(request)
    form = OriginsForm(request.POST)
    lines = request.POST["origins"].splitlines()
    try:
        actions.allow_origins(survey_id=survey_id, origins=lines, actor=actor, at=timezone.now())
    except actions.WrongOrigin as error:
        form.add_error("origins", str(error)) if form.is_valid() else None
        return _shown(request, survey_id, wrong={"origins": form})
    messages.success(request, "Kept. The snippet is answered on these pages and on no other.")
    return redirect("workspace:survey_asking", survey_id=survey_id)


def _shown(request: HttpRequest, survey_id: int, *, wrong: dict[str, forms.Form] | None = None) -> HttpResponse:
    actor = actor_of(request)
    actor.require("surveys.send")
    survey, page = queries.survey(actor, survey_id), queries.say_settings(actor, survey_id)
    words = {
        "survey": survey,
        "rules": [wording.rule(row) for row in queries.ask_rules(actor, survey_id)],
        "rests": wording.rests(),
        "suspected": queries.suspected_openings(actor, survey_id),
        "page": page,
        "languages": queries.say_page(actor, page.key).languages if page and page.open else (),
        "address": _address(page.key) if page else "",
        "snippet": _snippet(page.key) if page else "",
        "origins_form": OriginsForm(initial={"origins": "\n".join(page.origins)}) if page else None,
        **{f"{name}_form": form for name, form in _forms(actor).items()},
        **{f"{name}_form": form for name, form in (wrong or {}).items()},
        "wrong": next(iter(wrong), "") if wrong else "",
    }
    return render(request, "workspace/asking/asking.html", words, status=400 if wrong else 200)


def _forms(actor: Actor, given: Any = None, kind: str = "") -> dict[str, forms.Form]:
    """The three forms, the one of this kind with what was given; each with ids of its own."""
    services = [(row.pk, row.name) for row in people.services(actor)]
    ids = {name: f"{name}_%s" for name in (AFTER, AROUND, SCHEDULE)}
    return {
        AFTER: AfterForm(given if kind == AFTER else None, services=services, auto_id=ids[AFTER]),
        AROUND: AroundForm(given if kind == AROUND else None, auto_id=ids[AROUND]),
        SCHEDULE: ScheduleForm(given if kind == SCHEDULE else None, auto_id=ids[SCHEDULE]),
    }


def _set_after(actor: Actor, survey_id: int, said: dict[str, Any]) -> None:
    actions.ask_after(
        survey_id=survey_id, service_id=said["service"], delay_minutes=said["delay"], share=said["share"],
        least_contacts=said["contacts"], actor=actor, at=timezone.now(),
    )  # fmt: skip


def _set_around(actor: Actor, survey_id: int, said: dict[str, Any]) -> None:
    actions.ask_around(
        survey_id=survey_id, on=said["on"], size=said["size"], days_before=said["before"], days_after=said["after"],
        same_people=said["same"] == "yes", actor=actor, at=timezone.now(),
    )  # fmt: skip


def _set_schedule(actor: Actor, survey_id: int, said: dict[str, Any]) -> None:
    actions.ask_on_schedule(survey_id=survey_id, **said, actor=actor, at=timezone.now())


SETTING: dict[str, Callable[[Actor, int, dict[str, Any]], None]] = {
    AFTER: _set_after,
    AROUND: _set_around,
    SCHEDULE: _set_schedule,
}


def _address(key: str) -> str:
    return f"{settings.BASE_URL}{reverse('public:answer_openly', args=[key])}"


def _snippet(key: str) -> str:
    return f'<script src="{_address(key)}snippet.js" async></script>'
