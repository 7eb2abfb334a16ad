"""What somebody has in hand, before their role is taken away."""

from __future__ import annotations

from collections.abc import Collection

from rapport.domains.desk.models import Ticket
from rapport.foundation.actors import Actor

MOST = 100


def in_hand(viewer: Actor, person_id: int, *, outside: Collection[int] = ()) -> int:
    """How many unsolved tickets somebody has beyond these teams that the viewer may change; 100 means more."""
    if not viewer.staff and not viewer.reach.whole:
        return 0
    rows = Ticket.objects.served_by(viewer).unsolved().filter(assignee_id=person_id)
    return rows.exclude(team_id__in=outside)[:MOST].count()
