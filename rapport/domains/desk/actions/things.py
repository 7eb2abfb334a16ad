"""Saying which of the things that stand at its site a ticket is about."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from rapport.domains.desk.actions.changing import WrongChange
from rapport.domains.desk.models import TicketThing
from rapport.domains.desk.queries import changing
from rapport.domains.desk.types import REF
from rapport.domains.people import queries as people
from rapport.foundation import audit
from rapport.foundation.actors import Actor


@transaction.atomic
def set_thing(*, ticket_id: int, installed_id: int | None, actor: Actor, at: datetime) -> None:
    """The ticket is about something installed at its site, or about none of it."""
    ticket = changing.ticket_to_change(actor, ticket_id)
    if installed_id is None:
        TicketThing.objects.filter(ticket=ticket).delete()
    else:
        there = people.installed_at(actor, ticket.site_id) if ticket.site_id is not None else []
        if installed_id not in {row.pk for row in there}:
            raise WrongChange("This does not stand at the site of the ticket. Nothing was changed.")
        TicketThing.objects.update_or_create(ticket=ticket, defaults={"installed_id": installed_id, "said_at": at})
    audit.record("ticket.thing_set", actor=actor, subject_kind=REF, subject_id=ticket.pk, at=at)
