"""Sequences: begun, named, filled and ended; at the end one page on which both sides look back."""

from __future__ import annotations

from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from rapport.domains.ledger import actions, queries
from rapport.domains.ledger.queries import LookBackPage
from rapport.domains.people import queries as people
from rapport.domains.people.types import STAFF_ROLES
from rapport.foundation.actors import Actor
from rapport.interfaces.look import looking_back
from rapport.interfaces.web.access import actor_of, staff_required
from rapport.interfaces.web.ids import id_in
from rapport.interfaces.workspace import tapped
from rapport.interfaces.workspace.sequences.forms import (
    AgreedForm,
    BeginForm,
    EpisodesForm,
    FollowingForm,
    NameForm,
    WordsForm,
)


@require_safe
@staff_required
def sequences(request: HttpRequest) -> HttpResponse:
    """All sequences within reach, the latest first."""
    actor = actor_of(request)
    page = queries.sequences(actor, after=request.GET.get("after"))
    words = {"rows": page.rows, "next": page.next, "may_begin": actor.reach.may("people.write"), "now": timezone.now()}
    return render(request, "workspace/sequences/sequences.html", words)


@staff_required
def begin(request: HttpRequest) -> HttpResponse:
    """Begin one."""
    actor = actor_of(request)
    actor.require("people.write")
    form = BeginForm(request.POST or None, initial={"started_on": timezone.localdate()}, **_choices(actor))
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        begun = datetime.combine(given.pop("started_on"), time(), tzinfo=ZoneInfo(actor.zone))
        try:
            made = actions.begin_sequence(started_at=begun, actor=actor, at=timezone.now(), **given)
            return redirect("workspace:sequence_episodes", sequence_id=made.pk)
        except actions.WrongSequence as error:
            form.add_error("ends_on", str(error))
    status = 400 if form.errors else 200
    return render(request, "workspace/sequences/begin.html", {"form": form}, status=status)


def _choices(actor: Actor) -> dict[str, list[tuple[int, str]]]:
    provider = people.provider()
    served = [one for one in people.organisations(actor) if provider is None or one.pk != provider.pk]
    staff = people.people_with_role(actor, STAFF_ROLES)
    return {
        "organisations": [(one.pk, one.name) for one in served],
        "owners": [(one.id, one.name) for one in staff if one.id != actor.person_id],
    }


@require_safe
@staff_required
def sequence(request: HttpRequest, sequence_id: int) -> HttpResponse:
    """The one page: what happened, what it took, what both sides say."""
    actor = actor_of(request)
    return _shown(request, actor, queries.look_back(actor, sequence_id))


def _shown(
    request: HttpRequest, actor: Actor, page: LookBackPage, *, form: WordsForm | None = None, status: int = 200
) -> HttpResponse:
    now = timezone.now()
    made = looking_back.promised(actor, page, at=now)
    owns = actor.reach.may("people.write") or page.sequence.owner_id == actor.person_id
    words = {
        "page": page,
        "one": page.sequence,
        "lead": looking_back.lead(page),
        "told": [(one, tapped.sentences(one.said)) for one in looking_back.told(actor, page)],
        "promises": made,
        "kept": looking_back.kept_sentence(made),
        "worth": list(zip(looking_back.WORTH, page.worth.counts, strict=True)) if page.worth else [],
        "owns": owns,
        "may_change": actor.reach.may("people.write"),
        "form": form or WordsForm(initial=_own_words(actor, page)),
        "agreed": AgreedForm(initial={"agreed": page.sequence.agreed}) if owns else None,
        "following": _following(actor, page) if owns else None,
        "name_form": NameForm(initial={"name": page.sequence.name}),
        "now": now,
    }
    return render(request, "workspace/sequences/sequence.html", words, status=status)


def _own_words(actor: Actor, page: LookBackPage) -> dict[str, object]:
    said = next((one for one in page.words if one.person_id == actor.person_id), None)
    return {"keep": said.keep, "change": said.change, "shown": said.shown} if said else {}


