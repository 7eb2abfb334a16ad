"""Reminders and mentions of one's own, and answers to something like it: written for many, or given before."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from rapport.domains.desk import actions, queries
from rapport.interfaces.web.access import actor_of, staff_required
from rapport.interfaces.workspace.reminding.forms import ReminderForm
from rapport.interfaces.workspace.reminding.written import name_of, written


@staff_required
@require_POST
def remind(request: HttpRequest, ticket_id: int) -> HttpResponse:
    """Tell me again on a day."""
    actor, form = actor_of(request), ReminderForm(request.POST)
    queries.ticket_card(actor, ticket_id)
    if not form.is_valid():
        messages.error(request, "Choose a day, then it is kept. Nothing was kept.")
        return redirect("workspace:ticket", ticket_id=ticket_id)
    try:
        actions.remind(ticket_id=ticket_id, actor=actor, at=timezone.now(), **form.cleaned_data)
    except actions.WrongDay as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"Kept. It stands on Today on {form.cleaned_data['on']:%-d %B}.")
    return redirect("workspace:ticket", ticket_id=ticket_id)


@staff_required
@require_POST
def end_reminder(request: HttpRequest, reminder_id: int) -> HttpResponse:
    """Done, or not wanted any more."""
    actions.end_reminder(reminder_id=reminder_id, actor=actor_of(request), at=timezone.now())
    return redirect("workspace:today")


@staff_required
@require_POST
def see_mention(request: HttpRequest, mention_id: int) -> HttpResponse:
    """I have seen it."""
    actions.see_mention(mention_id=mention_id, actor=actor_of(request), at=timezone.now())
    return redirect("workspace:today")


@staff_required
def earlier(request: HttpRequest, ticket_id: int) -> HttpResponse:
    """What was written for many and whoever asked may read, then our answers to something like it."""
    actor, words = actor_of(request), request.GET.get("q", "").strip()[:200]
    page = queries.ticket(actor, ticket_id)
    found = queries.earlier_answers(actor, ticket_id, words=words)
    for_them = [(one, name_of(one.kind)) for one in written(page, words=words)]
    told = {"ticket": page.ticket, "found": found, "written": for_them, "asked": words, "now": timezone.now()}
    return render(request, "workspace/reminding/earlier.html", told)
