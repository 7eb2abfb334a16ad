"""Reach over what was between many and us: counters, pairs and acts of an organisation or a site."""

from __future__ import annotations

from django.db.models import Q

from rapport.domains.ledger.models.reach import EVERYTHING, WHOLE_ORGANISATION
from rapport.domains.ledger.types import Group
from rapport.foundation.actors import Actor, NotFound


def refuse_strangers_to(viewer: Actor, group: Group) -> None:
    """Staff may look at any group, for their teams' part; a client contact and a system at their own; else NotFound."""
    reach = viewer.reach
    if reach.whole or (viewer.staff and reach.may("tickets.read")):
        return
    granted = viewer.kind == "system" or (not viewer.staff and reach.may(WHOLE_ORGANISATION))
    if not granted or group.organisation_id not in reach.organisation_ids:
        raise NotFound("organisation")


def part_in_reach(viewer: Actor) -> Q:
    """What of a group's contact is seen by those who may look at all; refuse strangers first."""
    if viewer.staff and not viewer.reach.whole:
        return Q(team_id__in=viewer.reach.team_ids)
    return EVERYTHING
