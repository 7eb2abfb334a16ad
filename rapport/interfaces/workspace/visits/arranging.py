"""Arranging a visit: from a ticket, or for a site without one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from rapport.domains.desk import actions, queries
from rapport.domains.people import queries as people
from rapport.foundation.actors import Actor, NotFound
from rapport.interfaces.web import once
from rapport.interfaces.web.access import actor_of, staff_required
from rapport.interfaces.web.ids import id_in
from rapport.interfaces.workspace.choosing import Whom
from rapport.interfaces.workspace.visits.forms import VisitForm
from rapport.interfaces.workspace.visits.kit import kit_lines


@staff_required
def for_ticket(request: HttpRequest, ticket_id: int) -> HttpResponse:
    """Who asked is told; the site is theirs unless another one of their organisation is chosen."""
    actor = actor_of(request)
    card = queries.ticket_card(actor, ticket_id)
    agents = people.staff_of_team(actor, card.team_id)
    sites = people.sites(actor, organisation_id=card.organisation_id)
    own = [row for row in sites if row.pk == card.site_id]
    choices = [(row.pk, row.name) for row in [*own, *(row for row in sites if row not in own)]]
    before = _before(actor, request, ticket_id)
    first = {"technician": card.assignee_id, "what": card.subject} | before
    form = VisitForm(request.POST or None, agents=agents, sites=choices, initial=first)
    words = {
        "whom": card.requester,
        "where": card.organisation,
        "back": reverse("workspace:ticket", args=[ticket_id]),
        "back_words": f"{card.key} {card.subject}",
        "no_site": not choices,
        "organisation_id": card.organisation_id,
    }
    given: dict[str, Any] = {"ticket_id": ticket_id, "follows_id": before.get("follows")}
    return _arrange(request, actor, form, words=words, given=given, site_ids=[pk for pk, _ in choices])


@staff_required
def for_site(request: HttpRequest, site_id: int) -> HttpResponse:
    """Without a ticket: say who is told and which team goes."""
    actor = actor_of(request)
    site = people.site(actor, site_id)
    teams = people.team_names(actor)
    team_id = _number(request.POST.get("team")) or next((pk for pk, _ in teams), 0)
    if team_id not in dict(teams):
        raise NotFound("team")
    whom = Whom(actor, site_id=site_id)
    persons = whom.first
    form = VisitForm(request.POST or None, agents=people.staff_of_team(actor, team_id), whom=whom, teams=teams)
    words = {
        "whom": persons[0][1] if len(persons) == 1 else "",
        "where": site.name,
        "back": reverse("workspace:site", args=[site_id]),
        "back_words": site.name,
        "nobody": not persons,
    }
    given = {"team_id": team_id, "person_id": persons[0][0] if persons else None}
    return _arrange(request, actor, form, words=words, given=given, site_ids=[site_id])


def _arrange(
    request: HttpRequest,
    actor: Actor,
    form: VisitForm,
    *,
    words: dict[str, Any],
    given: dict[str, Any],
    site_ids: list[int],
) -> HttpResponse:
    if request.method == "POST" and site_ids and form.is_valid():
        said = form.cleaned_data
        site_id = said.get("site") or site_ids[0]
        given |= {"person_id": said["person"]} if "person" in said else {}
        try:
            made = actions.arrange_visit(
                site_id=site_id,
                what=said["what"],
                kit=kit_lines(said["kit"]),
                technician_id=said["technician"],
                anyway=said["anyway"],
                source_key=once.source_key(request),
                actor=actor,
                at=timezone.now(),
                **form.window(_zone(actor, site_id)),
                **given,
            )
            messages.success(request, "The visit is arranged, and both are told.")
            return redirect("workspace:visit", visit_id=made.pk)
        except actions.ArrangedAlready as error:
            messages.info(request, str(error))
            return redirect("workspace:visits")
        except (actions.WrongVisit, actions.WrongWindow, actions.TwoAtOnce) as error:
            form.refuse(error)
    status = 400 if request.method == "POST" else 200
    return render(request, "workspace/visits/new.html", words | {"form": form}, status=status)


def _zone(actor: Actor, site_id: int) -> str:
    site = people.site(actor, site_id)
    return site.zone or site.organisation.zone


def _before(actor: Actor, request: HttpRequest, ticket_id: int) -> dict[str, Any]:
    """What a further visit takes over from the one it follows."""
    follows = _number(request.GET.get("follows"))
    earlier = next((one for one in queries.visits_of_ticket(actor, ticket_id) if one.id == follows), None)
    if earlier is None:
        return {}
    return {"follows": earlier.id, "technician": earlier.technician_id, "what": earlier.what, "site": earlier.site_id}


def _number(said: str | None) -> int | None:
    return id_in(said)
