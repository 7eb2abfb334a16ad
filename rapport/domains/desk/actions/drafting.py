"""Drafts kept while somebody writes, and answers that can be taken back until they leave."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from rapport.domains.desk.actions.answering import NewerMessage, SaidAlready, answer, refuse_said, write_note
from rapport.domains.desk.actions.changing import WrongChange
from rapport.domains.desk.actions.enclosing import DraftFiles, NotAttached, NotInDraft
from rapport.domains.desk.actions.letters import NoMailbox
from rapport.domains.desk.models import Draft, Macro, Mailbox, Message, Outgoing, Ticket
from rapport.domains.desk.queries import changing, thread
from rapport.domains.desk.rules import drafts
from rapport.domains.desk.rules.drafts import Along, Window
from rapport.domains.desk.rules.sending import HasLeft, OnItsWay
from rapport.domains.desk.rules.words import NothingSaid, said_text
from rapport.domains.desk.types import REF, Then
from rapport.domains.people import queries as people
from rapport.domains.promises import actions as promises
from rapport.domains.promises.types import PromiseKind
from rapport.foundation import audit, jobs
from rapport.foundation.actors import Actor, NotAllowed, NotFound

LEAVES = "desk.let_leave"
FIRST = 10
LONGEST = 50_000
UNFIT = (promises.TimeHasPassed, promises.TooFarAhead, promises.NothingPromised)
REFUSED = (NewerMessage, NothingSaid, NoMailbox, WrongChange, NotAttached, NotInDraft, *UNFIT)


class ChangedElsewhere(Exception):
    """Changed in another window: nothing was written over."""

    def __init__(self, there: str) -> None:
        super().__init__(self.__doc__)
        self.there, self.base = there, drafts.text_key(there)


@transaction.atomic
def keep_draft(
    *,
    ticket_id: int,
    text: str,
    shown: str = "",
    along: Along | None = None,
    window: Window | None = None,
    both: bool = False,
    actor: Actor,
    at: datetime,
) -> Draft | None:
    """Keep what an agent is writing on a ticket, one draft each; an empty text forgets it.

    `shown` is the key of what came back and stood on the page (`DraftSeen.shown`): the text holds it, so it is no
    longer kept apart. What came back and was not on the page stays. `along` is what the page has ticked and promised
    with it; left out, that stays as it was kept. A draft that `window` has not seen is not written over: refused with
    ChangedElsewhere, or, for `both`, kept above this text.
    """
    ticket = changing.ticket_to_read(actor, ticket_id)
    mine = Draft.objects.filter(agent_id=actor.person_id, ticket_id=ticket)
    unseen = _unseen(mine, window, text)
    if unseen and not both:
        raise ChangedElsewhere(unseen)
    if not text.strip():
        _forget(mine, shown, window)
        return None
    text = drafts.beside(unseen, text)
    if shown:
        _note_shown(mine, shown)
    row = Draft(agent_id=changing.person_of(actor), ticket_id=ticket, text=text[:LONGEST], saved_at=at)
    row.written_in = window.key if window is not None else ""
    changed = ["text", "saved_at", "written_in"]
    if along is not None and (along.kept() or not mine.exclude(came_back="").exists()):
        row.along, changed = along.kept(), [*changed, "along"]
    Draft.objects.bulk_create([row], update_conflicts=True, unique_fields=["agent", "ticket"], update_fields=changed)
    return row


@transaction.atomic
def keep_note(
    *,
    ticket_id: int,
    text: str,
    shown: str = "",
    minutes: int | None = None,
    source_key: str | None = None,
    draft_files: Collection[int] = (),
    keeps: Collection[int] = (),
    window: Window | None = None,
    actor: Actor,
    at: datetime,
) -> Message:
    """Write a note (`write_note`) out of one's draft, which is forgotten with it.

    `shown` and `window` are as in `keep_draft`: what did not stand on the page stays.
    """
    said: dict[str, Any] = {
        "text": text,
        "minutes": minutes,
        "source_key": source_key,
        "draft_files": draft_files,
        "keeps": keeps,
    }
    written = write_note(ticket_id=ticket_id, **said, actor=actor, at=at)
    _forget(Draft.objects.filter(agent_id=actor.person_id, ticket_id=written.ticket_id), shown, window, text)
    return written


@transaction.atomic
def send_answer(
    *,
    ticket_id: int,
    text: str,
    wait: timedelta,
    then: str = Then.KEEP_OPEN,
    promise_until: datetime | None = None,
    promise_text: str = "",
    promise_kind: str = PromiseKind.WORD,
    keeps: Collection[int] = (),
    seen_message_id: int | None = None,
    minutes: int | None = None,
    macro_id: int | None = None,
    source_key: str | None = None,
    draft_files: Collection[int] = (),
    shown: str = "",
    window: Window | None = None,
    actor: Actor,
    at: datetime,
) -> Outgoing:
    """Send an answer that leaves after a while: until then nothing has happened, and it can be taken back.

    Refuses as `answer` does, and with OnItsWay beside another one. Of the draft stays what was not named or `shown`,
    and what another `window` wrote.
    """
    ticket, said = changing.ticket_to_change(actor, ticket_id), said_text(text)
    promises.check_time(due_at=promise_until, kind=promise_kind, text=promise_text, actor=actor, at=at + wait)
    _refuse_sent(ticket, said, source_key, files=draft_files, actor=actor, at=at)
    _refuse_beside(ticket, actor, seen_message_id)
    row = Outgoing.objects.create(
        agent_id=changing.person_of(actor),
        ticket=ticket,
        text=said,
        then=Then(then),
        promise_until=promise_until,
        promise_text=promise_text.strip()[:300],
        promise_kind=PromiseKind(promise_kind),
        keeps=sorted(set(keeps)),
        minutes=minutes,
        macro=_macro(actor, macro_id),
        seen_message_id=seen_message_id,
        source_key=source_key,
        sent_at=at,
        leaves_at=at + wait,
    )
    DraftFiles.chosen(ticket, draft_files, actor).go_with(row)
    _forget(Draft.objects.filter(agent_id=actor.person_id, ticket=ticket), shown, window, said)
    jobs.enqueue(LEAVES, args={"outgoing_id": row.pk}, at=at, run_at=row.leaves_at, priority=FIRST)
    audit.record("answer.sent", actor=actor, subject_kind=REF, subject_id=ticket.pk, at=at)
    return row


@transaction.atomic
def take_back_answer(*, outgoing_id: int, actor: Actor, at: datetime) -> Draft:
    """Take an answer back before it leaves: text, files, promise and ticks are a draft again, nothing has happened."""
    actor.require("tickets.answer")
    mine = Outgoing.objects.filter(pk=outgoing_id, agent_id=actor.person_id)
    row = mine.select_for_update().first() if actor.is_person else None
    if row is None:
        raise HasLeft(HasLeft.__doc__)
    draft = _back_to_draft(row, "", at)
    audit.record("answer.taken_back", actor=actor, subject_kind=REF, subject_id=row.ticket_id, at=at)
    row.delete()
    return draft


@transaction.atomic
def let_leave(*, outgoing_id: int, actor: Actor, at: datetime) -> Message | None:
    """The while is over: answer in the agent's name; what is refused comes back to them as a draft with the reason."""
    actor.require("tickets.answer")
    row = Outgoing.objects.select_for_update().filter(pk=outgoing_id).first()
    if row is None:
        return None  # taken back
    try:
        with transaction.atomic():
            message = _answer(row, at)
    except REFUSED as error:
        _back_to_draft(row, f"It was not sent. {error}", at)
        message = None
    except SaidAlready:
        DraftFiles.on_the_way(row).drop(at)
        message = None
    except (NotFound, NotAllowed):
        _back_to_draft(row, "It was not sent: the ticket went to a team you do not serve in. Your text is here.", at)
        message = None
    row.delete()
    return message


