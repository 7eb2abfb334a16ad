"""Tickets of the past, taken over with everything but their acts: what was said and when each clock stopped."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from rapport.domains.desk.models import Message, Participant, Ticket, finding
from rapport.domains.desk.models.expected import subject_of
from rapport.domains.desk.models.numbering import number_tickets
from rapport.domains.desk.rules.ids import ticket_subject
from rapport.domains.desk.types import OUR_TURN, REF, ImportedMessage, ImportedTicket, Side
from rapport.domains.promises import actions as promises
from rapport.domains.promises.types import ClockKind
from rapport.foundation import audit
from rapport.foundation.actors import Actor

BATCH = 500


@transaction.atomic
def remember_tickets(*, tickets: Sequence[ImportedTicket], actor: Actor, at: datetime) -> dict[str, int]:
    """Take over tickets not known yet, in the order they were opened; ids by source key.

    No letter leaves. Estimates come from the forecasts that stand now, so take a month at a time. The acts are the
    caller's: only who knows all that happened between people can record them in the order of time.
    """
    actor.require("settings.write")
    wanted = {line.source_key: line for line in sorted(tickets, key=lambda line: line.opened_at)}
    stored = Ticket.objects.filter(source_key__in=list(wanted)).values_list("source_key", "pk")
    known = {key: pk for key, pk in stored if key}
    pairs = [(line, _ticket(line)) for key, line in wanted.items() if key not in known]
    if pairs:
        _write(pairs, actor, at)
    return known | {line.source_key: ticket.pk for line, ticket in pairs}


def _write(pairs: list[tuple[ImportedTicket, Ticket]], actor: Actor, at: datetime) -> None:
    rows = [ticket for _, ticket in pairs]
    number_tickets(rows)
    Ticket.objects.bulk_create(rows, batch_size=BATCH)
    Participant.objects.bulk_create(
        [Participant(ticket=ticket, person_id=ticket.requester_id) for ticket in rows], batch_size=BATCH
    )
    said = [(ticket, _message(ticket, one, at), place == 0) for line, ticket in pairs for place, one in _told(line)]
    Message.objects.bulk_create([message for _, message, _ in said], batch_size=BATCH)
    promises.expect_many([subject_of(ticket, since=ticket.opened_at) for ticket in rows], actor=actor, at=at)
    promises.end_clocks(ends=_ends(rows), actor=actor, at=at)
    finding.index(said)
    audit.record_many([audit.Line("ticket.imported", REF, ticket.pk) for ticket in rows], actor=actor, at=at)


def _told(line: ImportedTicket) -> list[tuple[int, ImportedMessage]]:
    return list(enumerate(sorted(line.messages, key=lambda one: one.said_at)))


def _ticket(line: ImportedTicket) -> Ticket:
    spoken = [one for _, one in _told(line) if one.side in {Side.THEIRS, Side.OURS}]
    answers = [one.said_at for one in spoken if one.side == Side.OURS]
    subject = ticket_subject(line.subject)
    return Ticket(
        source_key=line.source_key,
        organisation_id=line.organisation_id,
        requester_id=line.requester_id,
        team_id=line.team_id,
        service_id=line.service_id,
        site_id=line.site_id,
        assignee_id=line.assignee_id,
        subject=subject,
        thread_topic=subject,
        kind=line.kind,
        state=line.state,
        priority=line.priority,
        channel=line.channel,
        raw_source=line.channel,
        opened_at=line.opened_at,
        last_message_at=max((one.said_at for one in spoken), default=line.opened_at),
        last_side=spoken[-1].side if spoken else Side.THEIRS,
        answered_at=min(answers, default=None),
        solved_at=line.solved_at,
        closed_at=line.closed_at,
        next_word_at=line.next_word_at if line.state in OUR_TURN else None,
    )


def _message(ticket: Ticket, line: ImportedMessage, at: datetime) -> Message:
    return Message(
        ticket=ticket,
        author_id=line.author_id,
        side=Side(line.side),
        channel=line.channel,
        text=line.text,
        minutes=line.minutes,
        said_at=line.said_at,
        recorded_at=at,
        source_key=line.source_key,
    )


def _ends(rows: Sequence[Ticket]) -> dict[tuple[int, str], datetime]:
    first = {(t.pk, ClockKind.FIRST_ANSWER.value): t.answered_at for t in rows if t.answered_at is not None}
    return first | {(t.pk, ClockKind.SOLVE.value): t.solved_at for t in rows if t.solved_at is not None}
