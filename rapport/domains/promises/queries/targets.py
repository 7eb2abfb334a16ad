"""Published targets, which are for everybody to read, and with them all that estimates are made from."""

from __future__ import annotations

from rapport.domains.promises.models import ServiceLevel
from rapport.domains.promises.models.grounds import Grounds, grounds
from rapport.foundation.actors import Actor


def service_levels(viewer: Actor, *, service_id: int | None = None) -> list[ServiceLevel]:
    """Published targets, those for everything last; with `service_id` those that hold for one service."""
    rows = ServiceLevel.objects.select_related("service").order_by("service__name", "priority", "id")
    found = sorted(rows, key=lambda row: (row.service_id is None, row.priority is None))
    return [row for row in found if service_id is None or row.service_id in {service_id, None}]


def estimates_grounds(viewer: Actor) -> Grounds:
    """What estimates are made from now, for who writes many tickets and reads before the transaction begins."""
    viewer.require("tickets.answer")
    return grounds()
