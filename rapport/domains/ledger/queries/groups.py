"""Contact with an organisation or a site by month, from counters: what is folded and what is not folded yet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet, Sum

from rapport.domains.ledger.models import Act, ContactSum, Uncounted
from rapport.domains.ledger.models.counting import contacting
from rapport.domains.ledger.models.counting.folding import SUMS
from rapport.domains.ledger.models.group_reach import part_in_reach, refuse_strangers_to
from rapport.domains.ledger.types import Direction, Group, GroupContact, GroupNarrowed, MonthOfContact
from rapport.foundation.actors import NOBODY, Actor
from rapport.foundation.prepared import Prepared
from rapport.measures.effort import VISIT, Contact, Effort, of_episode, total
from rapport.measures.worktime import Calendar

MOST_UNCOUNTED = 200
ALIKE = ("month", "direction", "planned")
NEVER = Calendar("UTC", week={})


def group_contact(viewer: Actor, group: Group, narrowed: GroupNarrowed) -> GroupContact:
    """Contact since the first day of a month, within reach, month by month and as effort; NotFound for strangers.

    Acts of the last minute are in the counts; repeats, hand-offs, turns and waits follow when the job has been.
    """
    refuse_strangers_to(viewer, group)
    new, behind = _unfolded(viewer, group, narrowed)
    rows: list[_Folded | _New] = [*(_Folded(*row) for row in _folded(viewer, group, narrowed)), *new]
    return GroupContact(_months(rows), total(row.effort for row in rows), behind)


class _Folded:
    """Sums of one month, side and plan."""

    def __init__(self, month: date, direction: str, planned: bool, *sums: int | None) -> None:
        acts, *rest, visits = [n or 0 for n in sums]
        self.month, self.ours, self.planned, self.acts = month, direction == Direction.OURS, planned, acts
        sides = (0, acts) if self.ours else (acts, 0)
        self.effort = Effort(*sides, acts * planned, visits, *rest)


class _New:
    """One act that no counter holds yet."""

    def __init__(self, row: Any) -> None:
        self.month = row.at.astimezone(ZoneInfo(row.organisation__zone)).date().replace(day=1)
        self.ours, self.planned, self.acts = row.direction == Direction.OURS, row.planned, 1
        told = Contact(row.id, row.at, self.ours, row.channel, row.planned, minutes=row.minutes)
        self.effort = of_episode([told], working=NEVER)[0][1]._replace(begun=0)


def _folded(viewer: Actor, group: Group, narrowed: GroupNarrowed) -> list[Any]:
    if group.site_id is None:
        return _OF_ORGANISATION(viewer, organisation=group.organisation_id, team=group.team_id, narrowed=narrowed)
    place = {"site": group.site_id, "organisation": group.organisation_id}
    return _OF_SITE(viewer, **place, team=group.team_id, narrowed=narrowed)


def _sums(viewer: Actor, place: Q, team: int | None, narrowed: GroupNarrowed) -> QuerySet[Any, Any]:
    by = Q() if team is None else Q(team_id=team)
    rows = ContactSum.objects.filter(place & by & _only(narrowed) & part_in_reach(viewer), month__gte=narrowed.since)
    rows = rows if narrowed.until is None else rows.filter(month__lt=narrowed.until)
    visits = Sum("acts", filter=Q(channel=VISIT))
    return rows.order_by().values_list(*ALIKE).annotate(*(Sum(name) for name in SUMS), visited=visits)


_OF_ORGANISATION = Prepared(
    lambda viewer, *, organisation, team, narrowed: _sums(
        viewer, Q(view="organisation", organisation_id__in=organisation), team, narrowed
    ),
    "organisation",
)
_OF_SITE = Prepared(
    lambda viewer, *, site, organisation, team, narrowed: _sums(
        viewer, Q(view="site", site_id__in=site, organisation_id__in=organisation), team, narrowed
    ),
    *("site", "organisation"),
)


def _only(narrowed: GroupNarrowed) -> Q:
    """What a page may narrow acts and counters by."""
    named = {"service_id": narrowed.service_id, "channel": narrowed.channel or None, "planned": narrowed.planned}
    return Q(**{field: value for field, value in named.items() if value is not None})


_MARKED = Prepared(
    lambda _viewer: Uncounted.objects.order_by("-id").values_list("act_id", "organisation_id")[: MOST_UNCOUNTED + 1]
)


def _unfolded(viewer: Actor, group: Group, narrowed: GroupNarrowed) -> tuple[list[_New], bool]:
    """Acts that are marked still. They are read by their ids alone and judged here: few, whatever else is asked."""
    marks = _MARKED(NOBODY)
    acts = [act_id for act_id, organisation in marks[:MOST_UNCOUNTED] if organisation == group.organisation_id]
    rows = contacting.contacts(Act.objects.filter(pk__in=acts), "organisation__zone") if acts else []
    new = [_New(row) for row in rows if _asked_for(viewer, row, group, narrowed)]
    last = narrowed.until or date.max
    return [one for one in new if narrowed.since <= one.month < last], len(marks) > MOST_UNCOUNTED


def _asked_for(viewer: Actor, row: Any, group: Group, narrowed: GroupNarrowed) -> bool:
    """The same as the counters' filters."""
    seen = viewer.reach.whole or not viewer.staff or row.team_id in viewer.reach.team_ids
    asked = ((group.site_id, row.site_id), (group.team_id, row.team_id), (narrowed.service_id, row.service_id))
    also = ((narrowed.channel or None, row.channel), (narrowed.planned, row.planned))
    return seen and all(wanted is None or wanted == found for wanted, found in (*asked, *also))


def _months(rows: Iterable[_Folded | _New]) -> tuple[MonthOfContact, ...]:
    found: dict[date, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for row in rows:
        sums, side = found[row.month], 2 if row.ours else 0
        sums[side] += row.acts
        sums[side + 1] += row.acts * row.planned
    return tuple(MonthOfContact(month, *sums) for month, sums in sorted(found.items()) if any(sums))


def in_reach_with(viewer: Actor, place: Q, team: int | None, narrowed: GroupNarrowed) -> QuerySet[Act]:
    """The acts a page of this place may list to those who may look at it, corrections among them."""
    by = Q() if team is None else Q(team_id=team)
    part = contacting.COUNTING & part_in_reach(viewer)
    return Act.objects.filter(place & by & _only(narrowed) & part)
