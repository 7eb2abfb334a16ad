"""Tickets on which one of our letters did not leave: a mark in the queue, and a choice of which tickets to see."""

from __future__ import annotations

import time
from datetime import datetime
from typing import Any

from rapport.domains.desk.models import Draft, Ticket
from rapport.domains.desk.queries.refused_letters import LATELY
from rapport.domains.desk.types import REF
from rapport.foundation.actors import Actor
from rapport.foundation.models import Letter
from rapport.foundation.prepared import Prepared

NEWEST = 500  # of all that were refused; the page of a ticket names each, however old
BOUND = 100
REMEMBERED = 10.0  # seconds: each look at a queue asks it
_told: dict[str, tuple[float, list[tuple[str, int, datetime]]]] = {}


def tickets_with_stopped_letters(viewer: Actor, *, at: datetime) -> frozenset[int]:
    """Those the viewer serves with a letter that was refused in the last thirty days.

    The newest refused letters are read along the index of their state, so no list of tickets or letters is walked; a
    process remembers them for ten seconds.
    """
    viewer.require("tickets.read")
    found = {ref_id for kind, ref_id, posted_at in _refused_lately(viewer) if kind == REF and posted_at >= at - LATELY}
    if not found:
        return frozenset()
    rows = Ticket.objects.served_by(viewer).filter(pk__in=found, merged_into__isnull=True)
    return frozenset(rows.order_by().values_list("pk", flat=True)[:BOUND])


def tickets_whose_answer_came_back(viewer: Actor) -> frozenset[int]:
    """Those with an answer of the viewer's own that could not leave and is a draft again."""
    viewer.require("tickets.read")
    return frozenset(ticket_id for (ticket_id,) in _CAME_BACK(viewer))


def look_again(viewer: Actor) -> None:
    """Forget what was remembered of refused letters."""
    viewer.require("tickets.read")
    _told.clear()


def _refused_lately(viewer: Actor) -> list[tuple[str, int, datetime]]:
    until, known = _told.get("refused", (0.0, []))
    if time.monotonic() >= until:
        known = _REFUSED(viewer)
        _told["refused"] = (time.monotonic() + REMEMBERED, known)
    return known


def _refused(viewer: Actor) -> Any:
    rows = Letter.objects.filter(state=Letter.REFUSED).order_by("-id")
    return rows.values_list("ref_kind", "ref_id", "posted_at")[:NEWEST]


def _came_back(viewer: Actor) -> Any:
    rows = Draft.objects.filter(agent_id__in=viewer.reach.person_ids).exclude(fault="").order_by("-saved_at")
    return rows.values_list("ticket_id")[:BOUND]


_REFUSED, _CAME_BACK = Prepared(_refused), Prepared(_came_back)