def _answer(row: Outgoing, at: datetime) -> Message:
    return answer(
        ticket_id=row.ticket_id,
        text=row.text,
        then=row.then,
        promise_until=row.promise_until,
        promise_text=row.promise_text,
        promise_kind=row.promise_kind,
        keeps=row.keeps,
        seen_message_id=row.seen_message_id,
        minutes=row.minutes,
        macro_id=row.macro_id,
        source_key=row.source_key,
        draft_files=DraftFiles.on_the_way(row).ids,
        actor=people.actor_of(row.agent_id),
        at=at,
    )


def _refuse_sent(
    ticket: Ticket, said: str, source_key: str | None, *, files: Collection[int], actor: Actor, at: datetime
) -> None:
    """The same may be on its way as well as said."""
    same = Q(agent_id=actor.person_id, text=said) | (Q(source_key=source_key) if source_key else Q())
    if Outgoing.objects.filter(same, ticket=ticket).exists():
        raise SaidAlready(SaidAlready.__doc__)
    refuse_said(ticket, said, source_key, files=list(files), actor=actor, at=at)


def _refuse_beside(ticket: Ticket, actor: Actor, seen: int | None) -> None:
    """The ticket is locked: of two agents who send at once the second finds the first, and both texts are kept."""
    beside = Outgoing.objects.filter(ticket=ticket).select_related("agent").first()
    if beside is not None:
        raise OnItsWay("" if beside.agent_id == actor.person_id else beside.agent.name)
    newest = thread.newest_message(actor, ticket.pk) if seen is not None else None
    if newest is not None and seen is not None and newest > seen:
        raise NewerMessage(newest)
    if ticket.mailbox is None and not Mailbox.objects.exists():
        raise NoMailbox(NoMailbox.__doc__)


