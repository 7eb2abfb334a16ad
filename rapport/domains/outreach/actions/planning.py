"""Planning contact: how often, by whom, from which level; and giving it up."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from rapport.domains.ledger import queries as ledger
from rapport.domains.outreach import rules
from rapport.domains.outreach.models import LevelSetting, Plan
from rapport.domains.outreach.types import Cadence, Level, Scope
from rapport.domains.people import queries as people
from rapport.domains.promises import queries as promises
from rapport.foundation import audit
from rapport.foundation.actors import Actor, NotFound
from rapport.measures.worktime import Calendar

WROTE = ("owner", "level", "ideal_days", "longest_days", "why", "due_on", "late_on")


@transaction.atomic
def plan_contact(
    *,
    scope: Scope,
    target_id: int,
    team_id: int,
    level: Level,
    ideal_days: int,
    longest_days: int,
    actor: Actor,
    at: datetime,
    why: str = "",
    owner_id: int | None = None,
) -> Plan:
    """Say how often a team talks with somebody; planned already, the cadence is changed.

    Raises NotFound, WrongCadence, SeveralLines before anything is kept.
    """
    _refuse_strangers(actor, team_id)
    target = _target(Scope(scope), target_id, actor)
    chosen, line = rules.cadence(ideal_days, longest_days), rules.one_line(why)
    if owner_id is not None and owner_id not in dict(people.staff_of_team(actor, team_id)):
        raise NotFound("agent")
    plan = Plan.objects.standing().select_for_update().filter(team_id=team_id, **target).first()
    plan = plan or Plan(team_id=team_id, begun_at=at, last_at=_last(actor, team_id, target), **target)
    plan.level, plan.why, plan.owner_id = Level(level), line, owner_id
    plan.ideal_days, plan.longest_days = chosen.ideal_days, chosen.longest_days
    _set_days(plan, zone=actor.zone, working=promises.default_calendar())
    plan.save()
    audit.record("plan.set", actor=actor, subject_kind="plan", subject_id=plan.pk, at=at, fields=WROTE)
    return plan


@transaction.atomic
def end_plan(*, plan_id: int, actor: Actor, at: datetime) -> Plan:
    """Give a planned contact up; what was said stays in the ledger."""
    plan = _plan_to_change(plan_id, actor)
    plan.ended_at = at
    plan.save(update_fields=["ended_at"])
    audit.record("plan.ended", actor=actor, subject_kind="plan", subject_id=plan.pk, at=at)
    return plan


@transaction.atomic
def set_level(*, level: Level, ideal_days: int, longest_days: int, actor: Actor, at: datetime) -> LevelSetting:
    """Say which cadence is offered for a level; plans that stand keep theirs."""
    actor.require("settings.write")
    chosen = rules.cadence(ideal_days, longest_days)
    days = {"ideal_days": chosen.ideal_days, "longest_days": chosen.longest_days}
    row, _ = LevelSetting.objects.update_or_create(level=Level(level), defaults=days)
    audit.record("level.set", actor=actor, subject_kind="level", subject_id=row.pk, at=at, fields=tuple(days))
    return row


def _refuse_strangers(actor: Actor, team_id: int) -> None:
    """Only those who serve in the team plan its contact; for everybody else there is no such team."""
    serves = actor.staff and actor.reach.may("tickets.answer") and team_id in actor.reach.team_ids
    if not serves and not actor.reach.whole:
        raise NotFound("team")


def _plan_to_change(plan_id: int, actor: Actor) -> Plan:
    """A standing plan within reach, locked."""
    found = Plan.objects.in_reach_of(actor).standing().select_for_update(of=("self",)).filter(pk=plan_id).first()
    if found is None:
        raise NotFound("plan")
    return found


def _set_days(plan: Plan, *, zone: str, working: Calendar) -> None:
    """The days that follow from the last contact; where there was none yet, contact is due at once.

    A day on which we do not work gives way to the next one on which we do.
    """
    cadence = Cadence(plan.ideal_days, plan.longest_days)
    if plan.last_at is None:
        plan.due_on = _day(plan.begun_at, zone)
        plan.late_on = rules.due_days(plan.due_on, Cadence(1, plan.longest_days - plan.ideal_days or 1))[1]
    else:
        plan.due_on, plan.late_on = rules.due_days(_day(plan.last_at, zone), cadence)
    plan.due_on = rules.working_day(plan.due_on, working.days, frozenset(working.holidays))
    plan.late_on = rules.working_day(plan.late_on, working.days, frozenset(working.holidays))


def _day(moment: datetime, zone: str) -> Any:
    return moment.astimezone(ZoneInfo(zone)).date()


def _target(scope: Scope, target_id: int, actor: Actor) -> dict[str, Any]:
    """The columns that name whom the plan is about."""
    if scope == Scope.PERSON:
        person = people.person(actor, target_id)
        if person.left_at is not None:
            raise NotFound("person")
        return {"person_id": person.kept_id, "site_id": None, "organisation_id": person.organisation_id}
    if scope == Scope.SITE:
        site = next((row for row in people.sites(actor) if row.pk == target_id), None)
        if site is None:
            raise NotFound("site")
        return {"person_id": None, "site_id": site.pk, "organisation_id": site.organisation_id}
    if target_id not in {row.pk for row in people.organisations(actor)}:
        raise NotFound("organisation")
    return {"person_id": None, "site_id": None, "organisation_id": target_id}


def _last(actor: Actor, team_id: int, target: dict[str, Any]) -> datetime | None:
    if target["person_id"] is not None:
        return ledger.last_contact(actor, team_id=team_id, person_id=target["person_id"])
    if target["site_id"] is not None:
        return ledger.last_contact(actor, team_id=team_id, site_id=target["site_id"])
    return ledger.last_contact(actor, team_id=team_id, organisation_id=target["organisation_id"])
