"""How many notes for the team alone there are on the tickets of whoever looks; never what they say."""

from __future__ import annotations

from rapport.domains.desk.models import Message
from rapport.domains.desk.types import Side
from rapport.foundation.actors import NOBODY, Actor
from rapport.foundation.prepared import Prepared

BOUND = 100


def own_notes(viewer: Actor) -> int:
    """The number of team-only notes on the viewer's own tickets; counting stops at a hundred."""
    return len(_NOTES(NOBODY, persons=sorted(viewer.reach.person_ids)))


_NOTES = Prepared(
    lambda _nobody, *, persons: (
        Message.objects.filter(ticket__requester_id__in=persons, side=Side.NOTE)
        .order_by()
        .values_list("pk", flat=True)[:BOUND]
    ),
    "persons",
)
