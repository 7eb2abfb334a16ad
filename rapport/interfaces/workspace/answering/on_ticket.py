"""What the answer box of a ticket shows, and how an answer is sent from it."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from secrets import token_urlsafe
from typing import Any

from django.conf import settings
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone

from rapport.domains.desk import actions, queries
from rapport.domains.desk.queries import Along, DraftSeen, MacroCard, OnTheWay, Window
from rapport.domains.desk.types import TicketPage
from rapport.domains.promises.types import PromiseKind
from rapport.foundation.actors import Actor, NotAllowed, NotFound
from rapport.interfaces.web.ids import ids_in
from rapport.interfaces.workspace.answering import enclosing
from rapport.interfaces.workspace.forms import AnswerForm

REFUSED = (
    actions.NewerMessage,
    actions.OnItsWay,
    actions.NothingSaid,
    actions.NoMailbox,
    actions.WrongChange,
    actions.NotAttached,
    actions.NotInDraft,
)
SENDS = (("keep_open", "Send and keep open"), ("finish", "Send and finish"), ("wait", "Send and wait"))


def answer_words(
    actor: Actor,
    page: TicketPage,
    there: queries.There,
    *,
    draft: str,
    shown: str,
    macro: MacroCard | None,
    given: QueryDict,
    at: datetime,
) -> dict[str, Any]:
    """The text in the box, macros to put in, answers on their way, and who else is here.

    `draft` is what a page sent, `given` all of its form, `shown` the key of what came back and stood on that page.
    """
    card = page.ticket
    kept = queries.draft_of(actor, card.id) if there.draft else None
    if kept is not None:
        draft = kept.with_text(draft, shown=shown) if draft else kept.text
    along = _along(actor, given, kept)
    macro = macro or _macro(actor, along.macro)
    first = along.then or (macro.then if macro is not None else "keep_open")
    return {
        **_promised(given, along),
        "ticked": along.keeps or ids_in(given.getlist("keeps")),
        "took": along.minutes,
        "draft": draft,
        "shown": kept.shown if kept else "",
        "window": window_of(given) or Window(token_urlsafe(12), kept.base if kept else ""),
        "kept_at": kept.saved_at if kept else None,
        "fault": kept.fault if kept else "",
        "macro": macro,
        "macros": queries.macros(actor),
        "sends": sorted(((v, label, v == first) for v, label in SENDS), key=lambda one: not one[2]),
        **(on_the_way(actor, card.id) if there.on_the_way else {}),
        "beside": queries.beside(actor, card.id, at=at) if there.others else None,
        "undo_seconds": settings.UNDO_SECONDS,
        "draft_files": queries.draft_files(actor, card.id) if there.files else [],
        "limits": enclosing.limits(actor),
        "nothing_sent": enclosing.NOTHING_SENT,
    }


def window_of(given: QueryDict) -> Window | None:
    """The window that a form of the answer box comes from; a page drawn out of it is the same one."""
    return Window(str(given["window"])[:40], str(given.get("base", ""))[:40]) if given.get("window") else None


def on_the_way(actor: Actor, ticket_id: int | None = None) -> dict[str, list[OnTheWay] | int]:
    """Answers that have not left, those of this ticket first; of the actor's own the newest is what the key takes."""
    found = queries.on_the_way(actor, ticket_id)
    own = [(one.sent_at, one.id) for one in found if one.agent_id == actor.person_id]
    newest = max(own)[1] if own else 0
    return {"on_the_way": sorted(found, key=lambda one: one.ticket_id != ticket_id), "newest": newest}


def along_of(given: QueryDict) -> Along:
    """What a page has promised and ticked beside the text; a day that cannot be read is no promise yet."""
    form = AnswerForm(given)
    form.is_valid()
    found = form.cleaned_data
    until = found.get("promise_until")
    return Along(
        promise_until=until,
        promise_kind=(found.get("promise_kind") or "") if until else "",
        promise_text=(found.get("promise_text") or "") if until else "",
        keeps=tuple(ids_in(given.getlist("keeps"))),
        minutes=found.get("minutes"),
        macro=found.get("macro"),
    )


def _along(actor: Actor, given: QueryDict, kept: DraftSeen | None) -> Along:
    """What a page sent counts; else what was kept, or came back, with the draft."""
    if "promise_kind" in given:
        return along_of(given)
    return kept.along if kept is not None else Along()


def _promised(given: QueryDict, along: Along) -> dict[str, Any]:
    """The fold of the promise: what somebody typed stands there as they typed it."""
    until, kind, text = along.promise_until, along.promise_kind, along.promise_text
    if "promise_kind" in given:
        kind, text = str(given["promise_kind"]), str(given.get("promise_text", ""))
    local = timezone.localtime(until).strftime("%Y-%m-%dT%H:%M") if until else ""
    return {
        "promised": given.get("promise_until") or local,
        "promised_deed": kind == PromiseKind.DEED,
        "promised_text": text,
    }


def _macro(actor: Actor, macro_id: int | None) -> MacroCard | None:
    """The macro an answer came from; one that was taken away meanwhile does nothing."""
    with contextlib.suppress(NotFound):
        return queries.macro(actor, macro_id) if macro_id is not None else None
    return None


def send(
    actor: Actor,
    ticket_id: int,
    given: Mapping[str, Any],
    *,
    keeps: Sequence[int],
    files: Sequence[int],
    source_key: str | None,
    window: Window | None,
) -> None:
    """Send what the form says, at once or after the while in which it can be taken back."""
    said: dict[str, Any] = {
        "ticket_id": ticket_id,
        "text": given["text"],
        "then": given["then"],
        "promise_until": given["promise_until"],
        "promise_kind": given["promise_kind"] or PromiseKind.WORD,
        "promise_text": given["promise_text"],
        "keeps": keeps,
        "draft_files": files,
        "seen_message_id": given["seen"],
        "minutes": given["minutes"],
        "macro_id": given["macro"],
        "source_key": source_key,
        "actor": actor,
        "at": timezone.now(),
    }
    if settings.UNDO_SECONDS:
        actions.send_answer(wait=timedelta(seconds=settings.UNDO_SECONDS), shown=given["shown"], window=window, **said)
    else:
        actions.answer(**said)
        keep(actor, ticket_id, "", shown=given["shown"], window=window)


def taken(actor: Actor, ticket_id: int) -> HttpResponse:
    """Back to the ticket, whose script hears that what was sent arrived, so that what the tab kept goes."""
    response = redirect("workspace:ticket", ticket_id=ticket_id)
    response.set_cookie("answer_taken", f"{actor.person_id}-{ticket_id}", max_age=600, samesite="Lax")
    return response


def keep(
    actor: Actor, ticket_id: int, text: str, *, shown: str, window: Window | None, along: Along | None = None
) -> str:
    """Keep a text as the draft, and what stands there then; who may not write here any more keeps nothing."""
    said: dict[str, Any] = {"shown": shown, "along": along, "window": window, "both": True}
    with contextlib.suppress(NotFound, NotAllowed):
        row = actions.keep_draft(ticket_id=ticket_id, text=text, **said, actor=actor, at=timezone.now())
        return row.text if row is not None else text
    return text
