"""Two tickets become one, and within a day two again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from rapport.domains.desk.models import HeldMessage, KnownId, Merge, Message, Participant, Ticket, carrying, finding
from rapport.domains.desk.queries import changing
from rapport.domains.desk.rules.joining import CannotMerge, MergedAlready, TooLateToUndo, may_be_undone
from rapport.domains.desk.types import DONE, OUR_TURN, REF, Side, TicketState
from rapport.domains.ledger import actions as ledger
from rapport.domains.promises import actions as promises
from rapport.foundation import audit
from rapport.foundation.actors import Actor, NotFound

BEFORE = ("state", "solved_at", "closed_at", "next_word_at")


@transaction.atomic
def merge_tickets(*, ticket_id: int, into_id: int, actor: Actor, at: datetime) -> Merge:
    """Let one ticket go on in another: messages, those who take part, acts, promises and files stand in the kept one.

    So do visits, reminders, links, tags, fields, site, service, who has it and the thing, where the kept one has none.

    The merged one leads on to it, for people, mail and programs alike. Its clocks stand still: one matter is timed
    once, by the kept one. Undone within a day with `undo_merge`.
    """
    merged, kept = _both(actor, ticket_id, into_id)
    _refuse(merged, kept)
    before = {name: _plain(getattr(merged, name)) for name in BEFORE}
    moved = _move(merged, kept, actor=actor, at=at) | carrying.carry(merged, kept, at=at)
    moved["word_was"] = _plain(kept.next_word_at)
    promises.hand_to_team(ref=(REF, kept.pk), team_id=kept.team_id, actor=actor, at=at)
    if "service_id" in moved["facts"]:
        promises.retarget([(REF, kept.pk)], service_id=kept.service_id, actor=actor, at=at)
    _lead_on(merged, kept, actor=actor, at=at)
    _take_turn(kept, before, actor=actor, at=at)
    finding.regrant(kept)
    made = Merge.objects.create(
        kept=kept, merged=merged, made_by_id=actor.person_id, made_at=at, moved=moved, before=before
    )
    for pk in (kept.pk, merged.pk):
        audit.record("ticket.merged", actor=actor, subject_kind=REF, subject_id=pk, at=at, fields=("merged_into",))
    return made


@transaction.atomic
def undo_merge(*, merge_id: int, actor: Actor, at: datetime) -> Ticket:
    """Part them again: what came from the merged ticket goes back; what was said since stays in the kept one."""
    made = Merge.objects.filter(pk=merge_id).first()
    if made is None:
        raise NotFound
    merged, kept = _both(actor, made.merged_id, made.kept_id)
    made = Merge.objects.select_for_update().get(pk=merge_id)
    if merged.merged_into_id != kept.pk or not may_be_undone(made_at=made.made_at, undone_at=made.undone_at, at=at):
        raise TooLateToUndo(TooLateToUndo.__doc__)
    _put_back(made, merged, kept, actor=actor, at=at)
    made.undone_at = at
    made.save(update_fields=["undone_at"])
    for ticket in (kept, merged):
        finding.regrant(ticket)
        audit.record("ticket.parted", actor=actor, subject_kind=REF, subject_id=ticket.pk, at=at)
    return merged


def _both(actor: Actor, one: int, other: int) -> tuple[Ticket, Ticket]:
    """Both locked, always in the same order, so that two agents never wait for each other crosswise."""
    if one == other:
        raise CannotMerge("A ticket cannot be merged into itself. Nothing was changed; name the other one.")
    found = {pk: changing.ticket_itself(actor, pk) for pk in sorted((one, other))}
    return found[one], found[other]


def _refuse(merged: Ticket, kept: Ticket) -> None:
    if merged.merged_into_id == kept.pk:
        raise MergedAlready(f"{merged.key} is merged into {kept.key} already. It was done once; nothing was changed.")
    for ticket in (merged, kept):
        if ticket.merged_into_id is not None:
            raise CannotMerge(f"{ticket.key} was merged before. Nothing was changed; open the one it leads to.")
    if merged.organisation_id != kept.organisation_id:
        raise CannotMerge(
            f"{merged.key} and {kept.key} belong to different organisations, and each would read the other's words. "
            "Nothing was changed; link them instead."
        )
    if kept.state in DONE and merged.state not in DONE:
        raise CannotMerge(
            f"{kept.key} is done and {merged.key} is not. Nothing was changed; merge the other way round, "
            f"or open {kept.key} again first."
        )


def _move(merged: Ticket, kept: Ticket, *, actor: Actor, at: datetime) -> dict[str, Any]:
    """Everything that stands in the merged ticket, and the ids it takes to bring it back."""
    messages = list(Message.objects.filter(ticket=merged).values_list("pk", flat=True))
    Message.objects.filter(pk__in=messages).update(ticket=kept)
    held = list(HeldMessage.objects.filter(ticket=merged).values_list("pk", flat=True))
    HeldMessage.objects.filter(pk__in=held).update(ticket=kept)
    here = Participant.objects.filter(ticket=kept).values("person_id")
    joining = Participant.objects.filter(ticket=merged).exclude(person_id__in=here)
    persons = list(joining.values_list("person_id", flat=True))
    Participant.objects.bulk_create([Participant(ticket=kept, person_id=one) for one in persons])
    hashes = KnownId.objects.filter(ticket=merged).values_list("hash", flat=True)
    KnownId.objects.bulk_create([KnownId(ticket=kept, hash=one) for one in hashes], ignore_conflicts=True)
    was, now = (REF, merged.pk), (REF, kept.pk)
    return {
        "messages": messages,
        "held": held,
        "participants": persons,
        "acts": ledger.move_acts(was=was, now=now, actor=actor, at=at),
        "promises": promises.move_promises(was=was, now=now, actor=actor, at=at),
    }


def _lead_on(merged: Ticket, kept: Ticket, *, actor: Actor, at: datetime) -> None:
    promises.pause_clocks([(REF, merged.pk)], actor=actor, at=at)
    merged.merged_into, merged.next_word_at = kept, None
    merged.state, merged.solved_at, merged.closed_at = TicketState.CLOSED, merged.solved_at or at, at
    merged.save(update_fields=["merged_into", "next_word_at", "state", "solved_at", "closed_at"])


def _take_turn(kept: Ticket, before: Mapping[str, Any], *, actor: Actor, at: datetime) -> None:
    """The last word of both is the last word, and if one of them was our turn, the kept one is."""
    last = Message.objects.filter(ticket=kept).exclude(side=Side.NOTE).order_by("-said_at", "-pk").first()
    if last is not None and last.said_at > kept.last_message_at:
        kept.last_message_at, kept.last_side = last.said_at, last.side
    if kept.state == TicketState.WAITING and before["state"] in set(OUR_TURN):
        kept.state = TicketState.OPEN
        promises.resume_clocks([(REF, kept.pk)], actor=actor, at=at)
    words = [one for one in (kept.next_word_at, _moment(before["next_word_at"])) if one is not None]
    kept.next_word_at = min(words, default=None)
    kept.save(update_fields=["last_message_at", "last_side", "state", "next_word_at"])


def _put_back(made: Merge, merged: Ticket, kept: Ticket, *, actor: Actor, at: datetime) -> None:
    moved, was, now = made.moved, (REF, kept.pk), (REF, merged.pk)
    Message.objects.filter(pk__in=moved["messages"], ticket=kept).update(ticket=merged)
    HeldMessage.objects.filter(pk__in=moved["held"], ticket=kept).update(ticket=merged)
    spoke = Message.objects.filter(ticket=kept, author__in=moved["participants"]).values("author_id")
    leaving = Participant.objects.filter(ticket=kept, person_id__in=moved["participants"])
    leaving.exclude(person_id__in=spoke).exclude(person_id=kept.requester_id).delete()
    ledger.move_acts(was=was, now=now, ids=moved["acts"], actor=actor, at=at)
    promises.move_promises(was=was, now=now, ids=moved["promises"], actor=actor, at=at)
    promises.hand_to_team(ref=now, team_id=merged.team_id, actor=actor, at=at)
    carrying.give_back(moved, merged, kept)
    if "service_id" in moved.get("facts", {}):
        promises.retarget([(REF, kept.pk)], service_id=kept.service_id, actor=actor, at=at)
    merged.merged_into, merged.state = None, made.before["state"]
    for name in ("solved_at", "closed_at", "next_word_at"):
        setattr(merged, name, _moment(made.before[name]))
    merged.save(update_fields=["merged_into", *BEFORE])
    if merged.state in set(OUR_TURN):
        promises.resume_clocks([(REF, merged.pk)], actor=actor, at=at)
    if kept.next_word_at == merged.next_word_at:
        kept.next_word_at = _moment(moved.get("word_was"))
    _last_word(kept)


def _last_word(kept: Ticket) -> None:
    last = Message.objects.filter(ticket=kept).exclude(side=Side.NOTE).order_by("-said_at", "-pk").first()
    if last is not None:
        kept.last_message_at, kept.last_side = last.said_at, last.side
        kept.save(update_fields=["last_message_at", "last_side", "next_word_at"])


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def _moment(value: str | None) -> datetime | None:
    return datetime.fromisoformat(value) if value else None