def _following(actor: Actor, page: LookBackPage) -> FollowingForm:
    found = queries.sequences(actor, size=50).rows
    here = [row for row in found if row.organisation_id == page.sequence.organisation_id and row.id != page.sequence.id]
    initial = {"following": page.following.id if page.following else ""}
    return FollowingForm(choices=[(row.id, row.name) for row in here], initial=initial)


@staff_required
def episodes(request: HttpRequest, sequence_id: int) -> HttpResponse:
    """Put episodes in and take them out."""
    actor = actor_of(request)
    further = queries.episodes_to_join(actor, sequence_id, after=request.GET.get("after"))
    offered = further.rows
    page = queries.look_back(actor, sequence_id)
    names = people.names(actor, {person for person, _ in (*offered, *page.episodes)})
    out = "out" in request.POST
    rows = page.episodes if out else offered
    form = EpisodesForm(
        request.POST if request.method == "POST" else None, choices=[(one.id, one.title) for _, one in rows]
    )
    if request.method == "POST" and form.is_valid():
        change = actions.leave_sequence if out else actions.join_sequence
        change(sequence_id=sequence_id, episode_ids=form.cleaned_data["episodes"], actor=actor, at=timezone.now())
        return redirect("workspace:sequence_episodes", sequence_id=sequence_id)
    words = {
        "one": page.sequence,
        "inside": [(one, names.get(person)) for person, one in page.episodes],
        "offered": [(one, names.get(person)) for person, one in offered],
        "next": further.next,
        "wrong": "Tick at least one episode." if form.errors else "",
        "now": timezone.now(),
    }
    return render(request, "workspace/sequences/episodes.html", words, status=400 if form.errors else 200)


@require_POST
@staff_required
def name(request: HttpRequest, sequence_id: int) -> HttpResponse:
    """Call it something else."""
    try:
        said = request.POST.get("name", "")
        actions.name_sequence(sequence_id=sequence_id, name=said, actor=actor_of(request), at=timezone.now())
    except actions.WrongSequence as error:
        messages.error(request, str(error))
    return redirect("workspace:sequence", sequence_id=sequence_id)


@require_POST
@staff_required
def end(request: HttpRequest, sequence_id: int) -> HttpResponse:
    """End it: its people are asked once, and its owner finds it on Today."""
    try:
        actions.end_sequence(sequence_id=sequence_id, actor=actor_of(request), at=timezone.now())
        messages.success(request, "It has ended. Those it was for are asked once whether it was worth it.")
    except actions.AlreadyEnded:
        messages.error(request, "It had ended before. Nothing was changed.")
    return redirect("workspace:sequence", sequence_id=sequence_id)


@require_POST
@staff_required
def write(request: HttpRequest, sequence_id: int) -> HttpResponse:
    """What we keep and what we change, from our side."""
    actor, form = actor_of(request), WordsForm(request.POST)
    if form.is_valid():
        try:
            actions.write_words(sequence_id=sequence_id, actor=actor, at=timezone.now(), **form.cleaned_data)
            return redirect("workspace:sequence", sequence_id=sequence_id)
        except actions.NothingWritten as error:
            form.add_error("keep", str(error))
    return _shown(request, actor, queries.look_back(actor, sequence_id), form=form, status=400)


@require_POST
@staff_required
def agreed(request: HttpRequest, sequence_id: int) -> HttpResponse:
    """What was agreed."""
    said = request.POST.get("agreed", "")
    actions.agree(sequence_id=sequence_id, agreed=said, actor=actor_of(request), at=timezone.now())
    return redirect("workspace:sequence", sequence_id=sequence_id)


@require_POST
@staff_required
def following(request: HttpRequest, sequence_id: int) -> HttpResponse:
    """What comes next."""
    raw = request.POST.get("following", "")
    chosen = id_in(raw)
    actions.lead_on(sequence_id=sequence_id, following_id=chosen, actor=actor_of(request), at=timezone.now())
    return redirect("workspace:sequence", sequence_id=sequence_id)


@require_POST
@staff_required
def put_away(request: HttpRequest, sequence_id: int) -> HttpResponse:
    """The owner has looked back."""
    actions.put_away(sequence_id=sequence_id, actor=actor_of(request), at=timezone.now())
    return redirect("workspace:today")
