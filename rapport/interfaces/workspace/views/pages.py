"""Views that are kept, several tickets at once, and what services ask for."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from rapport.domains.desk import actions, queries
from rapport.domains.desk.queries import FieldCard, SavedViewCard
from rapport.domains.people import queries as people
from rapport.foundation.actors import Actor, NotFound
from rapport.interfaces.web.access import actor_of, staff_required
from rapport.interfaces.web.ids import id_in
from rapport.interfaces.workspace.views import listing
from rapport.interfaces.workspace.views.forms import CustomFieldForm, ViewForm, initial_of


@staff_required
def new_in_queue(request: HttpRequest) -> JsonResponse:
    """An open queue asks in how many tickets of its view, always there, kept or chosen, somebody wrote since."""
    since = listing.drawn_at(request.GET.get("since", ""))
    new = listing.new_since(request, actor_of(request), since=since, at=timezone.now()) if since else 0
    return JsonResponse({"new": new})


@staff_required
def filter_tickets(request: HttpRequest) -> HttpResponse:
    """Everything a list may be limited by."""
    form = listing.filter_form(actor_of(request), initial=dict(request.GET.items()))
    return render(request, "workspace/views/filter.html", {"form": form})


@staff_required
def new_view(request: HttpRequest) -> HttpResponse:
    """Keep a view; what was chosen in the filter stands in the form."""
    return _write(request, None)


@staff_required
def view(request: HttpRequest, view_id: int) -> HttpResponse:
    """Change a view."""
    return _write(request, queries.saved_view(actor_of(request), view_id))


def _write(request: HttpRequest, card: SavedViewCard | None) -> HttpResponse:
    actor = actor_of(request)
    form = _form(actor, request, card)
    if form.is_bound and form.is_valid():
        try:
            kept = actions.keep_view(
                name=form.cleaned_data["name"],
                filters=form.filters(),
                order=form.cleaned_data["order"],
                team_id=form.cleaned_data["whose"],
                view_id=card.id if card else None,
                actor=actor,
                at=timezone.now(),
            )
        except actions.WrongView as error:
            form.add_error(None, str(error))
        else:
            return redirect(f"{reverse('workspace:queue')}?saved={kept.pk}")
    words = {"form": form, "view": card}
    return render(request, "workspace/views/view.html", words, status=400 if form.is_bound and form.errors else 200)


def _form(actor: Actor, request: HttpRequest, card: SavedViewCard | None) -> ViewForm:
    chosen: dict[str, Any] = {name: request.GET.get(name) for name in request.GET if name != "tags"}
    chosen["tags"] = request.GET.getlist("tags")
    return ViewForm(
        request.POST or None,
        initial=initial_of(card) if card else chosen,
        agents=listing.agents_of(actor),
        services=people.service_names(actor),
        organisations=[(one.pk, one.name) for one in people.organisations(actor)],
        tags=queries.tag_names(actor),
        asked=[(one.id, f"{one.service}: {one.name}") for one in queries.custom_fields(actor)],
        teams=listing.own_teams(actor),
    )


@staff_required
@require_POST
def remove_view(request: HttpRequest, view_id: int) -> HttpResponse:
    """Take a view away."""
    actions.remove_view(view_id=view_id, actor=actor_of(request), at=timezone.now())
    messages.success(request, "The view is gone. The tickets in it stay as they are.")
    return redirect("workspace:queue")


@staff_required
@require_POST
def change_many(request: HttpRequest) -> HttpResponse:
    """The same for every ticket that is ticked."""
    ticked = [one for one in map(id_in, request.POST.getlist("ticket")) if one is not None]
    priority = request.POST.get("priority", "")
    try:
        count = actions.change_many(
            ticket_ids=ticked,
            assign_to=request.POST.get("assign_to", ""),
            tags=request.POST.get("tags", ""),
            priority=id_in(priority),
            solve="solve" in request.POST,
            actor=actor_of(request),
            at=timezone.now(),
        )
    except (actions.WrongChange, actions.WrongTag) as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"Done with {count} ticket{'' if count == 1 else 's'}.")
    back = request.POST.get("back", "")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts=None) and back.startswith("/")
    return redirect(back if safe else "workspace:queue")


@staff_required
def custom_fields(request: HttpRequest) -> HttpResponse:
    """What services ask for, and one more."""
    return _field(request, None)


@staff_required
def custom_field(request: HttpRequest, field_id: int) -> HttpResponse:
    """Change what is asked, or ask it no more."""
    actor = actor_of(request)
    actor.require("settings.write")
    found = next((one for one in queries.custom_fields(actor) if one.id == field_id), None)
    if found is None:
        raise NotFound
    return _field(request, found)


def _field(request: HttpRequest, card: FieldCard | None) -> HttpResponse:
    actor = actor_of(request)
    actor.require("settings.write")
    form = CustomFieldForm(request.POST or None, initial=_initial(card), services=people.service_names(actor))
    if card is not None and "remove" in request.POST:
        actions.remove_field(field_id=card.id, actor=actor, at=timezone.now())
        return redirect("workspace:custom_fields")
    if form.is_valid():
        given = form.cleaned_data
        try:
            actions.keep_field(
                service_id=given["service"],
                name=given["name"],
                kind=given["kind"],
                choices=given["choices"].splitlines(),
                required=given["required"],
                on_form=given["on_form"],
                field_id=card.id if card else None,
                actor=actor,
                at=timezone.now(),
            )
        except actions.WrongField as error:
            form.add_error(None, str(error))
        else:
            return redirect("workspace:custom_fields")
    words = {"form": form, "field": card, "asked": queries.custom_fields(actor)}
    return render(request, "workspace/views/fields.html", words, status=400 if form.errors else 200)


def _initial(card: FieldCard | None) -> dict[str, Any]:
    if card is None:
        return {"kind": "text"}
    said = {
        "service": card.service_id,
        "name": card.name,
        "kind": card.kind,
        "required": card.required,
        "on_form": card.on_form,
    }
    return said | {"choices": "\n".join(card.choices)}
