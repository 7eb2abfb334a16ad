"""How much contact was planned, and with which levels nobody talks."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import Max

from rapport.domains.outreach import rules
from rapport.domains.outreach.models import Plan, Share
from rapport.domains.outreach.queries.plans import cadences
from rapport.domains.outreach.types import MissingLevels, PlannedShare
from rapport.foundation.actors import Actor, NotFound
from rapport.measures import proportions
from rapport.measures.disclosure import LEAST

MOST = 100


def planned_shares(viewer: Actor, *, team_id: int | None = None) -> list[PlannedShare]:
    """By team and organisation: of the episodes in which we acted, those planned, with range; none below five."""
    if not viewer.staff:
        raise NotFound("shares")
    rows = Share.objects.filter(n__gt=0)
    if not viewer.reach.whole:
        rows = rows.filter(team_id__in=viewer.reach.team_ids)
    rows = rows if team_id is None else rows.filter(team_id=team_id)
    found = rows.select_related("team", "organisation").order_by("team__name", "-n", "organisation__name")
    return [_share(row) for row in found[:MOST]]


def _share(row: Share) -> PlannedShare:
    shown = proportions.wilson(row.planned, row.n) if row.n >= LEAST else None
    return PlannedShare(
        team=row.team.name,
        organisation=row.organisation.name,
        planned=row.planned,
        n=row.n,
        share=shown.value if shown else None,
        low=shown.low if shown else None,
        high=shown.high if shown else None,
        since=row.since,
        until=row.until,
    )


def missing_levels(viewer: Actor, *, at: datetime, team_id: int | None = None) -> list[MissingLevels]:
    """Organisations with which contact is planned, and the levels of each that have none; within reach."""
    longest = {level: cadence.longest_days for level, cadence in cadences(viewer).items()}
    rows = Plan.objects.in_reach_of(viewer).standing()
    rows = rows if team_id is None else rows.filter(team_id=team_id)
    zone, today = ZoneInfo(viewer.zone), at.astimezone(ZoneInfo(viewer.zone)).date()
    last: dict[tuple[int, str], dict[str, date | None]] = defaultdict(dict)
    by = ("organisation__name", "organisation_id", "level")
    for name, organisation_id, level, moment in rows.order_by(*by).values_list(*by).annotate(last=Max("last_at")):
        last[organisation_id, name][level] = moment.astimezone(zone).date() if moment else None
    found = [
        MissingLevels(*key, rules.missing_levels(seen, today=today, longest=longest)) for key, seen in last.items()
    ]
    return [one for one in found if one.levels][:MOST]
