"""The rows that actions change: locked, and within reach of those who answer for them."""

from __future__ import annotations

from rapport.domains.recovery.models import Recovery
from rapport.domains.recovery.models.recoveries import HANDS_OVER
from rapport.foundation.actors import Actor, NotFound


def recovery_to_change(viewer: Actor, recovery_id: int) -> Recovery:
    """A recovery, locked, for whoever answers for it; not there and not yours look the same."""
    rows = Recovery.objects.answered_for_by(viewer).select_related("organisation")
    row = rows.select_for_update(of=("self",)).filter(pk=recovery_id).first()
    if row is None:
        raise NotFound("recovery")
    return row


def recovery_to_hand_over(viewer: Actor, recovery_id: int) -> Recovery:
    """The same for its owner, its service owner and administrators."""
    rows = Recovery.objects.in_reach_of(viewer).select_for_update(of=("self",))
    row = rows.filter(pk=recovery_id).first()
    hands_over = viewer.staff and viewer.reach.may(HANDS_OVER)
    if row is None or not (hands_over or {row.owner_id, row.service_owner_id} & viewer.reach.person_ids):
        raise NotFound("recovery")
    return row
