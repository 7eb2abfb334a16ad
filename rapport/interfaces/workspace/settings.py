"""Settings: the few things a desk needs before it can work, each with its next step."""

from __future__ import annotations

import re
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from rapport.domains.desk import actions as desk_actions
from rapport.domains.desk import queries as desk
from rapport.domains.people import actions as people_actions
from rapport.domains.people import queries as people
from rapport.domains.people.types import STAFF_ROLES
from rapport.foundation import events
from rapport.foundation.actors import Actor
from rapport.interfaces.imports import people as people_rows
from rapport.interfaces.imports import reading, saying, uploaded
from rapport.interfaces.look import first_steps
from rapport.interfaces.mail import testing
from rapport.interfaces.web.access import actor_of, staff_required
from rapport.interfaces.workspace.settings_forms import AgentForm, MailboxForm, PeopleForm, ServiceForm, TeamForm


def _administrator(request: HttpRequest) -> Actor:
    actor = actor_of(request)
    actor.require("settings.write")
    return actor


@staff_required
def overview(request: HttpRequest) -> HttpResponse:
    """What there is and what comes next."""
    actor = _administrator(request)
    words = {
        "teams": people.teams(actor),
        "services": people.services(actor),
        "mailboxes": desk.mailboxes(actor),
        "agents": people.people_with_role(actor, STAFF_ROLES),
        "next_step": first_steps.next_step(actor),
        "now": timezone.now(),
    }
    return render(request, "workspace/settings/overview.html", words)


def _page(request: HttpRequest, form: Any, title: str, lead: str, button: str, **more: Any) -> HttpResponse:
    words = {"form": form, "title": title, "lead": lead, "button": button, **more}
    return render(request, "workspace/settings/form.html", words, status=400 if form.errors else 200)


@staff_required
def team(request: HttpRequest) -> HttpResponse:
    """A team that serves."""
    actor = _administrator(request)
    form = TeamForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            people_actions.create_team(name=form.cleaned_data["name"], actor=actor, at=timezone.now())
            return redirect("workspace:settings")
        except people_actions.TakenName as error:
            form.add_error("name", str(error))
    return _page(request, form, "A team", "People who serve together and share a queue.", "Create the team")


@staff_required
def service(request: HttpRequest) -> HttpResponse:
    """A service that people use."""
    actor = _administrator(request)
    form = ServiceForm(request.POST or None, teams=[(t.pk, t.name) for t in people.teams(actor)])
    if request.method == "POST" and form.is_valid():
        try:
            people_actions.create_service(actor=actor, at=timezone.now(), **form.cleaned_data)
            return redirect("workspace:settings")
        except people_actions.TakenName as error:
            form.add_error("name", str(error))
    lead = "What people get from you, in the words they use: “Mail and calendar”, “Site tablets”."
    return _page(request, form, "A service", lead, "Create the service")


@staff_required
def mailbox(request: HttpRequest) -> HttpResponse:
    """An address people write to; the test says whether it works before anything is kept."""
    actor = _administrator(request)
    form = MailboxForm(request.POST or None, teams=[(t.pk, t.name) for t in people.teams(actor)])
    tried = None
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if "test" in request.POST:
            tried = testing.try_mailbox(
                host=given["imap_host"],
                port=given["imap_port"],
                user=given["imap_user"],
                password=given["imap_password"],
            )
        else:
            try:
                desk_actions.add_mailbox(actor=actor, at=timezone.now(), **given)
                return redirect("workspace:settings")
            except desk_actions.WrongMailbox as error:
                form.add_error("address", str(error))
    lead = "People write here as they always did. Without an IMAP server, mail for it comes in over SMTP."
    return _page(request, form, "A mailbox", lead, "Connect it", test="Test the connection", tried=tried)


@staff_required
def agent(request: HttpRequest) -> HttpResponse:
    """Somebody who serves gets a link by mail."""
    actor = _administrator(request)
    form = AgentForm(request.POST or None, teams=[(t.pk, t.name) for t in people.teams(actor)])
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        people_actions.invite_agent(
            email=given["email"],
            name=given["name"],
            team_ids=[given["team"]],
            role=given["role"],
            actor=actor,
            at=timezone.now(),
        )
        messages.success(request, _invited(given["name"], given["email"]))
        return redirect("workspace:settings")
    return _page(request, form, "Somebody who serves", "They get a link by mail and set up nothing.", "Send the link")


def _invited(name: str, email: str) -> str:
    if settings.SMARTHOST or settings.DEMO:
        return f"{name} gets a link that works once."
    return (
        f"{name} may come in, but no mail leaves this machine: RAPPORT_SMARTHOST is not set. "
        f"Print a link on the server with: rapport admin invite --email {email}"
    )


@staff_required
def import_people(request: HttpRequest) -> HttpResponse:
    """People, organisations, sites and services from a table in a file."""
    actor = _administrator(request)
    form = PeopleForm(request.POST or None, request.FILES or None)
    done, aside = None, ""
    if request.method == "POST" and form.is_valid():
        try:
            with uploaded.sheet_of(
                form.cleaned_data["file"], needs=people_rows.NEEDED, ours=people_rows.COLUMNS
            ) as sheet:
                done = people_rows.take(sheet, actor=actor, at=timezone.now())
                aside = people_rows.left_aside(sheet.columns)
        except reading.Unreadable as error:
            form.add_error("file", str(error))
    lead = (
        "One line per person; the first line names the columns: email and organisation, and of name, site, site_kind, "
        "site_opens, site_closes, services, language, known_since, role and team what you know. A second import adds "
        "only what is new."
    )
    told = saying.done_to("made", done.made) + saying.done_to("changed", done.changed) if done else []
    told += [aside.removesuffix(".")] if done and aside else []
    return _page(request, form, "The people you serve", lead, "Import", done=done, told=told, file=True)


@staff_required
def what_happens(request: HttpRequest) -> HttpResponse:
    """Which reaction follows which event, made from the code itself."""
    _administrator(request)
    table = events.table()
    words = {
        "followed": [(_event_name(name), [_reaction(one) for one in found]) for name, found in table if found],
        "quiet": [_event_name(name) for name, found in table if not found],
    }
    return render(request, "workspace/settings/what_happens.html", words)


def _event_name(name: str) -> tuple[str, str]:
    """desk.TicketsOpened → ("Tickets opened", "desk")."""
    domain, _, event = name.partition(".")
    return re.sub(r"(?<!^)([A-Z])", lambda found: " " + found[1].lower(), event), domain


def _reaction(one: events.Subscription) -> dict[str, object]:
    said = (one.reaction.__doc__ or "").strip().splitlines()
    return {"say": said[0] if said else one.job_name, "where": one.job_name, "now": one.now, "queue": one.queue}