def _macro(actor: Actor, macro_id: int | None) -> Macro | None:
    if macro_id is None:
        return None
    return Macro.objects.in_reach_of(actor).filter(pk=macro_id).first()  # type: ignore[return-value]


def _back_to_draft(row: Outgoing, fault: str, at: datetime) -> Draft:
    """It stands apart from what is written meanwhile, and before it in the box."""
    mine = {"agent_id": row.agent_id, "ticket_id": row.ticket_id}
    draft = Draft.objects.select_for_update().filter(**mine).first() or Draft(**mine)
    draft.came_back = drafts.in_box(draft.came_back, row.text)
    draft.text = "" if draft.text.strip() == row.text.strip() else draft.text
    draft.fault, draft.saved_at = fault[:500] or draft.fault, at
    draft.along = _along(row).kept() or draft.along
    draft.save()
    return draft


def _along(row: Outgoing) -> Along:
    """What was promised and ticked with an answer; a promise without a day is none."""
    promised = row.promise_until is not None
    return Along(
        promise_until=row.promise_until,
        promise_kind=row.promise_kind if promised else "",
        promise_text=row.promise_text if promised else "",
        keeps=tuple(row.keeps),
        minutes=row.minutes,
        macro=row.macro_id,
        then="" if row.then == Then.KEEP_OPEN else row.then,
    )


def _note_shown(mine: QuerySet[Draft], shown: str) -> None:
    """What came back stood on the page that says so, word for word: the text kept from there holds it."""
    for came_back, fault in mine.values_list("came_back", "fault"):
        if drafts.shown_key(came_back, fault) == shown:
            mine.filter(came_back=came_back, fault=fault).update(came_back="", fault="")


def _unseen(mine: QuerySet[Draft], window: Window | None, said: str) -> str:
    """What another window keeps there and this one has not shown; empty where nothing is."""
    row = mine.select_for_update().values_list("text", "written_in").first() if window is not None else None
    if window is None or row is None or window.knows(row[0], written_in=row[1], said=said):
        return ""
    return row[0]


def _forget(mine: QuerySet[Draft], shown: str, window: Window | None = None, said: str = "") -> None:
    """What was written is sent or not wanted; what came back or was written elsewhere is still needed."""
    if shown:
        _note_shown(mine, shown)
    if _unseen(mine, window, said):
        return
    if not mine.filter(came_back="", fault="").delete()[0]:
        mine.update(text="")
