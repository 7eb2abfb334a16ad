"""One row of a moment, and the key under which the reasons of one person stand together."""

from __future__ import annotations

from datetime import date, datetime

from rapport.domains.outreach.models import Moment
from rapport.domains.outreach.types import RANK, MomentKind


def _whom(person_id: int | None, plan_id: int | None) -> str:
    return f"person:{person_id}" if person_id is not None else f"plan:{plan_id}"


def _moment(
    kind: MomentKind,
    source: str,
    *,
    team_id: int,
    organisation_id: int,
    person_id: int | None,
    since: datetime,
    on: date,
    until: date | None = None,
    plan_id: int | None = None,
    named: str = "",
) -> Moment:
    return Moment(
        team_id=team_id,
        organisation_id=organisation_id,
        person_id=person_id,
        plan_id=plan_id,
        rank=RANK[kind],
        whom=_whom(person_id, plan_id),
        source=source,
        since=since,
        on=on,
        until=until,
        named=named[:200],
    )
