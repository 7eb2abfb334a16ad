"""What is known of a site: said, changed, and what is installed there."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from rapport.domains.desk import queries as desk
from rapport.domains.people import actions
from rapport.domains.people import queries as people
from rapport.foundation.actors import Actor, NotFound
from rapport.interfaces.web.access import actor_of, staff_required
from rapport.interfaces.workspace.choosing import Whom
from rapport.interfaces.workspace.sites import doors
from rapport.interfaces.workspace.sites.forms import LINE, ContactForm, InstalledForm, SiteForm
from rapport.interfaces.workspace.sites.on_ticket import COUNTED


def known_of(actor: Actor, site_id: int, *, at: datetime) -> dict[str, Any]:
    """For the page of the site: how it stands, its line, and what is there."""
    site, rows = people.site(actor, site_id), people.installed_at(actor, site_id)
    failed = desk.failures_at(actor, site_id, since=at - COUNTED, until=at)
    return {
        "standing": people.standing_of_site(actor, site_id, today=timezone.localdate(at)),
        "details": people.site_details(actor, site_id),
        "installed": [(row, failed.get(row.pk)) for row in rows if row.until is None],
        "gone": [(row, failed.get(row.pk)) for row in rows if row.until is not None],
        "named": sum(one.tickets for one in failed.values()),
        "contacts": people.site_contacts(actor, site_id),
        "contact_form": ContactForm(whom=Whom(actor, organisation_id=site.organisation_id)),
        "installed_form": InstalledForm(),
        "door": doors.address_of(actor, site_id),
        "posters": doors.languages_of(site.organisation.language),
        "may_describe": actor.reach.may("people.write"),
    }


@staff_required
def about(request: HttpRequest, site_id: int) -> HttpResponse:
    """Its life, who decides, its line."""
    actor = actor_of(request)
    site = people.site(actor, site_id)
    actor.require("people.write")
    details = people.site_details(actor, site_id)
    first: dict[str, Any] = {name: getattr(details, name, "") for name in (*LINE, "closing")}
    first |= {"opens_on": site.opens_on, "closes_on": site.closes_on, "decides": getattr(details, "decides_id", None)}
    whom = Whom(actor, organisation_id=site.organisation_id)
    form = SiteForm(request.POST or None, initial=first, whom=whom)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        days = {name: said[name] for name in ("opens_on", "closes_on")}
        words = {name: said[name] for name in (*LINE, "closing")}
        try:
            actions.describe_site(
                site_id=site_id, decides_id=said["decides"], words=words, actor=actor, at=timezone.now(), **days
            )
            return redirect("workspace:site", site_id=site_id)
        except actions.WrongSite as error:
            form.add_error(None, str(error))
    status = 400 if request.method == "POST" else 200
    return render(request, "workspace/sites/about.html", {"site": site, "form": form}, status=status)


@staff_required
@require_POST
def contact(request: HttpRequest, site_id: int) -> HttpResponse:
    """Somebody to turn to there."""
    actor = actor_of(request)
    site = people.site(actor, site_id)
    form = ContactForm(request.POST, whom=Whom(actor, organisation_id=site.organisation_id))
    if form.is_valid():
        said = {"person_id": form.cleaned_data["person"], "role": form.cleaned_data["role"]}
        try:
            actions.name_site_contact(
                site_id=site_id, phone=form.cleaned_data["phone"], actor=actor, at=timezone.now(), **said
            )
            messages.success(request, "They are on the list.")
            return redirect("workspace:site", site_id=site_id)
        except actions.WrongSite as error:
            form.add_error(None, str(error))
    return render(request, "workspace/sites/contact.html", {"site": site, "form": form}, status=400)


@staff_required
@require_POST
def no_contact(request: HttpRequest, site_id: int, contact_id: int) -> HttpResponse:
    """Nobody asks them there any more."""
    actor = actor_of(request)
    if contact_id not in {row.id for row in people.site_contacts(actor, site_id)}:
        raise NotFound("contact")
    actions.remove_site_contact(contact_id=contact_id, actor=actor, at=timezone.now())
    messages.success(request, "They are off the list. Their page and their tickets stay.")
    return redirect("workspace:site", site_id=site_id)


@staff_required
@require_POST
def note(request: HttpRequest, site_id: int) -> HttpResponse:
    """One more thing stands there."""
    actor, form = actor_of(request), InstalledForm(request.POST)
    site = people.site(actor, site_id)
    if not form.is_valid():
        return render(request, "workspace/sites/installed.html", {"site": site, "form": form}, status=400)
    actions.note_installed(site_id=site_id, actor=actor, at=timezone.now(), **form.cleaned_data)
    messages.success(request, "It is on the list.")
    return redirect("workspace:site", site_id=site_id)


@staff_required
@require_POST
def end(request: HttpRequest, site_id: int, installed_id: int) -> HttpResponse:
    """It does not stand there any more, from today."""
    actor, now = actor_of(request), timezone.now()
    if installed_id not in {row.pk for row in people.installed_at(actor, site_id)}:
        raise NotFound("installed")
    try:
        actions.end_installed(installed_id=installed_id, until=timezone.localdate(now), actor=actor, at=now)
        messages.success(request, "It is off the list. That it stood there is kept.")
    except actions.WrongSite as error:
        messages.error(request, str(error))
    return redirect("workspace:site", site_id=site_id)
