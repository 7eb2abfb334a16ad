"""What an agent's own calendar shows, to whoever holds its secret link: as much as the agent may see today."""

from __future__ import annotations

from datetime import datetime, timedelta

from rapport.domains.outreach.models import Plan
from rapport.domains.outreach.queries.plans import RELATED, _seen, _today
from rapport.domains.outreach.types import PlanSeen
from rapport.domains.people import queries as people
from rapport.foundation import links
from rapport.foundation.actors import Actor, NotFound
from rapport.foundation.links import WrongLink

PURPOSE = "calendar"
AHEAD = timedelta(days=200)
MOST = 200


def calendar(viewer: Actor, token: str, *, at: datetime) -> list[PlanSeen]:
    """The contacts planned by the owner of a link, within the reach they have now; WrongLink where it does not open."""
    del viewer  # the link is the right
    link = links.read(token, PURPOSE, at)
    try:
        owner = people.actor_of(link.person_id or 0)
    except NotFound:
        raise WrongLink("The person this calendar was made for is no longer here.") from None
    if not owner.staff:
        raise WrongLink("The person this calendar was made for no longer serves here.")
    today = _today(owner, at)
    rows = Plan.objects.in_reach_of(owner).standing().filter(owner_id__in=owner.reach.person_ids)
    rows = rows.filter(due_on__lte=today + AHEAD).select_related(*RELATED).order_by("due_on", "pk")
    return [_seen(row, today) for row in rows[:MOST]]


def calendar_since(viewer: Actor, *, at: datetime) -> datetime | None:
    """When the viewer's present calendar link was made, None where there is none."""
    if not viewer.staff:
        raise NotFound("calendar")
    return links.open_since(purpose=PURPOSE, person_ids=sorted(viewer.reach.person_ids), at=at)
