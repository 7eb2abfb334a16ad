"""Looking over everybody, in sets: who is called because something ends, was broken, or has gone quiet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from rapport.domains.ledger import queries as ledger
from rapport.domains.outreach import rules
from rapport.domains.outreach.actions.moments import _moment
from rapport.domains.outreach.models import Moment, Plan
from rapport.domains.outreach.types import RANK, MomentKind
from rapport.domains.people import queries as people
from rapport.domains.promises import queries as promises
from rapport.foundation.actors import Actor, NotFound

A_MONTH = timedelta(days=30)
BEFORE_AN_END = timedelta(days=14)
STOPPED_USING = timedelta(days=60)
LONG = timedelta(days=180)
SOON_LONG = timedelta(days=60)  # for how long somebody who has gone quiet is a reason to call
MOST = 500
NOTICED = (RANK[MomentKind.UNHAPPY], RANK[MomentKind.LEAVES])  # rows of events: not found again, only ended
WRITTEN = ["organisation", "person", "plan", "rank", "whom", "since", "on", "named"]


def find_moments(*, actor: Actor, at: datetime) -> int:
    """Find every vulnerable moment anew; how many stand. A contact of both sides since it began ends one."""
    if not actor.reach.whole:
        raise NotFound
    found = list({(row.team_id, row.source): row for row in _every(actor, at)}.values())
    over = {(row.team_id, row.source) for row in _answered(actor, found)}
    standing = [row for row in found if (row.team_id, row.source) not in over]
    with transaction.atomic():
        _end(actor, {(row.team_id, row.source) for row in standing}, at)
        Moment.objects.bulk_create(
            standing,
            update_conflicts=True,
            unique_fields=["team", "source"],
            update_fields=WRITTEN,
            batch_size=200,
        )
        return Moment.objects.count()


def _end(actor: Actor, standing: set[tuple[int, str]], at: datetime) -> None:
    """What no longer holds, what was noticed too long ago, and what a contact has answered."""
    rows = list(Moment.objects.all())
    gone = {row.pk for row in rows if row.rank not in NOTICED and (row.team_id, row.source) not in standing}
    gone |= {row.pk for row in _answered(actor, [row for row in rows if row.rank in NOTICED])}
    Moment.objects.filter(Q(pk__in=gone) | Q(until__lt=at.date())).delete()


def _answered(actor: Actor, rows: list[Moment]) -> list[Moment]:
    last = ledger.last_contacts(actor, {row.person_id for row in rows if row.person_id is not None})
    return [row for row in rows if rules.answered_since(last.get((row.person_id or 0, row.team_id)), row.since)]


def _every(actor: Actor, at: datetime) -> Iterator[Moment]:
    yield from _broken(actor, at)
    yield from _sequences(actor, at)
    yield from _sites(actor, at)
    yield from _silences(at)
    yield from _stopped(actor, at)
    yield from _quiet(actor, at)


def _whom(one: Any) -> dict[str, Any]:
    """Whom it is about and whose team they are, from anything found that says so."""
    return {"team_id": one.team_id, "organisation_id": one.organisation_id, "person_id": one.person_id}


def _broken(actor: Actor, at: datetime) -> Iterator[Moment]:
    for one in promises.broken_twice(actor, since=at - A_MONTH, at=at):
        yield _moment(
            MomentKind.BROKEN,
            f"promises:{one.person_id}",
            **_whom(one),
            since=one.last_due_at,
            on=one.last_due_at.date(),
            named=str(one.n),
        )


def _sequences(actor: Actor, at: datetime) -> Iterator[Moment]:
    for one in ledger.ending_sequences(actor, since=at, until=at + BEFORE_AN_END):
        yield _moment(
            MomentKind.SEQUENCE,
            f"sequence:{one.id}",
            **_whom(one),
            since=one.ends_at - BEFORE_AN_END,
            on=one.ends_at.date(),
            named=one.name,
        )


def _sites(actor: Actor, at: datetime) -> Iterator[Moment]:
    closing = people.closing_sites(actor, since=at.date(), until=(at + A_MONTH).date())
    sites = {one.site_id: one for one in closing}
    for site_id, team_id, person_id, organisation_id in ledger.known_at_sites(actor, sites):
        closes = datetime.combine(sites[site_id].closes_on, time(), UTC)
        yield _moment(
            MomentKind.SITE,
            f"site:{site_id}",
            team_id=team_id,
            organisation_id=organisation_id,
            person_id=person_id,
            since=closes - A_MONTH,
            on=closes.date(),
            named=sites[site_id].name,
        )


def _silences(at: datetime) -> Iterator[Moment]:
    for plan in Plan.objects.standing().filter(late_on__lt=at.date()).order_by("late_on", "pk")[:MOST]:
        yield _moment(
            MomentKind.SILENCE,
            f"plan:{plan.pk}",
            **_whom(plan),
            plan_id=plan.pk,
            since=plan.last_at or plan.begun_at,
            on=plan.late_on,
            named=plan.next_step or plan.why,
        )


def _stopped(actor: Actor, at: datetime) -> Iterator[Moment]:
    for one in people.ended_uses(actor, since=(at - STOPPED_USING).date(), until=at.date()):
        ended = datetime.combine(one.until, time(), UTC)
        yield _moment(
            MomentKind.QUIET,
            f"use:{one.use_id}",
            **_whom(one),
            since=ended,
            on=ended.date(),
            named=one.service,
        )


def _quiet(actor: Actor, at: datetime) -> Iterator[Moment]:
    for one in ledger.quiet_between(actor, since=at - LONG - SOON_LONG, until=at - LONG):
        yield _moment(
            MomentKind.QUIET,
            f"quiet:{one.person_id}",
            **_whom(one),
            since=one.last_at,
            on=one.last_at.date(),
        )
