"""Tickets to be changed: locked, and only within the reach of who changes them."""

from __future__ import annotations

from rapport.domains.desk.models import HeldMessage, Ticket
from rapport.foundation.actors import Actor, NotFound


def ticket_to_change(viewer: Actor, ticket_id: int) -> Ticket:
    """A ticket that the viewer's teams serve, locked; not there and not yours look the same."""
    ticket = _locked(Ticket.objects.served_by(viewer), ticket_id)
    viewer.require("tickets.answer")
    return ticket


def ticket_to_write_on(viewer: Actor, ticket_id: int) -> Ticket:
    """A ticket that the viewer takes part in, locked: customers write on their own and change nothing else."""
    return _locked(Ticket.objects.taken_part_in_by(viewer), ticket_id)


def held_to_decide(viewer: Actor, held_id: int) -> HeldMessage:
    """A held mail of the viewer's teams, locked."""
    rows = HeldMessage.objects.in_reach_of(viewer).select_related("ticket__mailbox", "mailbox", "team")
    held = rows.select_for_update(of=("self",)).filter(pk=held_id).first()
    if held is None:
        raise NotFound
    viewer.require("tickets.answer")
    return held


def _locked(rows: object, ticket_id: int) -> Ticket:
    found = rows.select_related("mailbox").select_for_update(of=("self",)).filter(pk=ticket_id).first()  # type: ignore[attr-defined]
    if found is None:
        raise NotFound
    return found
