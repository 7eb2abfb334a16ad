"""Tickets to be changed: locked, and only within the reach of who changes them."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import QuerySet

from rapport.domains.desk.models import HeldMessage, Ticket, Visit
from rapport.foundation.actors import Actor, NotAllowed, NotFound
from rapport.foundation.prepared import Prepared


def ticket_to_change(viewer: Actor, ticket_id: int) -> Ticket:
    """A ticket that the viewer's teams serve, locked; not there and not yours look the same."""
    ticket = _led_on(_SERVED, viewer, ticket_id)
    viewer.require("tickets.answer")
    return ticket


def ticket_itself(viewer: Actor, ticket_id: int) -> Ticket:
    """The same, of a merged ticket that one itself and not the one it leads on to."""
    ticket = _locked(_SERVED, viewer, ticket_id)
    viewer.require("tickets.answer")
    return ticket


def person_of(viewer: Actor) -> int:
    """Who somebody is, for what only a person can have: a draft, a reminder, a view of their own."""
    if viewer.person_id is None:
        raise NotAllowed("tickets.answer")
    return viewer.person_id


def tickets_to_change(viewer: Actor, ticket_ids: Collection[int]) -> list[Ticket]:
    """Several tickets that the viewer's teams serve, locked in the order of their ids; all of them, or NotFound."""
    viewer.require("tickets.answer")
    wanted = set(ticket_ids)
    rows = Ticket.objects.served_by(viewer).select_related("mailbox").select_for_update(of=("self",))
    found = list(rows.filter(pk__in=wanted, merged_into__isnull=True).order_by("pk"))
    if len(found) != len(wanted):
        raise NotFound
    return found


def ticket_to_read(viewer: Actor, ticket_id: int) -> int:
    """The id of a ticket that the viewer's teams serve, not locked: nothing of the ticket itself is changed."""
    found = Ticket.objects.served_by(viewer).filter(pk=ticket_id).values_list("pk", "merged_into_id").first()
    if found is None:
        raise NotFound
    viewer.require("tickets.answer")
    return found[1] or found[0]


def ticket_to_write_on(viewer: Actor, ticket_id: int) -> Ticket:
    """A ticket that the viewer takes part in, locked: customers write on their own and change nothing else."""
    return _led_on(_TAKEN_PART_IN, viewer, ticket_id)


def held_to_decide(viewer: Actor, held_id: int) -> HeldMessage:
    """A held mail of the viewer's teams, locked."""
    rows = HeldMessage.objects.in_reach_of(viewer).select_related("ticket__mailbox", "mailbox", "team")
    held = rows.select_for_update(of=("self",)).filter(pk=held_id).first()
    if held is None:
        raise NotFound
    viewer.require("tickets.answer")
    return held


def _led_on(rows: Prepared, viewer: Actor, ticket_id: int) -> Ticket:
    """A merged ticket leads on to the one that was kept."""
    found = _locked(rows, viewer, ticket_id)
    while found.merged_into_id is not None:
        found = _locked(rows, viewer, found.merged_into_id)
    return found


def visit_to_change(viewer: Actor, visit_id: int) -> Visit:
    """A visit that the viewer's teams serve, locked; not there and not yours look the same."""
    row = Visit.objects.served_by(viewer).select_for_update(of=("self",)).filter(pk=visit_id).first()
    if row is None:
        raise NotFound
    viewer.require("tickets.answer")
    return row


def visits_to_answer(viewer: Actor, public_keys: Collection[str]) -> dict[str, Visit]:
    """The visits of these keys within reach, locked in the order of their ids, with their people and sites."""
    rows = Visit.objects.in_reach_of(viewer).select_related("person", "technician", "site")
    found = rows.select_for_update(of=("self",)).filter(public_key__in=set(public_keys)).order_by("pk")
    return {row.public_key: row for row in found}


def visit_as_told(viewer: Actor, visit_id: int) -> Visit:
    """A visit within reach with all that a letter names, in one query."""
    rows = Visit.objects.in_reach_of(viewer)
    return rows.select_related("site", "organisation", "technician", "ticket__mailbox").get(pk=visit_id)


def _locked(rows: Prepared, viewer: Actor, ticket_id: int) -> Ticket:
    found: list[Ticket] = rows(viewer, ticket=ticket_id)
    if not found:
        raise NotFound
    return found[0]


def _to_lock(rows: QuerySet[Ticket], ticket: Collection[int]) -> QuerySet[Ticket]:
    return rows.select_related("mailbox").select_for_update(of=("self",)).filter(pk__in=ticket)


_SERVED = Prepared(lambda viewer, *, ticket: _to_lock(Ticket.objects.served_by(viewer), ticket), "ticket")
_TAKEN_PART_IN = Prepared(lambda viewer, *, ticket: _to_lock(Ticket.objects.taken_part_in_by(viewer), ticket), "ticket")
