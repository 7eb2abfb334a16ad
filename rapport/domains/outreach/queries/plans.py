"""Planned contact by due date, one plan, and the reasons to call that the ledger and the promises give."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from rapport.domains.ledger import queries as ledger
from rapport.domains.ledger.types import Step
from rapport.domains.outreach import rules
from rapport.domains.outreach.models import LevelSetting, Moment, Plan, Thanks
from rapport.domains.outreach.rules.moments import Told, short, why_now
from rapport.domains.outreach.types import DEFAULT_DAYS, Cadence, Level, MomentKind, PlanSeen, Reason, Scope
from rapport.domains.people import queries as people
from rapport.domains.promises import queries as promises
from rapport.foundation.actors import Actor, NotFound
from rapport.foundation.paging import Page, page_of
from rapport.foundation.prepared import Prepared

NEAR = timedelta(days=3)
NEW = timedelta(days=30)
AROUND_A_SITE = timedelta(days=30)
KINDS = tuple(MomentKind)
RELATED = ("person__site", "site", "organisation", "team", "owner")


def plans(
    viewer: Actor,
    *,
    at: datetime,
    view: str = "all",
    team_id: int | None = None,
    after: str | None = None,
    size: int = 25,
) -> Page[PlanSeen]:
    """Planned contacts within reach by the day they are due: those overdue, one's own, or all of a team."""
    today = _today(viewer, at)
    rows = Plan.objects.in_reach_of(viewer).standing().select_related(*RELATED)
    rows = rows if team_id is None else rows.filter(team_id=team_id)
    if view == "overdue":
        rows = rows.filter(late_on__lt=today)
    elif view == "mine":
        rows = rows.filter(owner_id__in=viewer.reach.person_ids)
    page = page_of(rows, by=("due_on", "pk"), after=after, size=size)
    return Page([_seen(row, today) for row in page.rows], page.next)


def plan(viewer: Actor, plan_id: int, *, at: datetime) -> PlanSeen:
    """One standing plan within reach, or NotFound."""
    rows = Plan.objects.in_reach_of(viewer).standing().select_related(*RELATED)
    found = rows.filter(pk=plan_id).first()
    if found is None:
        raise NotFound("plan")
    return _seen(found, _today(viewer, at))


def plan_of(viewer: Actor, *, scope: Scope, target_id: int, team_id: int, at: datetime) -> PlanSeen | None:
    """The plan of one team for somebody, where there is one."""
    known = _PLAN_OF(viewer, scope=str(scope), target=[target_id], team=[team_id])  # most people have none
    found = Plan.objects.select_related(*RELATED).filter(pk__in=known).first() if known else None
    return None if found is None else _seen(found, _today(viewer, at))


def next_steps(viewer: Actor, person_id: int) -> list[Step]:
    """What is written down to come next with one person, in plans and relationships within reach; two statements."""
    rows = Plan.objects.in_reach_of(viewer).standing().filter(person_id=person_id).exclude(next_step="")
    planned = [Step(*row) for row in rows.order_by("pk").values_list("next_step", "next_step_on")]
    between = ledger.relationships_of(viewer, person_id)
    agreed = [Step(one.next_step, one.next_step_on) for one in between if one.next_step]
    return list(dict.fromkeys([*planned, *agreed]))


def _plan_of(viewer: Actor, *, scope: str, target: Collection[int], team: Collection[int]) -> QuerySet[Any, Any]:
    named = {"person__isnull": True, "site__isnull": True, f"{scope}_id__in": target}
    named.pop(f"{scope}__isnull", None)
    rows = Plan.objects.in_reach_of(viewer).standing().filter(team_id__in=team, **named)
    return rows.order_by("pk").values_list("pk", flat=True)[:1]


_PLAN_OF = Prepared(_plan_of, "target", "team")


def cadences(viewer: Actor) -> dict[str, Cadence]:
    """The cadence offered for each level, for staff."""
    if not viewer.staff:
        raise NotFound("cadences")
    set_ = {row.level: Cadence(row.ideal_days, row.longest_days) for row in LevelSetting.objects.all()}
    return {level.value: set_.get(level.value, Cadence(*DEFAULT_DAYS[level])) for level in Level}


