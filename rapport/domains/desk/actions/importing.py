"""Tickets of another desk: taken over in sets, as often as that desk exports them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from rapport.domains.desk.actions.following import record_acts
from rapport.domains.desk.actions.saying import Saying
from rapport.domains.desk.models import Message, Participant, Ticket, finding
from rapport.domains.desk.models.expected import subject_of
from rapport.domains.desk.models.numbering import number_tickets
from rapport.domains.desk.rules.ids import ticket_subject
from rapport.domains.desk.types import (
    DONE,
    REF,
    ImportDone,
    ImportedMessage,
    ImportedTicket,
    Side,
    TicketChannel,
    TicketState,
)
from rapport.domains.promises import actions as promises
from rapport.domains.promises.types import ClockKind, Restated
from rapport.foundation import audit
from rapport.foundation.actors import Actor

CHANGING = (
    "subject",
    "kind",
    "state",
    "priority",
    "team_id",
    "service_id",
    "assignee_id",
    "answered_at",
    "solved_at",
    "closed_at",
)


class WrongImport(ValueError):
    """A line cannot be taken over as it stands; nothing of this batch was."""


@dataclass
class Batch:
    """What one import does."""

    fresh: list[Ticket] = field(default_factory=list)
    changed: list[Ticket] = field(default_factory=list)
    by_key: dict[str, Ticket] = field(default_factory=dict)
    sayings: list[Saying] = field(default_factory=list)


@transaction.atomic
def import_batch(*, tickets: Sequence[ImportedTicket], actor: Actor, at: datetime) -> ImportDone:
    """Take over tickets with their messages; the same source_key changes the ticket instead of making a second one.

    No letter leaves. Clocks run from when the tickets were opened, so that forecasts learn from them.
    """
    actor.require("settings.write")
    lines = {line.source_key: line for line in tickets}
    _refuse_wrong(lines)
    batch = _compare(lines)
    if batch.fresh:
        number_tickets(batch.fresh)
        Ticket.objects.bulk_create(batch.fresh)
        Participant.objects.bulk_create(Participant(ticket=t, person_id=t.requester_id) for t in batch.fresh)
    if batch.changed:
        # An upsert by id is one plain statement; bulk_update's CASE per field costs ten times the Python.
        fields = [name.removesuffix("_id") for name in CHANGING]
        Ticket.objects.bulk_create(batch.changed, update_conflicts=True, unique_fields=["id"], update_fields=fields)
    batch.sayings = _new_sayings(lines, batch.by_key, at)
    Message.objects.bulk_create([s.message for s in batch.sayings])
    _follow(lines, batch, actor, at)
    return ImportDone(
        ticket_ids={key: ticket.pk for key, ticket in batch.by_key.items()},
        made=len(batch.fresh),
        changed=len(batch.changed),
        unchanged=len(lines) - len(batch.fresh) - len(batch.changed),
        messages=len(batch.sayings),
    )


def _refuse_wrong(lines: dict[str, ImportedTicket]) -> None:
    for key, line in lines.items():
        if not key:
            raise WrongImport("A ticket has no key of its own in the other desk.")
        if line.state in DONE and line.solved_at is None:
            raise WrongImport(f"{key} is {line.state} and does not say since when.")
        if line.state not in set(TicketState):
            raise WrongImport(f"{key} has an unknown state {line.state!r}.")


def _compare(lines: dict[str, ImportedTicket]) -> Batch:
    batch = Batch(by_key={t.source_key or "": t for t in Ticket.objects.filter(source_key__in=list(lines))})
    for key, line in lines.items():
        known = batch.by_key.get(key)
        if known is None:
            batch.by_key[key] = _ticket(line)
            batch.fresh.append(batch.by_key[key])
        elif _change(known, line):
            batch.changed.append(known)
    return batch


def _ticket(line: ImportedTicket) -> Ticket:
    said = [m.said_at for m in line.messages]
    last = max(line.messages, key=lambda m: m.said_at).side if line.messages else Side.THEIRS
    answers = [m.said_at for m in line.messages if m.side == Side.OURS]
    subject = ticket_subject(line.subject)
    ticket = Ticket(
        source_key=line.source_key,
        organisation_id=line.organisation_id,
        requester_id=line.requester_id,
        site_id=line.site_id,
        channel=TicketChannel.IMPORT,
        raw_source=TicketChannel.IMPORT,
        opened_at=line.opened_at,
        last_message_at=max([line.opened_at, *said]),
        last_side=last,
        answered_at=min(answers, default=None),
        thread_topic=subject,
    )
    _change(ticket, line)
    return ticket


def _change(ticket: Ticket, line: ImportedTicket) -> bool:
    wanted = {name: getattr(line, name) for name in CHANGING} | {"subject": ticket_subject(line.subject)}
    wanted["answered_at"] = line.answered_at or ticket.answered_at
    if wanted["state"] not in DONE:
        wanted["solved_at"] = wanted["closed_at"] = None
    differs = any(getattr(ticket, name) != value for name, value in wanted.items())
    for name, value in wanted.items():
        setattr(ticket, name, value)
    return differs


def _new_sayings(lines: dict[str, ImportedTicket], by_key: dict[str, Ticket], at: datetime) -> list[Saying]:
    wanted = {m.source_key: (by_key[key], m) for key, line in lines.items() for m in line.messages}
    known = Message.objects.filter(source_key__in=list(wanted)).values_list("source_key", flat=True)
    for key in list(known):
        wanted.pop(key or "", None)
    ordered = sorted(wanted.values(), key=lambda pair: pair[1].said_at)
    sayings = [_saying(ticket, message, at) for ticket, message in ordered]
    _end(sayings)
    return sayings


def _saying(ticket: Ticket, line: ImportedMessage, at: datetime) -> Saying:
    message = Message(
        ticket=ticket,
        author_id=line.author_id,
        side=Side(line.side),
        channel=TicketChannel(line.channel),
        text=line.text,
        said_at=line.said_at,
        recorded_at=at,
        source_key=line.source_key,
    )
    return Saying(
        ticket,
        message,
        source_key=f"import:{line.source_key}",
        person_id=ticket.requester_id,
        direction="theirs" if line.side == Side.THEIRS else "ours",
        kind="message" if line.side == Side.THEIRS else "answer",
        opens=line.said_at <= ticket.opened_at,
    )


def _end(sayings: Sequence[Saying]) -> None:
    """Of what is done the last word of ours ended it, whatever thanks came after."""
    last = {s.ticket.pk: s for s in sayings if s.message.side == Side.OURS and s.ticket.state in DONE}
    for saying in last.values():
        saying.completes = True


def _follow(lines: dict[str, ImportedTicket], batch: Batch, actor: Actor, at: datetime) -> None:
    """Clocks, acts, search entries and the record of what was done."""
    promises.expect_many(subjects=[subject_of(t, since=t.opened_at) for t in batch.fresh], actor=actor, at=at)
    _restate(batch, actor, at)
    record_acts(batch.sayings, actor=actor, at=at)
    finding.index([(s.ticket, s.message, s.opens) for s in batch.sayings])
    audit.record_many([audit.Line("ticket.imported", REF, t.pk) for t in batch.fresh], actor=actor, at=at)
    audit.record_many([audit.Line("ticket.changed", REF, t.pk, CHANGING) for t in batch.changed], actor=actor, at=at)


def _restate(batch: Batch, actor: Actor, at: datetime) -> None:
    """Each clock ends when its ticket was answered or solved in the other desk, and goes on when it came back."""
    ended = [ticket for ticket in batch.fresh if ticket.answered_at or ticket.solved_at]
    said = [_restated(ticket) for ticket in (*ended, *batch.changed)]
    if said:
        promises.restate_clocks(said, actor=actor, at=at)


def _restated(ticket: Ticket) -> Restated:
    moments = {ClockKind.FIRST_ANSWER: ticket.answered_at, ClockKind.SOLVE: ticket.solved_at}
    return Restated(
        ref=(REF, ticket.pk),
        service_id=ticket.service_id,
        priority=ticket.priority,
        met={kind: moment for kind, moment in moments.items() if moment is not None},
    )
