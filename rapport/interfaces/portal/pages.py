"""Your requests, and one request."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from rapport.domains.desk import actions as desk_actions
from rapport.domains.desk import queries as desk
from rapport.domains.desk.types import TicketPage
from rapport.domains.ledger import actions as ledger_actions
from rapport.domains.ledger import queries as ledger
from rapport.domains.people import queries as people
from rapport.domains.promises import queries as promises
from rapport.domains.promises.types import RefStanding
from rapport.foundation.actors import Actor, NotFound
from rapport.foundation.prepared import each_once
from rapport.interfaces.look.wording.german import say, speaks
from rapport.interfaces.look.wording.led_words import QUESTIONS
from rapport.interfaces.look.wording.visiting import visits_told
from rapport.interfaces.portal.asking import reached_us
from rapport.interfaces.portal.forms import ReplyForm, SolvedForm
from rapport.interfaces.portal.waiting import waiting_rows
from rapport.interfaces.portal.words import asked_here
from rapport.interfaces.web import files, once
from rapport.interfaces.web.access import actor_of, signed_in_required
from rapport.interfaces.web.three_questions import ThreeQuestionsForm


@signed_in_required
def requests(request: HttpRequest) -> HttpResponse:
    """All requests of the one who is signed in, newest word first, and the visits that come to them."""
    actor, now = actor_of(request), timezone.now()
    page = desk.own_tickets(actor, after=request.GET.get("after"))
    open_ones = [t for t in page.rows if t.state not in {"solved", "closed"}]
    standing = promises.standing_of(actor, [("ticket", t.id) for t in open_ones], at=now)
    words = {
        "open_rows": waiting_rows(actor, open_ones, standing, now),
        "done": [t for t in page.rows if t.state in {"solved", "closed"}],
        "visits": visits_told(desk.visits_to_person(actor, actor.person_id or 0, at=now), now=now, language=speaks()),
        "next": page.next,
        "now": now,
    }
    return render(request, "portal/requests.html", words)


@signed_in_required
def request_page(request: HttpRequest, public_key: str) -> HttpResponse:
    """One request: the conversation, who has it, when the next word comes; a reply goes the same way."""
    actor = actor_of(request)
    page = desk.ticket(actor, public_key=public_key)
    if request.method == "GET" and page.ticket.public_key != public_key:
        messages.info(request, say("Two requests are one now. What was said in both stands below."))
        return redirect("portal:request", public_key=page.ticket.public_key)
    form = ReplyForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        _reply(request, page, form)
        return reached_us(redirect("portal:request", public_key=public_key), f"reply-{public_key}")
    return _conversation(request, actor, page, form, status=400 if form.errors else 200)


def _reply(request: HttpRequest, page: TicketPage, form: ReplyForm) -> None:
    given: dict[str, Any] = {"ticket_id": page.ticket.id, "text": form.cleaned_data["text"]}
    given |= {"attached": form.attached(), "source_key": once.source_key(request)}
    try:
        desk_actions.reply_as_customer(**given, actor=actor_of(request), at=timezone.now())
    except desk_actions.SaidAlready:
        messages.info(request, say("You sent this before, and it reached us once. It stands below."))
    else:
        again = page.ticket.state in ("solved", "closed")
        messages.success(request, say("We have it. It is open again." if again else "We have it."))


@each_once()
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
        "here": promises.is_open(now),
        "back_at": promises.next_opening(now),
        "filled": desk.filled_in(actor, page.ticket.id),
        "row": waiting_rows(actor, [page.ticket], standing, now)[0],
        "questions": ThreeQuestionsForm.spoken(QUESTIONS[speaks()]) if ledger.open_reflection(actor, ref) else None,
        "done": page.ticket.state in {"solved", "closed"},
        "visits": visits_told(desk.visits_of_ticket(actor, page.ticket.id), now=now, language=speaks()),
        "terms": asked_here(actor, page.ticket.id),
        "agent": people.agent_cards(actor, [helper] if helper else []).get(helper or 0),
    }
    return render(request, "portal/request.html", words, status=status)


@require_POST
@signed_in_required
def solved(request: HttpRequest, public_key: str) -> HttpResponse:
    """This solved it: whoever asked says so with one press."""
    actor = actor_of(request)
    page = desk.ticket(actor, public_key=public_key)
    form = SolvedForm(request.POST)
    minutes = form.cleaned_data["minutes"] if form.is_valid() else None  # a slip here must not keep it from being done
    try:
        desk_actions.solve_as_customer(ticket_id=page.ticket.id, minutes=minutes, actor=actor, at=timezone.now())
    except desk_actions.WrongChange as error:
        messages.info(request, str(error))
    else:
        messages.success(request, say("Good. Not right after all? Write below, and it is open again."))
    return redirect("portal:request", public_key=public_key)


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
