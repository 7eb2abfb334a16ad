"""Tags of tickets: words of ours that tickets are found by."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from rapport.domains.desk.models import Macro, Tag, Ticket, TicketTag
from rapport.domains.desk.queries import changing
from rapport.domains.desk.rules.macros import tag_names
from rapport.domains.desk.types import REF
from rapport.foundation import audit
from rapport.foundation.actors import Actor


@transaction.atomic
def set_tags(*, ticket_id: int, names: Sequence[str], actor: Actor, at: datetime) -> list[str]:
    """Give a ticket exactly these tags; returns them as they are kept."""
    ticket = changing.ticket_to_change(actor, ticket_id)
    wanted = tag_names(",".join(names))
    TicketTag.objects.filter(ticket=ticket).exclude(tag__name__in=wanted).delete()
    put_on([ticket], wanted, actor=actor, at=at)
    audit.record("ticket.tagged", actor=actor, subject_kind=REF, subject_id=ticket.pk, at=at)
    return wanted


def put_on(tickets: Sequence[Ticket], names: Sequence[str], *, actor: Actor, at: datetime) -> None:
    """Add tags to tickets that are locked and noted by the caller; three statements, however many there are."""
    if not names or not tickets:
        return
    Tag.objects.bulk_create([Tag(name=name) for name in names], ignore_conflicts=True)
    tags = Tag.objects.filter(name__in=names)
    rows = [TicketTag(ticket=ticket, tag=tag) for ticket in tickets for tag in tags]
    TicketTag.objects.bulk_create(rows, ignore_conflicts=True)


def follow_macro(ticket: Ticket, macro_id: int | None, *, actor: Actor, at: datetime) -> None:
    """What a macro says beside its text: tags, and that the ticket is theirs; one that is gone says nothing."""
    macro: Macro | None = Macro.objects.in_reach_of(actor).filter(pk=macro_id).first() if macro_id else None  # type: ignore[assignment]
    if macro is None:
        return
    put_on([ticket], macro.tags, actor=actor, at=at)
    if macro.takes and ticket.assignee_id != actor.person_id:
        ticket.assignee_id = actor.person_id
        ticket.save(update_fields=["assignee"])
