"""The roles of one person, and taking one away: what follows is said first."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from rapport.domains.desk import queries as desk
from rapport.domains.people import actions, queries
from rapport.domains.people.queries import RoleHeld
from rapport.domains.people.types import OrganisationKind, RoleName
from rapport.foundation.actors import Actor
from rapport.interfaces.web.access import actor_of, staff_required

WORDS = {
    RoleName.CUSTOMER: "Customer",
    RoleName.CLIENT_CONTACT: "Client contact",
    RoleName.AGENT: "Agent",
    RoleName.TEAM_LEAD: "Team lead",
    RoleName.SERVICE_OWNER: "Service owner",
    RoleName.ADMINISTRATOR: "Administrator",
}


@staff_required
def roles(request: HttpRequest, person_id: int) -> HttpResponse:
    """What somebody may do here, and since when."""
    actor = _giver(request)
    person, held = queries.person(actor, person_id), queries.roles_held(actor, person_id)
    contact = any(one.role == RoleName.CLIENT_CONTACT for one in held)
    words = {
        "person": person,
        "held": [(one, WORDS[one.role]) for one in held],
        "may_be_contact": person.organisation.kind == OrganisationKind.CLIENT and not contact,
        "now": timezone.now(),
    }
    return render(request, "workspace/administering/roles.html", words)


@staff_required
def end_role(request: HttpRequest, role_id: int) -> HttpResponse:
    """Says what follows; the button takes the role away."""
    actor = _giver(request)
    held, refused = queries.role_held(actor, role_id), ""
    if request.method == "POST":
        try:
            actions.revoke_role(role_id=role_id, actor=actor, at=timezone.now())
        except actions.WrongRole as error:
            refused = str(error)
        else:
            messages.success(request, f"{held.person} is no longer {_said(held)}.")
            return redirect("workspace:roles", person_id=held.person_id)
    words = {"held": held, "role": WORDS[held.role], "said": _said(held), "refused": refused} | _after(actor, held)
    return render(request, "workspace/administering/end_role.html", words, status=409 if refused else 200)


def _giver(request: HttpRequest) -> Actor:
    actor = actor_of(request)
    actor.require("roles.write")
    return actor


def _said(held: RoleHeld) -> str:
    """The role in a sentence: “agent in Service Desk”."""
    place = f" {'in' if held.team_id else 'for'} {held.place}" if held.place else ""
    return f"{WORDS[held.role].lower()}{place}"


def _after(actor: Actor, held: RoleHeld) -> dict[str, object]:
    """What follows: how many tickets go back, whether the person still serves, and whether it is one's own role."""
    others = [one for one in queries.roles_held(actor, held.person_id) if one.id != held.id and one.staff]
    everywhere = any(one.team_id is None for one in others)
    teams = [one.team_id for one in others if one.team_id is not None]
    goes_back = 0 if everywhere or not held.staff else desk.in_hand(actor, held.person_id, outside=teams)
    return {"goes_back": goes_back, "serves": bool(others), "own": held.person_id in actor.reach.person_ids}