def reasons_to_call(viewer: Actor, plan_ids: Collection[int], *, at: datetime) -> dict[int, list[Reason]]:
    """Why one would call, by plan, beside that it is time; five statements for any number of plans."""
    rows = Plan.objects.in_reach_of(viewer).filter(pk__in=list(plan_ids)).select_related("person__site", "site")
    found: dict[int, list[Reason]] = defaultdict(list)
    plans_of: dict[int, list[Plan]] = defaultdict(list)
    for row in rows:
        found[row.pk] += _about_site(row, _today(viewer, at))
        if row.person_id is not None:
            plans_of[row.person_id].append(row)
    for person_id, team_id, reason in _about_people(viewer, list(plans_of), at):
        for row in plans_of[person_id]:
            if team_id in {None, row.team_id}:
                found[row.pk].append(reason)
    return dict(found)


def _about_people(viewer: Actor, person_ids: list[int], at: datetime) -> Iterator[tuple[int, int | None, Reason]]:
    if not person_ids:
        return
    today = _today(viewer, at)
    kept_out = Q(rank=KINDS.index(MomentKind.SILENCE))
    moments = Moment.objects.in_reach_of(viewer).filter(person_id__in=person_ids).exclude(kept_out)
    for row in moments.order_by("rank", "on", "pk"):
        told = Told(KINDS[row.rank], row.source, row.named, row.since, row.on)
        yield row.person_id or 0, row.team_id, Reason(told.kind, why_now(told, at=at, today=today).words)
    for promise in promises.promised_until(viewer, person_ids, until=at + NEAR):
        yield (
            promise.person_id,
            promise.team_id,
            Reason("promise", f"Promised by {short(promise.due_at.date(), today=today)}: {promise.text}"),
        )
    for person_id, used in people.new_uses(viewer, person_ids, since=today - NEW):
        yield person_id, used.team_id, Reason("use", f"Began to use {used.name} on {short(used.since, today=today)}.")
    yield from _to_pass_on(viewer, person_ids)


def _to_pass_on(viewer: Actor, person_ids: list[int]) -> Iterator[tuple[int, int | None, Reason]]:
    """Thanks of theirs to the one who looks, not answered by any contact yet: a kind reason to call."""
    given = Thanks.objects.in_reach_of(viewer).filter(
        giver_id__in=person_ids, to__person_id__in=viewer.reach.person_ids
    )
    for person_id, about in given.order_by("-given_at").values_list("giver_id", "about")[: len(person_ids)]:
        yield person_id, None, Reason("thanks", f"Said thank you for “{about}”." if about else "Said thank you.")


def _about_site(row: Plan, today: date) -> Iterator[Reason]:
    site = row.site or (row.person.site if row.person else None)
    if site is None:
        return
    if site.opens_on and today <= site.opens_on <= today + AROUND_A_SITE:
        yield Reason("site", f"{site.name} opens on {short(site.opens_on, today=today)}.")
    if site.closes_on and row.site_id and today <= site.closes_on <= today + AROUND_A_SITE:
        yield Reason("site", f"{site.name} closes on {short(site.closes_on, today=today)}.")


def _today(viewer: Actor, at: datetime) -> date:
    return at.astimezone(ZoneInfo(viewer.zone)).date()


def _seen(row: Any, today: date) -> PlanSeen:
    about = row.person or row.site or row.organisation
    scope = Scope.PERSON if row.person_id else Scope.SITE if row.site_id else Scope.ORGANISATION
    return PlanSeen(
        id=row.pk,
        scope=scope,
        name=about.name,
        organisation=row.organisation.name,
        organisation_id=row.organisation_id,
        person_id=row.person_id,
        site_id=row.site_id,
        team_id=row.team_id,
        team=row.team.name,
        owner_id=row.owner_id,
        owner=row.owner.name if row.owner else "",
        level=row.level,
        cadence=Cadence(row.ideal_days, row.longest_days),
        last_at=row.last_at,
        due_on=row.due_on,
        late_on=row.late_on,
        standing=rules.standing(row.due_on, row.late_on, today=today),
        why=row.why,
        next_step=row.next_step,
        next_step_on=row.next_step_on,
    )
