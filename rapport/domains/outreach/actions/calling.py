"""A planned call is made: one line into the ledger, the cadence counted anew, and the next step."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db import transaction

from rapport.domains.ledger import actions as ledger
from rapport.domains.ledger.types import Audience, Channel, Direction, Exchange, NewAct, Step, overwritten
from rapport.domains.outreach import rules
from rapport.domains.outreach.actions.moments import _whom
from rapport.domains.outreach.actions.planning import _plan_to_change, _refuse_strangers, _set_days
from rapport.domains.outreach.models import Call, Moment, Plan, PutOff
from rapport.domains.outreach.types import Outcome
from rapport.domains.people import queries as people
from rapport.domains.promises import queries as promises
from rapport.foundation import audit
from rapport.foundation.actors import Actor, NotFound

KINDS = {Channel.PHONE: "call", Channel.VISIT: "visit"}


class NobodyCalled(ValueError):
    """Say whom you called. Nothing was kept."""


class NotTheirCall(ValueError):
    """When they called, you talked: choose “We talked”, or say that you called. Nothing was kept."""


@transaction.atomic
def log_call(
    *,
    outcome: Outcome,
    words: str,
    actor: Actor,
    at: datetime,
    plan_id: int | None = None,
    person_id: int | None = None,
    team_id: int | None = None,
    minutes: int | None = None,
    channel: str = Channel.PHONE,
    exchange: str = Exchange.SOCIAL,
    began: str = Direction.OURS,
    next_step: str = "",
    next_step_on: date | None = None,
    source_key: str | None = None,
    instead_of: Collection[Step] | None = None,
) -> Call:
    """Keep what came of a call as acts, and what comes next; by its plan, or by person and team.

    Only a talk has acts of both sides, so only a talk counts as contact. `exchange`: a call to stay in touch is social.
    `began`: ours was planned; when they called of their own accord it was not, and counts as contact all the same.
    `instead_of` are the next steps its writer saw: where another stands by now nothing is kept (ChangedMeanwhile).
    Told twice under the same `source_key` it is one call. Raises NotFound, NobodyCalled, NotTheirCall, SeveralLines.
    """
    if Direction(began) == Direction.THEIRS and outcome != Outcome.TALKED:
        raise NotTheirCall(NotTheirCall.__doc__)
    plan = _plan(plan_id, person_id, team_id, actor)
    line, step = rules.one_line(words), rules.one_line(next_step)
    person = _called(plan, person_id, actor)
    team = plan.team_id if plan is not None else team_id or 0
    made = {"plan": plan, "person": person, "team_id": team, "outcome": Outcome(outcome), "at": at}
    call, new = _made(made, made_by_id=actor.person_id, source_key=source_key)
    if not new:
        return call
    planned = Direction(began) == Direction.OURS
    ours = replace(
        _ours(call, person, line, Channel(channel)), minutes=minutes, exchange=Exchange(exchange), planned=planned
    )
    acts = _of_both(ours, person) if call.outcome == Outcome.TALKED else [ours]
    ledger.record_acts(acts, actor=actor, at=at)
    _carry_on(plan, call, Step(step, next_step_on if step else None), seen=instead_of, actor=actor, at=at)
    audit.record("call.logged", actor=actor, subject_kind="call", subject_id=call.pk, at=at)
    return call


def _made(facts: dict[str, Any], *, made_by_id: int | None, source_key: str | None) -> tuple[Call, bool]:
    if source_key is None:
        return Call.objects.create(**facts, made_by_id=made_by_id), True
    return Call.objects.get_or_create(made_by_id=made_by_id, source_key=source_key, defaults=facts)


def _plan(plan_id: int | None, person_id: int | None, team_id: int | None, actor: Actor) -> Plan | None:
    """The plan that is named, or the one this team has for the person; locked."""
    if plan_id is not None:
        return _plan_to_change(plan_id, actor)
    _refuse_strangers(actor, team_id or 0)
    rows = Plan.objects.standing().select_for_update(of=("self",))
    return rows.filter(team_id=team_id or 0, person_id=person_id or 0).first()


def _called(plan: Plan | None, person_id: int | None, actor: Actor) -> Any:
    """The row of the plan's own person, or of the one chosen among those of its site or organisation."""
    if plan is not None and plan.person_id is not None:
        return people.person(actor, plan.person_id)
    if not person_id:
        raise NobodyCalled(NobodyCalled.__doc__)
    person = people.person(actor, person_id)
    if person.left_at is not None or (plan is not None and not _belongs(person, plan)):
        raise NotFound("person")
    return person


def _belongs(person: Any, plan: Plan) -> bool:
    return person.site_id == plan.site_id if plan.site_id else person.organisation_id == plan.organisation_id


def _ours(call: Call, person: Any, line: str, channel: Channel) -> NewAct:
    return NewAct(
        person_id=person.pk,
        organisation_id=person.organisation_id,
        at=call.at,
        channel=channel,
        direction=Direction.OURS,
        kind=KINDS.get(channel, "call"),
        source_key=f"call:{call.pk}",
        author_id=call.made_by_id,
        team_id=call.team_id,
        site_id=person.site_id,
        ref=("call", call.pk),
        completes=True,
        title=line,
        audience=Audience.BOTH if call.outcome == Outcome.TALKED else Audience.STAFF,
    )


def _of_both(ours: NewAct, person: Any) -> list[NewAct]:
    """What both said; who began it stands first, and the other one's act ends it."""
    theirs = replace(
        ours,
        direction=Direction.THEIRS,
        source_key=f"{ours.source_key}:theirs",
        author_id=person.pk,
        minutes=None,
    )
    first, last = (ours, theirs) if ours.planned else (theirs, ours)
    return [replace(first, completes=False), last]


def _carry_on(
    plan: Plan | None, call: Call, step: Step, *, seen: Collection[Step] | None, actor: Actor, at: datetime
) -> None:
    talked = call.outcome == Outcome.TALKED
    if plan is not None:
        stands = Step(plan.next_step, plan.next_step_on)
        if stands.text and overwritten(stands, step, seen=seen):
            raise ledger.ChangedMeanwhile(stands)
        plan.next_step, plan.next_step_on = step
        plan.last_at = at if talked else plan.last_at
        _set_days(plan, zone=actor.zone, working=promises.default_calendar())
        plan.save(update_fields=["next_step", "next_step_on", "last_at", "due_on", "late_on"])
    if talked:
        _forget_moments(call, plan)
    if step.text:
        nothing_yet = None if seen is None else [*seen, Step("")]  # what was cleared meanwhile is nobody's loss
        _tell_the_relationship(call, step, seen=nothing_yet, actor=actor, at=at)


def _tell_the_relationship(
    call: Call, step: Step, *, seen: Collection[Step] | None, actor: Actor, at: datetime
) -> None:
    try:
        ledger.set_next_step(
            person_id=call.person_id,
            team_id=call.team_id,
            next_step=step.text,
            next_step_on=step.on,
            instead_of=seen,
            actor=actor,
            at=at,
        )
    except NotFound:
        return  # no relationship yet: the plan alone says what comes next


def _forget_moments(call: Call, plan: Plan | None) -> None:
    """Nobody has to call somebody who was just talked with."""
    keys = [_whom(call.person_id, None), *([_whom(None, plan.pk)] if plan is not None else [])]
    Moment.objects.filter(team_id=call.team_id, whom__in=keys).delete()
    PutOff.objects.filter(team_id=call.team_id, key__in=keys).delete()
