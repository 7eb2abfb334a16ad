"""Changes of a ticket: whose it is, what it is, how urgent, and whether it is solved."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from rapport.domains.desk.actions.following import record_turns
from rapport.domains.desk.actions.reopening import begin_again
from rapport.domains.desk.events import TicketAssigned, TicketReopened, TicketsSolved
from rapport.domains.desk.models import Participant, Ticket, finding
from rapport.domains.desk.queries import changing
from rapport.domains.desk.types import DONE, PRIORITIES, REF, Then, TicketKind, TicketState
from rapport.domains.ledger.types import ENDS, REOPENS
from rapport.domains.people import queries as people
from rapport.domains.promises import actions as promises
from rapport.domains.promises.types import ClockKind
from rapport.foundation import audit, events
from rapport.foundation.actors import Actor, NotFound, system

CLOSED_AFTER = timedelta(days=7)
BATCH = 1000


class WrongChange(ValueError):
    """This cannot be done to the ticket as it stands; nothing was changed."""


@transaction.atomic
def assign(*, ticket_id: int, assignee_id: int | None, actor: Actor, at: datetime) -> Ticket:
    """Give a ticket to somebody who serves, or to nobody."""
    ticket = changing.ticket_to_change(actor, ticket_id)
    if assignee_id is not None:
        card = people.names(actor, [assignee_id]).get(assignee_id)
        if card is None:
            raise NotFound
        if not card.staff:
            raise WrongChange(f"{card.name} does not serve here, so the ticket cannot be theirs.")
    _save(ticket, "assigned", actor, at, assignee_id=assignee_id)
    events.publish(TicketAssigned(ticket_id=ticket.pk, assignee_id=assignee_id, at=at, by_id=actor.person_id))
    return ticket


@transaction.atomic
def set_kind(*, ticket_id: int, kind: str, actor: Actor, at: datetime) -> Ticket:
    """Say what a ticket is about."""
    ticket = changing.ticket_to_change(actor, ticket_id)
    if kind not in set(TicketKind):
        raise WrongChange(f"{kind!r} is no kind of ticket. Choose one of: {', '.join(TicketKind)}.")
    _save(ticket, "kind_set", actor, at, kind=kind)
    return ticket


@transaction.atomic
def set_service(*, ticket_id: int, service_id: int | None, actor: Actor, at: datetime) -> Ticket:
    """Say which service a ticket is about; its team takes the ticket over."""
    ticket = changing.ticket_to_change(actor, ticket_id)
    team_id = people.service(actor, service_id).team_id if service_id is not None else ticket.team_id
    moved = team_id != ticket.team_id
    fields: dict[str, Any] = {"service_id": service_id, "team_id": team_id}
    if moved:
        fields["assignee_id"] = None
    _save(ticket, "service_set", actor, at, **fields)
    if moved:
        finding.regrant(ticket)
        promises.hand_to_team(ref=(REF, ticket.pk), team_id=team_id, actor=actor, at=at)
    _retarget(ticket, actor, at)
    return ticket


@transaction.atomic
def set_priority(*, ticket_id: int, priority: int, actor: Actor, at: datetime) -> Ticket:
    """Say how urgent a ticket is; targets follow."""
    ticket = changing.ticket_to_change(actor, ticket_id)
    if priority not in PRIORITIES:
        raise WrongChange("A priority is 1, 2, 3 or 4.")
    _save(ticket, "priority_set", actor, at, priority=priority)
    _retarget(ticket, actor, at)
    return ticket


@transaction.atomic
def solve(*, ticket_id: int, actor: Actor, at: datetime) -> Ticket:
    """Mark a ticket as solved without a letter."""
    ticket = changing.ticket_to_change(actor, ticket_id)
    if ticket.state in DONE:
        raise WrongChange(f"{ticket.key} is solved already.")
    finish(ticket, actor=actor, at=at)
    record_turns([ticket], kind=ENDS, actor=actor, at=at)
    return ticket


@transaction.atomic
def solve_as_customer(*, ticket_id: int, minutes: int | None = None, actor: Actor, at: datetime) -> Ticket:
    """Whoever asked says that it is solved, and how many minutes it cost them where they want to; they may open it
    again by writing on it.
    """
    ticket = changing.ticket_to_write_on(actor, ticket_id)
    actor.require("tickets.open")
    if ticket.requester_id not in actor.reach.person_ids:
        raise NotFound
    if ticket.state in DONE:
        raise WrongChange("It is done already. Nothing was changed.")
    audit.record("ticket.solved_by_customer", actor=actor, subject_kind=REF, subject_id=ticket.pk, at=at)
    finish(ticket, actor=system(), at=at)  # clocks and promises are ours to stop, whoever says that it is done
    record_turns([ticket], kind=ENDS, minutes=minutes, actor=actor, at=at)
    return ticket


@transaction.atomic
def reopen(*, ticket_id: int, actor: Actor, at: datetime) -> Ticket:
    """Open a solved or closed ticket again."""
    ticket = changing.ticket_to_change(actor, ticket_id)
    if ticket.state not in DONE:
        raise WrongChange(f"{ticket.key} is not solved, so there is nothing to open again.")
    _save(ticket, "reopened", actor, at, state=TicketState.OPEN, solved_at=None, closed_at=None)
    begin_again([ticket], actor=actor, at=at)
    record_turns([ticket], kind=REOPENS, actor=actor, at=at)
    events.publish(TicketReopened(ticket_id=ticket.pk, at=at))
    return ticket


@transaction.atomic
def add_participant(*, ticket_id: int, person_id: int, actor: Actor, at: datetime) -> None:
    """Let one more person read and write on a ticket."""
    ticket = changing.ticket_to_change(actor, ticket_id)
    if person_id not in people.names(actor, [person_id]):
        raise NotFound
    Participant.objects.get_or_create(ticket=ticket, person_id=person_id)
    finding.regrant(ticket)
    audit.record("ticket.participant_added", actor=actor, subject_kind=REF, subject_id=ticket.pk, at=at)


@transaction.atomic
def remove_participant(*, ticket_id: int, person_id: int, actor: Actor, at: datetime) -> None:
    """Take somebody off a ticket; the one who asked stays."""
    ticket = changing.ticket_to_change(actor, ticket_id)
    if person_id == ticket.requester_id:
        raise WrongChange("The person who asked always takes part.")
    Participant.objects.filter(ticket=ticket, person_id=person_id).delete()
    finding.regrant(ticket)
    audit.record("ticket.participant_removed", actor=actor, subject_kind=REF, subject_id=ticket.pk, at=at)


@transaction.atomic
def close_solved(*, actor: Actor, at: datetime) -> int:
    """Close what has been solved for seven days; returns how many. From then on a late reply is a new matter."""
    actor.require("tickets.answer")
    solved = Ticket.objects.served_by(actor).filter(state=TicketState.SOLVED, solved_at__lte=at - CLOSED_AFTER)
    ids = list(solved.order_by("solved_at").values_list("pk", flat=True)[:BATCH])
    Ticket.objects.filter(pk__in=ids, state=TicketState.SOLVED).update(state=TicketState.CLOSED, closed_at=at)
    lines = [audit.Line("ticket.closed", REF, pk, ("state", "closed_at")) for pk in ids]
    audit.record_many(lines, actor=actor, at=at)
    return len(ids)


def finish(ticket: Ticket, *, actor: Actor, at: datetime) -> None:
    """Solve a locked ticket: the clock stops, open promises are kept, everybody is told."""
    _save(ticket, "solved", actor, at, state=TicketState.SOLVED, solved_at=at, next_word_at=None)
    promises.meet_clocks([(REF, ticket.pk)], ClockKind.SOLVE, actor=actor, at=at)
    promises.keep_promises(ref=(REF, ticket.pk), actor=actor, at=at)
    events.publish(TicketsSolved(ticket_ids=(ticket.pk,), at=at))


def keep_open(ticket: Ticket, then: Then, *, actor: Actor, at: datetime) -> None:
    """After an answer it is still our turn, or we wait for the customer and the clock of the solution stands still."""
    state = TicketState.WAITING if then == Then.WAIT else TicketState.OPEN
    before, was_done = ticket.state, ticket.state in DONE
    if before == state:
        return
    _save(ticket, "state_set", actor, at, state=state, solved_at=None, closed_at=None)
    if state == TicketState.WAITING:
        promises.pause_clocks([(REF, ticket.pk)], actor=actor, at=at)
    elif before == TicketState.WAITING:
        promises.resume_clocks([(REF, ticket.pk)], actor=actor, at=at)
    if was_done:
        begin_again([ticket], actor=actor, at=at)
        events.publish(TicketReopened(ticket_id=ticket.pk, at=at))


def _retarget(ticket: Ticket, actor: Actor, at: datetime) -> None:
    promises.retarget(
        [(REF, ticket.pk)],
        service_id=ticket.service_id,
        priority=ticket.priority,
        actor=actor,
        at=at,
    )


def _save(ticket: Ticket, verb: str, actor: Actor, at: datetime, **fields: Any) -> None:
    for name, value in fields.items():
        setattr(ticket, name, value)
    ticket.save(update_fields=[name.removesuffix("_id") for name in fields])
    audit.record(f"ticket.{verb}", actor=actor, subject_kind=REF, subject_id=ticket.pk, at=at, fields=tuple(fields))
