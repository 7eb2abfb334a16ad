"""Two tickets become one, one becomes two, or two are linked; what would come of it is shown first."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.views.decorators.http import require_POST

from rapport.domains.desk import actions, queries
from rapport.domains.desk.types import TicketPage
from rapport.foundation.actors import Actor, NotFound
from rapport.interfaces.web.access import actor_of, staff_required
from rapport.interfaces.web.ids import id_in
from rapport.interfaces.workspace.joining.forms import LinkForm, OtherForm, SplitForm

NOT_HERE = "There is no ticket {key} here. Nothing was changed; look at the key again."


def joined(actor: Actor, page: TicketPage, there: queries.There) -> dict[str, Any]:
    """What stands beside a ticket: tickets merged into it, and tickets it belongs to."""
    now = timezone.now()
    return {
        "merged_in": queries.merged_in(actor, page.ticket.id, at=now) if there.merged else [],
        "linked": queries.linked(actor, page.ticket.id) if there.links else [],
    }


@staff_required
def merge(request: HttpRequest, ticket_id: int) -> HttpResponse:
    """Choose the other ticket, see what would come of it, and merge."""
    actor = actor_of(request)
    card = queries.ticket_card(actor, ticket_id)
    form = OtherForm(request.POST or (request.GET if "other" in request.GET else None))
    words: dict[str, Any] = {"ticket": card, "now": timezone.now(), "form": form}
    if form.is_bound and form.is_valid():
        other_id = _named(actor, form.cleaned_data["other"])
        if other_id is None:
            form.add_error("other", NOT_HERE.format(key=form.cleaned_data["other"]))
        elif request.method == "POST":
            return _merge(request, actor, ticket_id, other_id)
        elif other_id == card.id and ticket_id != card.id:
            messages.info(request, f"They are one ticket already, {card.key}. Nothing was changed.")
            return redirect("workspace:ticket", ticket_id=card.id)
        elif other_id == card.id:
            form.add_error("other", "This is the ticket itself. Choose another one.")
        else:
            words["outcome"] = queries.merge_outcome(actor, ticket_id, other_id)
    words["near"] = queries.mergeable(actor, ticket_id)
    return render(request, "workspace/joining/merge.html", words, status=400 if form.errors else 200)


def _named(actor: Actor, key: str) -> int | None:
    try:
        return queries.ticket_id_of(actor, key)
    except NotFound:
        return None


def _merge(request: HttpRequest, actor: Actor, ticket_id: int, other_id: int) -> HttpResponse:
    try:
        made = actions.merge_tickets(ticket_id=ticket_id, into_id=other_id, actor=actor, at=timezone.now())
    except actions.MergedAlready as error:
        messages.info(request, str(error))
        return redirect("workspace:ticket", ticket_id=other_id)
    except actions.CannotMerge as error:
        messages.error(request, str(error))
        return redirect("workspace:merge_ticket", ticket_id=ticket_id)
    messages.success(request, f"{made.merged.key} goes on here. It can be undone for a day.")
    return redirect("workspace:ticket", ticket_id=made.kept_id)


@staff_required
@require_POST
def part(request: HttpRequest, ticket_id: int, merge_id: int) -> HttpResponse:
    """Undo a merge."""
    actor = actor_of(request)
    queries.ticket_card(actor, ticket_id)
    came = queries.came_meanwhile(actor, merge_id)
    try:
        back = actions.undo_merge(merge_id=merge_id, actor=actor, at=timezone.now())
    except actions.TooLateToUndo as error:
        messages.error(request, str(error))
        return redirect("workspace:ticket", ticket_id=ticket_id)
    messages.success(request, f"{back.key} is a ticket of its own again.")
    if came:
        messages.warning(request, _stayed(came, back.key))
    return redirect("workspace:ticket", ticket_id=back.pk)


def _stayed(came: list[queries.Meanwhile], key: str) -> SafeString:
    """What came while they were one stays in the kept ticket; each leads to where it is parted from it."""
    at, kept = reverse("workspace:split_ticket", args=[came[0].ticket_id]), came[0].key
    named = ((at, one.message_id, one.author or "Rapport", Truncator(one.text).words(12)) for one in came)
    listed = format_html_join("; ", '<a href="{}?message={}">{}: “{}”</a>', named)
    return format_html(
        "What came meanwhile stays in {}: {}. If it belongs to {}, make it a ticket of its own there.",
        kept,
        listed,
        key,
    )


@staff_required
def split(request: HttpRequest, ticket_id: int) -> HttpResponse:
    """Choose the message a new ticket begins with; it and what follows goes along."""
    actor = actor_of(request)
    page = queries.ticket(actor, ticket_id)
    form = SplitForm(request.POST or None, initial={"message": id_in(request.GET.get("message"))})
    if form.is_valid():
        given = form.cleaned_data
        try:
            new = actions.split_ticket(
                ticket_id=ticket_id,
                message_id=given["message"],
                subject=given["subject"],
                actor=actor,
                at=timezone.now(),
            )
        except actions.CannotSplit as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"{new.key} is a ticket of its own now, linked to {page.ticket.key}.")
            return redirect("workspace:ticket", ticket_id=new.pk)
    first = next((m.id for m in page.messages if m.side != "note"), None)
    words = {
        "ticket": page.ticket,
        "choices": [m for m in page.messages if m.side != "note" and m.id != first],
        "form": form,
        "now": timezone.now(),
    }
    return render(request, "workspace/joining/split.html", words, status=400 if form.errors else 200)


@staff_required
def link(request: HttpRequest, ticket_id: int) -> HttpResponse:
    """Say that this ticket and another belong together."""
    actor = actor_of(request)
    card, form = queries.ticket_card(actor, ticket_id), LinkForm(request.POST or None)
    if form.is_valid():
        other_id = _named(actor, form.cleaned_data["other"])
        if other_id is None:
            form.add_error("other", NOT_HERE.format(key=form.cleaned_data["other"]))
        else:
            return _link(request, actor, card.id, other_id, form.cleaned_data["kind"])
    words = {"ticket": card, "form": form, "linked": queries.linked(actor, card.id)}
    return render(request, "workspace/joining/link.html", words, status=400 if form.errors else 200)


def _link(request: HttpRequest, actor: Actor, ticket_id: int, other_id: int, kind: str) -> HttpResponse:
    try:
        actions.link_tickets(ticket_id=ticket_id, other_id=other_id, kind=kind, actor=actor, at=timezone.now())
    except actions.CannotLink as error:
        messages.error(request, str(error))
    return redirect("workspace:ticket", ticket_id=ticket_id)


@staff_required
@require_POST
def unlink(request: HttpRequest, ticket_id: int, other_id: int) -> HttpResponse:
    """They do not belong together after all."""
    actions.unlink_tickets(ticket_id=ticket_id, other_id=other_id, actor=actor_of(request), at=timezone.now())
    return redirect("workspace:link_ticket", ticket_id=ticket_id)
