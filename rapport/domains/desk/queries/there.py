"""What there is beside a ticket, asked with one statement, so that its page looks up only what exists."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q

from rapport.domains.desk.models import (
    CustomField,
    Draft,
    DraftFile,
    FieldValue,
    Merge,
    Outgoing,
    Presence,
    Reminder,
    Ticket,
    TicketLink,
    TicketTag,
    TicketThing,
    Visit,
)
from rapport.domains.desk.queries.refused_letters import LATELY
from rapport.domains.desk.queries.working import HERE
from rapport.domains.desk.types import REF
from rapport.foundation.actors import Actor
from rapport.foundation.models import Letter
from rapport.foundation.prepared import Prepared


class There(NamedTuple):
    """Which kinds of things stand beside a ticket; all of them where nobody could say."""

    draft: bool = True
    on_the_way: bool = True
    others: bool = True
    visits: bool = True
    merged: bool = True
    links: bool = True
    tags: bool = True
    fields: bool = True
    filled: bool = True
    reminders: bool = True
    thing: bool = True
    files: bool = True
    refused: bool = True


def there(viewer: Actor, ticket_id: int, *, at: datetime) -> There:
    """What stands beside a ticket that the viewer's teams serve: their own draft and reminders, everybody's visits."""
    viewer.require("tickets.read")
    rows = _THERE(viewer, ticket=ticket_id, me=viewer.person_id or 0, since=at - HERE, lately=at - LATELY)
    return There(*(bool(one) for one in rows[0])) if rows else There()


def _rows(viewer: Actor, *, ticket: list[int], me: list[int], since: datetime, lately: datetime) -> Any:
    this = OuterRef("pk")
    said: dict[str, Exists] = {
        "draft": Exists(Draft.objects.filter(ticket=this, agent_id__in=me)),
        "on_the_way": Exists(Outgoing.objects.filter(Q(ticket=this) | Q(agent_id__in=me))),
        "others": Exists(Presence.objects.filter(ticket=this, at__gte=since).exclude(person_id__in=me)),
        "visits": Exists(Visit.objects.filter(ticket=this)),
        "merged": Exists(Merge.objects.filter(kept=this, undone_at__isnull=True)),
        "links": Exists(TicketLink.objects.filter(Q(ticket=this) | Q(other=this))),
        "tags": Exists(TicketTag.objects.filter(ticket=this)),
        "fields": Exists(CustomField.objects.filter(service_id=OuterRef("service_id"), asked=True)),
        "filled": Exists(FieldValue.objects.filter(ticket=this)),
        "reminders": Exists(Reminder.objects.filter(ticket=this, person_id__in=me, done_at__isnull=True)),
        "thing": Exists(TicketThing.objects.filter(ticket=this)),
        "files": Exists(DraftFile.objects.filter(ticket=this, agent_id__in=me, outgoing__isnull=True)),
        "refused": Exists(
            Letter.objects.filter(ref_kind=REF, ref_id=this, state=Letter.REFUSED, posted_at__gte=lately)
        ),
    }
    rows = Ticket.objects.served_by(viewer).filter(pk__in=ticket)
    return rows.annotate(**{f"has_{name}": one for name, one in said.items()}).values_list(
        *(f"has_{name}" for name in There._fields)
    )


_THERE = Prepared(_rows, "ticket", "me")
