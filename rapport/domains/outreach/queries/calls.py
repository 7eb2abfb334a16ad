"""Whom to call: each person once with all reasons, in two statements."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from rapport.domains.ledger import queries as ledger
from rapport.domains.outreach import rules
from rapport.domains.outreach.models import Moment
from rapport.domains.outreach.rules.moments import Told, why_now
from rapport.domains.outreach.types import CallList, MomentKind, ToCall
from rapport.foundation.actors import Actor
from rapport.foundation.prepared import Prepared

MOST = 200
KINDS = tuple(MomentKind)
SHOWN = (
    *("team_id", "whom", "person_id", "plan_id", "rank", "source", "named", "since", "on", "person__name"),
    *("person__site__name", "organisation__name", "plan__site__name"),
)


def _standing(viewer: Actor, *, day: date) -> QuerySet[Any, Any]:
    rows = Moment.objects.in_reach_of(viewer).standing_on(day).order_by("rank", "on", "pk")
    return rows.values_list(*SHOWN, named=True)[:MOST]


_STANDING = Prepared(_standing)


def whom_to_call(viewer: Actor, *, at: datetime, size: int = 5) -> CallList:
    """The most pressing first, at most 200 reasons read; whoever both sides talked with since is left out at once."""
    today = at.astimezone(ZoneInfo(viewer.zone)).date()
    rows = _STANDING(viewer, day=today)
    last = ledger.last_contacts(viewer, {row.person_id for row in rows if row.person_id is not None})
    groups: dict[tuple[int, str], list[Any]] = defaultdict(list)
    for row in rows:
        if not rules.answered_since(last.get((row.person_id or 0, row.team_id)), row.since):
            groups[row.team_id, row.whom].append(row)
    one_team_each = {row[0].whom: row for row in reversed(groups.values())}  # the most pressing team's, where several
    found = [group for group in groups.values() if one_team_each[group[0].whom] is group]
    return CallList(tuple(_to_call(group, at=at, today=today) for group in found[:size]), len(found))


def reasons_for(viewer: Actor, person_id: int, *, at: datetime) -> list[ToCall]:
    """Why one person is called now, by team, also where somebody put it off; within reach."""
    today = at.astimezone(ZoneInfo(viewer.zone)).date()
    rows = Moment.objects.in_reach_of(viewer).filter(person_id=person_id).order_by("rank", "on", "pk")
    last = ledger.last_contacts(viewer, [person_id])
    groups: dict[int, list[Any]] = defaultdict(list)
    for row in rows.values_list(*SHOWN, named=True)[:MOST]:
        if not rules.answered_since(last.get((person_id, row.team_id)), row.since):
            groups[row.team_id].append(row)
    return [_to_call(group, at=at, today=today) for group in groups.values()]


def _to_call(rows: list[Any], *, at: datetime, today: date) -> ToCall:
    first = rows[0]
    told = [Told(KINDS[row.rank], row.source, row.named, row.since, row.on) for row in rows]
    plan_ids = [row.plan_id for row in rows if row.plan_id is not None]
    return ToCall(
        key=first.whom,
        team_id=first.team_id,
        person_id=first.person_id,
        plan_id=next(iter(plan_ids), None),
        name=first.person__name or first.plan__site__name or first.organisation__name,
        place=(first.person__site__name or first.organisation__name) if first.person_id else first.organisation__name,
        reasons=tuple(why_now(one, at=at, today=today) for one in told),
    )
