"""In their words: groups, the list that may be read, tags and their rules, and by name for the survey's owner."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rapport.domains.insights import actions
from rapport.domains.insights import queries as insights
from rapport.domains.insights.types import GroupSeen, Judging, WordsPage
from rapport.domains.surveys import queries as surveys
from rapport.foundation.paging import WrongCursor
from rapport.interfaces.look.figures.scales import Scale
from rapport.interfaces.look.wording import moments
from rapport.interfaces.look.wording import words as phrases
from rapport.interfaces.web import filters
from rapport.interfaces.web.access import actor_of, staff_required
from rapport.interfaces.web.ids import id_in, id_named
from rapport.interfaces.workspace.loyalty.drawing import lie_of, scale_of
from rapport.interfaces.workspace.loyalty.forms import RuleForm


@require_safe
@staff_required
def their_words(request: HttpRequest) -> HttpResponse:
    """What people wrote: groups first, then the list."""
    actor, wanted = actor_of(request), request.GET
    filters.only(wanted, "survey", "q", "tag", "group", "after")
    group = id_named(wanted, "group")
    search, tag = wanted.get("q", "").strip()[:100], wanted.get("tag", "")[:40]
    page = insights.their_words(
        actor,
        survey_id=id_named(wanted, "survey"),
        search=search,
        tag=tag,
        group_id=group,
        after=id_named(wanted, "after") or 0,
    )
    judged = insights.judging(actor, survey_id=page.survey_id)
    said = {
        "page": page,
        "groups": group_rows(page.groups, judged),
        "chosen": next((one.name for one in page.groups if one.id == group), ""),
        "group": group,
        "lead": lead(page),
        "search": search,
        "tag": tag,
        "classes": class_of_each(judged),
        "kind": judged.kind,
        "may_name": actor.reach.may("surveys.send"),
    }
    return render(request, "workspace/loyalty/words.html", said)


@require_safe
@staff_required
def by_name(request: HttpRequest) -> HttpResponse:
    """Words with names, for the one to whom they were given."""
    actor = actor_of(request)
    filters.only(request.GET, "survey", "q", "after")
    default, search = surveys.default_survey(actor), request.GET.get("q", "").strip()[:100]
    survey_id = id_named(request.GET, "survey") or (default.pk if default else 0)
    try:
        page = surveys.words_by_name(actor, survey_id=survey_id, search=search, after=request.GET.get("after"))
    except WrongCursor:
        page = surveys.words_by_name(actor, survey_id=survey_id, search=search)
    said = {"page": page, "survey": surveys.survey(actor, survey_id), "search": search, "now": timezone.now()}
    said["classes"] = class_of_each(insights.judging(actor, survey_id=survey_id))
    return render(request, "workspace/loyalty/by_name.html", said)


@require_POST
@staff_required
def tag(request: HttpRequest, saying_id: int) -> HttpResponse:
    """Give a tag by hand, or take one away; a tag that is not shown beside the words is taken away by its name."""
    dropped = request.POST.get("drop", "")
    given, name = not dropped and "take" not in request.POST, dropped or request.POST.get("tag", "")
    try:
        actions.tag_words(saying_id=saying_id, tag=name, given=given, actor=actor_of(request), at=timezone.now())
    except actions.NoWords as error:
        return _refused(request, str(error))
    return _back(request)


@require_POST
@staff_required
def name_group(request: HttpRequest, group_id: int) -> HttpResponse:
    """Call a group something else."""
    name = request.POST.get("name", "")
    try:
        actions.name_group(group_id=group_id, name=name, actor=actor_of(request), at=timezone.now())
    except actions.NoWords as error:
        return _refused(request, str(error))
    return _back(request)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def rules(request: HttpRequest) -> HttpResponse:
    """Which words give which tag."""
    actor = actor_of(request)
    actor.require("surveys.send")
    form = RuleForm(request.POST or None)
    if request.method == "POST" and request.POST.get("drop"):
        actions.drop_tag_rule(tag=request.POST["drop"], actor=actor, at=timezone.now())
        return redirect("workspace:tag_rules")
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_tag_rule(actor=actor, at=timezone.now(), **form.cleaned_data)
            return redirect("workspace:tag_rules")
        except actions.NoWords as error:
            form.add_error("words", str(error))
    status = 400 if form.errors else 200
    said = {"form": form, "rules": insights.tag_rules(actor)}
    return render(request, "workspace/loyalty/rules.html", said, status=status)


def group_rows(groups: Sequence[GroupSeen], judged: Judging) -> list[dict[str, Any]]:
    """Each group with its n, its figure and its sentences."""
    scale = scale_of(judged)
    return [_group_row(one, scale) for one in groups]


def _group_row(one: GroupSeen, scale: Scale) -> dict[str, Any]:
    figure = one.figure
    shown = figure.points is not None and figure.low is not None and figure.high is not None
    said = f"{scale.span(figure.low or 0, figure.high or 0)}, {phrases.percent(figure.favourable or 0)} favourable"
    return {
        "id": one.id,
        "name": one.name,
        "value": scale.write(figure.points or 0) if shown else "",
        "n": phrases.number(figure.n),
        "say": said if shown else "No score stands here: it would tell what few people said.",
        "typical": one.typical,
    }


def class_of_each(judged: Judging) -> dict[int, str]:
    """The class of every score on the survey's own scale."""
    return {score: name for name, _, scores in lie_of(judged).groups for score in scores}


def lead(page: WordsPage) -> str:
    """How many wrote something, and what is read of it."""
    if not page.said or page.as_of is None:
        return "Fewer than ten answers came with words. They are read from ten on."
    grouped = page.said - page.rest
    if not page.groups:
        alike = "No ten of them are like each other."
    else:
        many = phrases.count(len(page.groups), "group")
        alike = f"{phrases.number(grouped)} of them are in {many} of likeness, {phrases.number(page.rest)} in none."
    return f"{phrases.count(page.said, 'answer')} with words, as of {moments.short_day(page.as_of)}. {alike}"


def _refused(request: HttpRequest, why: str) -> HttpResponse:
    said = {
        "title": "Nothing was changed",
        "what": why,
        "safe": "Everything is as it was.",
        "todo": "Go back and write it.",
        "url": reverse("workspace:their_words"),
    }
    return render(request, "look/message.html", said, status=400)


def _back(request: HttpRequest) -> HttpResponseRedirect:
    survey = _number(request.POST.get("survey"))
    return redirect(f"{reverse('workspace:their_words')}{f'?survey={survey}' if survey else ''}")


def _number(raw: str | None) -> int | None:
    return id_in(raw)
