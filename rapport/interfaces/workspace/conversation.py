"""The queue and one ticket: the conversation, who this is, and what we do next."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from rapport.domains.desk import actions, queries
from rapport.domains.desk.types import TicketPage
from rapport.domains.people import queries as people
from rapport.domains.people.types import STAFF_ROLES
from rapport.foundation.actors import Actor, NotFound
from rapport.interfaces.look import files
from rapport.interfaces.look.web import actor_of, staff_required
from rapport.interfaces.workspace import beside
from rapport.interfaces.workspace.forms import AnswerForm, ContactForm, FactsForm, NoteForm

VIEWS = (
    ("mine", "My queue"),
    ("team", "Our queue"),
    ("unassigned", "Nobody has it yet"),
    ("waiting", "Waiting for them"),
    ("solved", "Done"),
    ("all", "All"),
)
NEXT = 12  # tickets of the queue shown beside one of them
FRAME_CSP = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; sandbox; frame-ancestors 'self'"


@staff_required
def queue(request: HttpRequest) -> HttpResponse:
    """Who waits and for what, the longest wait first."""
    actor = actor_of(request)
    view = request.GET.get("view", "team")
    chosen = view if view in dict(VIEWS) else "team"
    page = queries.queue(actor, view=chosen, after=request.GET.get("after"))
    words = {
        "rows": page.rows,
        "next": page.next,
        "views": VIEWS,
        "view": chosen,
        "view_name": dict(VIEWS)[chosen],
        "counts": queries.counts(actor),
        "now": timezone.now(),
    }
    return render(request, "workspace/queue.html", words)


@staff_required
def ticket(request: HttpRequest, ticket_id: int) -> HttpResponse:
    """One ticket."""
    actor = actor_of(request)
    return _show(request, actor, queries.ticket(actor, ticket_id))


def _show(
    request: HttpRequest,
    actor: Actor,
    page: TicketPage,
    *,
    draft: str = "",
    wrong: str = "",
    contact_form: ContactForm | None = None,
    status: int = 200,
) -> HttpResponse:
    card = page.ticket
    words = {
        "page": page,
        "ticket": card,
        "rows": queries.queue(actor, view="mine" if card.assignee_id == actor.person_id else "team", size=NEXT).rows,
        "draft": draft,
        "wrong": wrong,
        "contact_form": contact_form or ContactForm(initial={"channel": "phone", "direction": "theirs"}),
        "facts_form": _facts_form(actor, page),
        "seen": page.messages[-1].id if page.messages else "",
        "now": timezone.now(),
        **beside.person_beside(actor, page, at=timezone.now()),
    }
    return render(request, "workspace/ticket.html", words, status=status)


def _facts_form(actor: Actor, page: TicketPage, data: object = None) -> FactsForm:
    card = page.ticket
    agents = [(a.id, a.name) for a in people.people_with_role(actor, STAFF_ROLES, team_id=card.team_id)]
    services = [(s.pk, s.name) for s in people.services(actor)]
    initial = {
        "assignee": card.assignee_id,
        "kind": card.kind,
        "priority": card.priority,
        "service": card.service_id,
    }
    return FactsForm(data, initial=initial, agents=agents, services=services)


@staff_required
@require_POST
def answer(request: HttpRequest, ticket_id: int) -> HttpResponse:
    """Send a reply; when somebody was faster, nothing is sent and the text is kept."""
    actor = actor_of(request)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        wrong = str(next(iter(form.errors.values()))[0])
        return _show(
            request,
            actor,
            queries.ticket(actor, ticket_id),
            draft=request.POST.get("text", ""),
            wrong=wrong,
            status=400,
        )
    given = form.cleaned_data
    try:
        actions.answer(
            ticket_id=ticket_id,
            text=given["text"],
            then=given["then"],
            promise_until=given["promise_until"],
            seen_message_id=given["seen"],
            actor=actor,
            at=timezone.now(),
        )
    except (actions.NewerMessage, actions.NothingSaid, actions.NoMailbox, actions.WrongChange) as error:
        page = queries.ticket(actor, ticket_id)
        return _show(request, actor, page, draft=given["text"], wrong=str(error), status=409)
    messages_words = "Sent, and done." if given["then"] == "finish" else "Sent."
    messages.success(request, messages_words)
    return redirect("workspace:ticket", ticket_id=ticket_id)


@staff_required
@require_POST
def note(request: HttpRequest, ticket_id: int) -> HttpResponse:
    """Keep a note for us only."""
    actor = actor_of(request)
    form = NoteForm(request.POST)
    if not form.is_valid():
        page = queries.ticket(actor, ticket_id)
        return _show(request, actor, page, wrong="The note is empty. Nothing was kept.", status=400)
    actions.write_note(ticket_id=ticket_id, text=form.cleaned_data["text"], actor=actor, at=timezone.now())
    return redirect("workspace:ticket", ticket_id=ticket_id)


@staff_required
@require_POST
def contact(request: HttpRequest, ticket_id: int) -> HttpResponse:
    """Log a call or a visit in one line."""
    actor = actor_of(request)
    form = ContactForm(request.POST)
    if not form.is_valid():
        return _show(request, actor, queries.ticket(actor, ticket_id), contact_form=form, status=400)
    actions.log_contact(ticket_id=ticket_id, actor=actor, at=timezone.now(), **form.cleaned_data)
    return redirect("workspace:ticket", ticket_id=ticket_id)


@staff_required
@require_POST
def facts(request: HttpRequest, ticket_id: int) -> HttpResponse:
    """Who has it, what it is, how urgent, which service."""
    actor, now = actor_of(request), timezone.now()
    page = queries.ticket(actor, ticket_id)
    form = _facts_form(actor, page, request.POST)
    if not form.is_valid():
        return _show(request, actor, page, wrong="One of these is no choice here. Nothing was changed.", status=400)
    given, card = form.cleaned_data, page.ticket
    if given["assignee"] != card.assignee_id:
        actions.assign(ticket_id=ticket_id, assignee_id=given["assignee"], actor=actor, at=now)
    if given["kind"] != card.kind:
        actions.set_kind(ticket_id=ticket_id, kind=given["kind"], actor=actor, at=now)
    if given["priority"] != card.priority:
        actions.set_priority(ticket_id=ticket_id, priority=given["priority"], actor=actor, at=now)
    if given["service"] != card.service_id:
        actions.set_service(ticket_id=ticket_id, service_id=given["service"], actor=actor, at=now)
    return redirect("workspace:ticket", ticket_id=ticket_id)


@staff_required
def attachment(request: HttpRequest, ticket_id: int, attachment_id: int) -> HttpResponseBase:
    """A file of this conversation, as a download."""
    return files.download(*queries.attachment(actor_of(request), attachment_id))


@staff_required
def original(request: HttpRequest, ticket_id: int, message_id: int) -> HttpResponse:
    """The message as it was sent, in a frame of its own."""
    page = queries.ticket(actor_of(request), ticket_id)
    message = next((m for m in page.messages if m.id == message_id), None)
    if message is None:
        raise NotFound
    return render(
        request, "workspace/original.html", {"ticket": page.ticket, "message": message, "now": timezone.now()}
    )


@staff_required
def frame(request: HttpRequest, ticket_id: int, message_id: int) -> HttpResponse:
    """The sanitised HTML alone, under its own policy: no scripts, nothing from outside."""
    page = queries.ticket(actor_of(request), ticket_id)
    message = next((m for m in page.messages if m.id == message_id), None)
    if message is None:
        raise NotFound
    response = HttpResponse(message.html)
    response.headers["Content-Security-Policy"] = FRAME_CSP
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    response._csp_exempt = True  # type: ignore[attr-defined]  # the frame's own, stricter policy stands
    return response


@staff_required
def held(request: HttpRequest) -> HttpResponse:
    """Mail that waits for a decision."""
    rows = queries.held(actor_of(request))
    return render(request, "workspace/held.html", {"rows": list(rows), "now": timezone.now()})


@staff_required
@require_POST
def decide(request: HttpRequest, held_id: int) -> HttpResponse:
    """Accept a held mail into the desk, or leave it out."""
    accept = request.POST.get("decision") == "accept"
    actions.decide_held(held_id=held_id, accept=accept, actor=actor_of(request), at=timezone.now())
    messages.success(request, "It is in the conversation now." if accept else "Left out. Nothing was sent.")
    return redirect("workspace:held")
