"""The queue and one ticket: the conversation, who this is, and what we do next."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST

from rapport.domains.desk import actions, queries
from rapport.domains.desk.types import QueueRow, TicketCard
from rapport.domains.people import queries as people
from rapport.domains.promises import actions as promises
from rapport.foundation.actors import Actor, NotFound
from rapport.foundation.prepared import each_once
from rapport.interfaces.look import first_steps, kept, previews
from rapport.interfaces.look.wording.visiting import visits_told
from rapport.interfaces.web import files, once
from rapport.interfaces.web.access import actor_of, staff_required
from rapport.interfaces.web.ids import id_in, ids_in
from rapport.interfaces.workspace import beside
from rapport.interfaces.workspace.administering.letters import refused_on
from rapport.interfaces.workspace.answering import enclosing
from rapport.interfaces.workspace.answering.on_ticket import (
    REFUSED,
    MacroCard,
    along_of,
    answer_words,
    keep,
    on_the_way,
    send,
    taken,
    window_of,
)
from rapport.interfaces.workspace.articles.on_ticket import on_ticket
from rapport.interfaces.workspace.forms import LONGEST, AnswerForm, ContactForm, FactsForm, NoteForm
from rapport.interfaces.workspace.joining.pages import joined
from rapport.interfaces.workspace.reminding.written import text_of
from rapport.interfaces.workspace.sites.on_ticket import thing_on
from rapport.interfaces.workspace.terms.on_ticket import words_beside
from rapport.interfaces.workspace.views import listing
from rapport.interfaces.workspace.views.on_ticket import details

Choices = tuple[tuple[int, str], ...]
NEXT = 12  # tickets of the queue shown beside one of them
FRAME_CSP = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; sandbox; frame-ancestors 'self'"


@staff_required
def queue(request: HttpRequest) -> HttpResponse:
    """Who waits and for what: a view that is always there, one that was kept, or what is chosen now."""
    actor, now = actor_of(request), timezone.now()
    listed = listing.listed(request, actor, at=now)
    stopped = queries.tickets_with_stopped_letters(actor, at=now)
    marked = stopped | queries.tickets_whose_answer_came_back(actor)
    words = {
        "rows": [
            (row, not listed.finished and _late(row.day_at, now), row.ticket_id in marked) for row in listed.page.rows
        ],
        "stopped": len(stopped),
        "next": listed.page.next,
        "first_step": None if listed.page.rows else first_steps.without_mailbox(actor),
        **on_the_way(actor),
        "now": now,
        **listed.words,
    }
    return render(request, "workspace/queue.html", words)


def _late(due: datetime | None, now: datetime) -> bool:
    return due is not None and due < now


def _around(card: TicketCard, rows: list[QueueRow], now: datetime) -> list[tuple[QueueRow, bool, bool]]:
    """The queue beside a ticket: each row, whether it is late, and whether it is this one."""
    return [(row, _late(row.day_at, now), row.ticket_id == card.id) for row in rows]


def _next_after(rows: list[tuple[QueueRow, bool, bool]]) -> QueueRow | None:
    """The one that waits longest after this one; at the end the first again."""
    here = next((n for n, (_, _, this) in enumerate(rows) if this), -1)
    return next((row for row, _, this in rows[here + 1 :] + rows[: max(here, 0)] if not this), None)


@staff_required
def ticket(request: HttpRequest, ticket_id: int) -> HttpResponse:
    """One ticket."""
    return _show(request, ticket_id)


@each_once()
def _show(
    request: HttpRequest,
    ticket_id: int,
    *,
    draft: str = "",
    macro: MacroCard | None = None,
    wrong: str = "",
    promise_wrong: str = "",
    checked: bool = False,
    contact_form: ContactForm | None = None,
    status: int = 200,
) -> HttpResponse:
    actor, now = actor_of(request), timezone.now()
    page, queue_of_it = queries.ticket_in_queue(actor, ticket_id, size=NEXT)
    card = page.ticket
    if card.id != ticket_id and request.method == "GET":
        return redirect("workspace:ticket", ticket_id=card.id)  # it was merged and leads on
    rows = _around(card, queue_of_it, now)
    there = queries.there(actor, card.id, at=now)
    shown = request.POST.get("shown", "")
    about = thing_on(actor, card, there, at=now)
    answering = answer_words(actor, page, there, draft=draft, shown=shown, macro=macro, given=request.POST, at=now)
    words = {
        "page": page,
        "ticket": card,
        "rows": rows,
        "next_row": _next_after(rows),
        **answering,
        "just_put_in": macro is not None,
        "wrong": wrong,
        "checked": checked,
        "promise_wrong": promise_wrong,
        "contact_wrong": contact_form is not None,
        "contact_fields": _contact_fields(contact_form),
        "facts_fields": _facts_fields(actor, card, about),
        **about,
        "seen": max((one.id for one in page.messages), default=""),
        "now": now,
        "visits": visits_told(queries.visits_of_ticket(actor, card.id), now=now) if there.visits else [],
        **beside.person_beside(actor, page, at=now),
        **words_beside(actor, page, draft=draft or answering["draft"]),
        **joined(actor, page, there),
        **details(actor, page, there),
        "reminders": queries.reminders_on(actor, card.id) if there.reminders else [],
        "trouble": on_ticket(actor, page, there),
        **refused_on(actor, card.id, there, at=now),
    }
    return render(request, "workspace/ticket.html", words, status=status)


def _contact_fields(form: ContactForm | None) -> SafeString:
    if form is not None:
        return render_to_string("look/_form.html", {"form": form})
    return kept.fields(ContactForm, initial=(("channel", "phone"), ("direction", "theirs"), ("exchange", "service")))


def _facts_fields(actor: Actor, card: TicketCard, about: dict[str, Any]) -> SafeString:
    agents, services = _choices(actor, card)
    initial = tuple({**_facts(card), "thing": about["thing"]}.items())
    return kept.fields(FactsForm, initial=initial, agents=agents, services=services, things=about["things"])


def _choices(actor: Actor, card: TicketCard) -> tuple[Choices, Choices]:
    """Who may have it, and which service it may be about."""
    agents = people.staff_of_team(actor, card.team_id)
    return tuple(agents), tuple(people.service_names(actor))


def _facts(card: TicketCard) -> dict[str, object]:
    return {
        "assignee": card.assignee_id,
        "kind": card.kind,
        "priority": card.priority,
        "service": card.service_id,
    }


@staff_required
@require_POST
def answer(request: HttpRequest, ticket_id: int) -> HttpResponse:
    """Send a reply; when somebody was faster, nothing is sent and the text is kept."""
    actor = actor_of(request)
    form, attached = AnswerForm(request.POST), enclosing.attach(request, actor, ticket_id)
    if not form.is_valid() or attached.wrong:
        faults = {name: str(said[0]) for name, said in form.errors.items()}
        at_field, first = faults.pop("promise_until", ""), next(iter(faults.values()), "")
        unfit = attached.wrong and f"{attached.wrong} Your text is kept."
        return _unsent(request, ticket_id, wrong=unfit or first, promise_wrong=at_field, status=400)
    given, key = form.cleaned_data, once.source_key(request)
    try:
        keeps, window = _keeps(request), window_of(request.POST)
        send(actor, ticket_id, given, keeps=keeps, files=attached.files, source_key=key, window=window)
    except (promises.TimeHasPassed, promises.TooFarAhead, promises.NothingPromised) as error:
        at_field = f"{error} Nothing was sent, and your text is kept."
        return _unsent(request, ticket_id, promise_wrong=at_field, status=400)
    except actions.SaidAlready as error:
        enclosing.take_out(attached, actor)
        return _said_already(request, ticket_id, error)
    except REFUSED as error:
        said = {"shown": given["shown"], "along": along_of(request.POST), "window": window_of(request.POST)}
        return _unsent(
            request, ticket_id, draft=keep(actor, ticket_id, given["text"], **said), wrong=str(error), status=409
        )
    if not settings.UNDO_SECONDS:
        messages.success(request, "Sent, and done." if given["then"] == "finish" else "Sent.")
    return taken(actor, ticket_id)


def _keeps(request: HttpRequest) -> list[int]:
    """The promised deeds that somebody ticked as done."""
    return ids_in(request.POST.getlist("keeps"))


def _unsent(
    request: HttpRequest, ticket_id: int, *, draft: str = "", wrong: str = "", promise_wrong: str = "", status: int
) -> HttpResponse:
    """The ticket with the reply still in its box, and what is wrong with it."""
    draft = draft or request.POST.get("text", "")
    return _show(request, ticket_id, draft=draft, wrong=wrong, promise_wrong=promise_wrong, status=status)


def _said_already(request: HttpRequest, ticket_id: int, error: actions.SaidAlready) -> HttpResponse:
    messages.info(request, str(error))
    return taken(actor_of(request), ticket_id)


@staff_required
@require_POST
def check(request: HttpRequest, ticket_id: int) -> HttpResponse:
    """Look at the words of a reply before it leaves; nothing is sent, and of it only files are kept."""
    actor, draft = actor_of(request), request.POST.get("text", "")[:LONGEST]
    wrong = enclosing.attach(request, actor, ticket_id).wrong
    return _show(request, ticket_id, draft=draft, wrong=wrong, checked=bool(draft.strip()))


@staff_required
@require_POST
def put_in(request: HttpRequest, ticket_id: int) -> HttpResponse:
    """A macro, an earlier answer or a help page in the answer box, below what was written; nothing is sent yet."""
    actor, before = actor_of(request), request.POST.get("text", "")[:LONGEST]
    page, wrong = queries.ticket(actor, ticket_id), enclosing.attach(request, actor, ticket_id).wrong
    chosen, earlier = id_in(request.POST.get("macro_id")), id_in(request.POST.get("answer"))
    written_page = request.POST.get("page", "")[:40]
    if earlier is not None or written_page:
        kept_before = queries.draft_of(actor, page.ticket.id)
        before, macro = kept_before.text if kept_before else "", None
        text = queries.answer_text(actor, earlier) if earlier is not None else text_of(page, written_page)
    elif chosen is not None:
        macro = queries.macro(actor, chosen)
        text = queries.macro_text(actor, macro.id, page.ticket)
    else:
        raise NotFound
    both = f"{before.rstrip()}\n\n{text}" if before.strip() else text
    return _show(request, ticket_id, draft=both, macro=macro, wrong=wrong)


@staff_required
@require_POST
def note(request: HttpRequest, ticket_id: int) -> HttpResponse:
    """Keep a note for us only."""
    actor = actor_of(request)
    form, attached = NoteForm(request.POST), enclosing.attach(request, actor, ticket_id)
    if not form.is_valid() or attached.wrong:
        unfit = attached.wrong and f"{attached.wrong} The note was not kept yet; its text is below."
        return _unsent(request, ticket_id, wrong=unfit or "The note is empty. Nothing was kept.", status=400)
    given = form.cleaned_data | {"source_key": once.source_key(request), "keeps": _keeps(request)}
    try:
        written = actions.keep_note(
            ticket_id=ticket_id,
            draft_files=attached.files,
            shown=request.POST.get("shown", ""),
            window=window_of(request.POST),
            actor=actor,
            at=timezone.now(),
            **given,
        )
    except (actions.NotAttached, actions.NotInDraft) as error:
        return _unsent(request, ticket_id, wrong=str(error), status=409)
    except actions.SaidAlready as error:
        enclosing.take_out(attached, actor)
        return _said_already(request, ticket_id, error)
    messages.success(request, f"The note is kept. {_named(actor, written.pk, given['text'])}".strip())
    return taken(actor, ticket_id)


def _named(actor: Actor, note_id: int, text: str) -> str:
    """Who is told of a note; a name that nobody of the team has is said, for it tells nobody."""
    if "@" not in text:
        return ""
    told = queries.named_in_note(actor, note_id)
    if not told:
        return "It names nobody of this team, so nobody is told."
    return f"{', '.join(told)} {'reads' if len(told) == 1 else 'read'} it on Today."


@staff_required
@require_POST
def contact(request: HttpRequest, ticket_id: int) -> HttpResponse:
    """Log a call, a walk-in, a chat or a visit in one line."""
    actor = actor_of(request)
    form = ContactForm(request.POST)
    if not form.is_valid():
        return _show(request, ticket_id, contact_form=form, status=400)
    given = form.cleaned_data | {"source_key": once.source_key(request), "keeps": _keeps(request)}
    try:
        actions.log_contact(ticket_id=ticket_id, actor=actor, at=timezone.now(), **given)
    except actions.SaidAlready as error:
        return _said_already(request, ticket_id, error)
    messages.success(request, "Logged.")
    return redirect("workspace:ticket", ticket_id=ticket_id)


@staff_required
@require_POST
def facts(request: HttpRequest, ticket_id: int) -> HttpResponse:
    """Who has it, what it is, how urgent, which service."""
    actor, now = actor_of(request), timezone.now()
    page = queries.ticket(actor, ticket_id)
    agents, services = _choices(actor, page.ticket)
    about = thing_on(actor, page.ticket, queries.There(), at=now)
    initial = _facts(page.ticket)
    form = FactsForm(request.POST, initial=initial, agents=agents, services=services, things=about["things"])
    if not form.is_valid():
        return _show(request, ticket_id, wrong="One of these is no choice here. Nothing was changed.", status=400)
    given, card = form.cleaned_data, page.ticket
    if "thing" in request.POST and given.get("thing") != about["thing"]:
        actions.set_thing(ticket_id=ticket_id, installed_id=given.get("thing"), actor=actor, at=now)
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
    return files.download(request, *queries.attachment(actor_of(request), attachment_id))


@staff_required
def look_at(request: HttpRequest, ticket_id: int, attachment_id: int) -> HttpResponse:
    """A picture or a text that came with a message, on a page; other types are downloads only."""
    actor = actor_of(request)
    file, name = queries.attachment(actor, attachment_id)
    shown = previews.shown(file)
    if shown is None:
        return redirect("workspace:attachment", ticket_id=ticket_id, attachment_id=attachment_id)
    words = {"ticket": queries.ticket_card(actor, ticket_id), "name": name, "attachment_id": attachment_id}
    return render(request, "workspace/look_at.html", words | shown)


@staff_required
def picture(request: HttpRequest, ticket_id: int, attachment_id: int) -> HttpResponseBase:
    """The bytes of a picture, as a picture and nothing else."""
    return previews.picture(*queries.attachment(actor_of(request), attachment_id))


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
    response = HttpResponse(queries.message_html(actor_of(request), message_id, ticket_id=ticket_id))
    response.headers["Content-Security-Policy"] = FRAME_CSP
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    response._csp_exempt = True  # type: ignore[attr-defined]  # the frame's own, stricter policy stands
    return response
