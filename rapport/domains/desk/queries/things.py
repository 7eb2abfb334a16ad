"""Which installed things tickets are about, and how often each of a site failed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from rapport.domains.desk.models import Ticket, TicketThing
from rapport.domains.desk.types import TicketKind
from rapport.foundation.actors import Actor
from rapport.foundation.prepared import Prepared


@dataclass(frozen=True)
class Failures:
    """Tickets about one thing in a period, and how many of them were incidents."""

    tickets: int
    failed: int


def things_of(viewer: Actor, ticket_ids: Collection[int]) -> dict[int, int]:
    """The installed thing of each ticket that the viewer's teams serve and that is about one."""
    return dict(_THINGS(viewer, ids=list(ticket_ids))) if viewer.staff or viewer.reach.whole else {}


def failures_at(viewer: Actor, site_id: int, *, since: datetime, until: datetime) -> dict[int, Failures]:
    """How often each thing of a site failed, from tickets within reach opened in a period; merged ones count once."""
    about = TicketThing.objects.filter(installed__site_id=site_id, ticket__merged_into__isnull=True)
    about = about.filter(ticket__in=Ticket.objects.in_reach_of(viewer))
    rows = (
        about.filter(ticket__opened_at__gte=since, ticket__opened_at__lte=until)
        .order_by("installed_id")
        .values_list("installed_id")
        .annotate(tickets=Count("pk"), failed=Count("pk", filter=Q(ticket__kind=TicketKind.INCIDENT)))
    )
    return {installed_id: Failures(tickets, failed) for installed_id, tickets, failed in rows}


_THINGS = Prepared(
    lambda viewer, *, ids: (
        TicketThing.objects.filter(ticket_id__in=ids)
        .filter(ticket_id__in=Ticket.objects.served_by(viewer).filter(pk__in=ids).values("pk"))
        .values_list("ticket_id", "installed_id")
    ),
    "ids",
)
