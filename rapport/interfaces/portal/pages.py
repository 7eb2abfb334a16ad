"""Your requests, and one request."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from rapport.domains.desk import actions as desk_actions
from rapport.domains.desk import queries as desk
from rapport.domains.desk.types import TicketPage
from rapport.domains.ledger import actions as ledger_actions
from rapport.domains.ledger import queries as ledger
from rapport.domains.people import queries as people
from rapport.domains.promises import queries as promises
from rapport.domains.promises.types import RefStanding
from rapport.foundation.actors import Actor, NotFound
from rapport.interfaces.look import files, once
from rapport.interfaces.look.web import actor_of, signed_in_required
from rapport.interfaces.portal.forms import ReplyForm, ThreeQuestionsForm
from rapport.interfaces.portal.waiting import waiting_rows
from rapport.interfaces.portal.words import asked_here


@signed_in_required
def requests(request: HttpRequest) -> HttpResponse:
    """All requests of the one who is signed in, newest word first."""
    actor, now = actor_of(request), timezone.now()
    page = desk.own_tickets(actor, after=request.GET.get("after"))
    open_ones = [t for t in page.rows if t.state not in {"solved", "closed"}]
    standing = promises.standing_of(actor, [("ticket", t.id) for t in open_ones], at=now)
    words = {
        "open_rows": waiting_rows(open_ones, standing, now),
        "done": [t for t in page.rows if t.state in {"solved", "closed"}],
        "next": page.next,
        "now": now,
    }
    return render(request, "portal/requests.html", words)


@signed_in_required
def request_page(request: HttpRequest, public_key: str) -> HttpResponse:
    """One request: the conversation, who has it, when the next word comes; a reply goes the same way."""
    actor = actor_of(request)
    page = desk.ticket(actor, public_key=public_key)
    form = ReplyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        _reply(request, page, form.cleaned_data["text"])
        return redirect("portal:request", public_key=public_key)
    return _conversation(request, actor, page, form, status=400 if form.errors else 200)


def _reply(request: HttpRequest, page: TicketPage, text: str) -> None:
    actor, key = actor_of(request), once.source_key(request)
    try:
        desk_actions.reply_as_customer(
            ticket_id=page.ticket.id, text=text, source_key=key, actor=actor, at=timezone.now()
        )
    except desk_actions.SaidAlready:
        messages.info(request, "You sent this before, and it reached us once. It stands below.")


def _conversation(
    request: HttpRequest, actor: Actor, page: TicketPage, form: ReplyForm, *, status: int
) -> HttpResponse:
    now, ref, helper = timezone.now(), ("ticket", page.ticket.id), page.ticket.assignee_id
    standing = {ref: page.expectation} if isinstance(page.expectation, RefStanding) else {}
    words = {
        "page": page,
        "ticket": page.ticket,
        "form": form,
        "now": now,
        "row": waiting_rows([page.ticket], standing, now)[0],
        "questions": ThreeQuestionsForm() if ledger.open_reflection(actor, ref) else None,
        "done": page.ticket.state in {"solved", "closed"},
        "terms": asked_here(actor, page.ticket.id),
        "agent": people.agent_cards(actor, [helper] if helper else []).get(helper or 0),
    }
    return render(request, "portal/request.html", words, status=status)


@signed_in_required
def three_questions(request: HttpRequest, public_key: str) -> HttpResponse:
    """Keep what was tapped. The link in the mail only leads to the request, where the questions stand."""
    if request.method != "POST":
        return redirect("portal:request", public_key=public_key)
    actor, now = actor_of(request), timezone.now()
    page = desk.ticket(actor, public_key=public_key)
    asked = ledger.open_reflection(actor, ("ticket", page.ticket.id))
    form = ThreeQuestionsForm(request.POST)
    if asked is None:
        raise NotFound
    taps = form.taps() if form.is_valid() else {}
    if any(tap is not None for tap in taps.values()):
        ledger_actions.answer_reflection(episode_id=asked.episode_id, side="theirs", actor=actor, at=now, **taps)
    else:
        ledger_actions.skip_reflection(episode_id=asked.episode_id, side="theirs", actor=actor, at=now)
    return render(request, "portal/thanks.html", {"ticket": page.ticket})


@signed_in_required
def attachment(request: HttpRequest, public_key: str, attachment_id: int) -> HttpResponseBase:
    """A file of this conversation, as a download."""
    return files.download(request, *desk.attachment(actor_of(request), attachment_id))
