"""The relationship page of one person, and what staff write on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, NamedTuple, cast
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_POST

from rapport.domains.desk import queries as desk
from rapport.domains.insights import queries as insights
from rapport.domains.ledger import actions as ledger_actions
from rapport.domains.ledger import queries as ledger
from rapport.domains.ledger.types import Acquaintance, IdeaSeen, Owner, RelationshipSeen, Step, Timeline
from rapport.domains.outreach import queries as outreach
from rapport.domains.outreach.types import PlanSeen, Scope
from rapport.domains.people import queries
from rapport.domains.people.types import SHOW_ANSWERS
from rapport.domains.promises import queries as promises
from rapport.domains.promises.types import KeptRate, PromiseSeen, TheirPromiseSeen
from rapport.domains.recovery import queries as recovery
from rapport.foundation.actors import Actor
from rapport.foundation.prepared import each_once
from rapport.interfaces.look import groups, kept, relationships, telling
from rapport.interfaces.look.figures.marks import Words
from rapport.interfaces.look.story import Next
from rapport.interfaces.look.wording import words
from rapport.interfaces.web.access import actor_of, staff_required
from rapport.interfaces.web.ids import id_in
from rapport.interfaces.workspace import tapped
from rapport.interfaces.workspace.leaving import pages as leaving
from rapport.interfaces.workspace.person.forms import EVERYTHING, LineForm, NextStepForm, OwnerForm
from rapport.interfaces.workspace.person.line import shown
from rapport.interfaces.workspace.stages import pages as stages
from rapport.interfaces.workspace.theirs import pages as theirs
from rapport.interfaces.workspace.theirs.forms import TheirPromiseForm
from rapport.measures.proportions import wilson

ENDED = {"kept", "broken"}
LAST = 3  # promises that have ended and are shown at once
ACTS = 80  # the newest, as with an organisation; those before are reached by the line's earlier times
SHOWN = 8  # episodes shown at once; the others are behind a fold
A_YEAR = timedelta(days=365)
KNOWS_US_NOW = timedelta(days=183)


@staff_required
def person(request: HttpRequest, person_id: int) -> HttpResponse:
    """How we got here and where we stand."""
    return _show(request, person_id)


@each_once()
def _show(
    request: HttpRequest,
    person_id: int,
    *,
    step_form: NextStepForm | None = None,
    owner_form: OwnerForm | None = None,
    status: int = 400,
) -> HttpResponse:
    actor, now = actor_of(request), timezone.now()
    found = queries.person(actor, person_id)
    if found.merged_into_id is not None:
        return redirect("workspace:person", person_id=found.merged_into_id)
    timeline = ledger.timeline(actor, person_id, most=ACTS).as_of(now)
    relationship = ledger.relationship(actor, person_id)
    owner_id = (relationship.owner_id if relationship else None) or 0
    cards = queries.names(actor, {person_id, *([owner_id] if owner_id else [])})
    looks_after = cards.get(owner_id)
    made = list(promises.promises_to(actor, person_id, at=now))
    planned = _planned(actor, person_id, relationship, now)
    told_us = theirs.told_by(actor, person_id, at=now)
    brought = Brought(made, told_us["they_did"], ledger.ideas_of(actor, person_id))
    shared: dict[str, Any] = {
        "person": found,
        "card": cards[person_id],
        "owner": looks_after,
        "timeline": timeline,
        "words": Words(their=cards[person_id].name, ours="us"),
        "relationship": relationship,
        "leaving": leaving.links_for(actor, person_id) if found.left_at is None else None,
        "now": now,
        # Each slot is filled by what its name says and printed by workspace/_<slot>.html; empty prints nothing.
        "effort": _effort(actor, person_id, brought, now) if timeline.n_acts else None,
        "stage": stages.panel(actor, person_id) if not cards[person_id].staff else None,
        "planned_contact": planned,
        "recovery_id": recovery.open_recovery_of(actor, person_id),
    }
    planned_next = [Next(f"Planned contact with {planned.team}", planned.due_on, planned.owner)] if planned else []
    planned_next += _visits(actor, person_id, now) + theirs.ahead(told_us["they_owe"], name=cards[person_id].name)
    ahead = telling.ahead_of(
        timeline, made, relationship, owner=looks_after.name if looks_after else "", planned=planned_next
    )
    shared["told"] = telling.told(actor, timeline, made, ahead, their=cards[person_id].name, at=now)
    shared |= _line(request, actor, timeline, made, now) | _promises(timeline, made) | _people(actor, shared, now)
    shared |= told_us | _ideas(actor, brought.ideas) | {"they_said_form": kept.fields(TheirPromiseForm, initial=())}
    shared |= _episodes(actor, timeline) | _profile(actor, person_id, timeline, now)
    wrong = _refused("step_wrong", "next_step_form", step_form) | _refused("owner_wrong", "owner_form", owner_form)
    return render(request, "workspace/person/person.html", shared | wrong, status=status if wrong else 200)


def _refused(mark: str, slot: str, form: NextStepForm | OwnerForm | None) -> dict[str, Any]:
    """A form that comes back with what was wrong, in its place."""
    return {mark: True, slot: render_to_string("look/_form.html", {"form": form})} if form is not None else {}


def _ideas(actor: Actor, ideas: list[IdeaSeen]) -> dict[str, Any]:
    """What they thought of; who leads or answers for the service says that it was delivered."""
    done = sum(one.delivered_at is not None for one in ideas)
    return {"ideas": ideas, "ideas_delivered": done, "may_deliver": actor.reach.may("loyalty.read")}


class Brought(NamedTuple):
    """What contact brings both sides beside its costs."""

    made: list[PromiseSeen]
    settled: list[TheirPromiseSeen]
    ideas: list[IdeaSeen]


def _effort(actor: Actor, person_id: int, brought: Brought, now: datetime) -> tuple[groups.Row, ...]:
    """What a year of contact cost both sides and what it brought."""
    since = (now - A_YEAR).replace(minute=0, second=0, microsecond=0)
    ended = [one for one in brought.made if one.standing in ENDED and one.due_at >= since]
    kept_ones = sum(one.standing == "kept" for one in ended)
    share = wilson(kept_ones, len(ended)) if ended else None
    rate = KeptRate(kept_ones, len(ended), *((share.value, share.low, share.high) if share else (None, None, None)))
    worth = groups.worth_rows(ledger.worth_to(actor, person_id), today=timezone.localtime(now).date())
    lately = [one for one in brought.ideas if (one.delivered_at or one.given_at or now) >= since]
    return groups.costs_and_brings(
        insights.effort_of(actor, person_id, start=since, end=now),
        rate,
        worth,
        theirs=theirs.kept_of(brought.settled, since=since),
        ideas=(sum(one.delivered_at is not None for one in lately), len(lately)),
    )


def _planned(actor: Actor, person_id: int, relationship: RelationshipSeen | None, now: datetime) -> PlanSeen | None:
    """The next planned contact of the team whose relationship the page shows."""
    if relationship is None:
        return None
    return outreach.plan_of(actor, scope=Scope.PERSON, target_id=person_id, team_id=relationship.team_id, at=now)


def _visits(actor: Actor, person_id: int, now: datetime) -> list[Next]:
    """The visits arranged with them: a day on which somebody comes is what is next, too."""
    coming = desk.visits_to_person(actor, person_id, at=now)
    return [
        Next(f"Visit: {one.what}", one.starts_at.astimezone(ZoneInfo(one.zone)).date(), one.technician)
        for one in coming
    ]


def _line(
    request: HttpRequest, actor: Actor, timeline: Timeline, made: list[PromiseSeen], now: datetime
) -> dict[str, Any]:
    teams, services = _narrowing(actor, timeline)
    form = LineForm(request.GET, teams=teams, services=services) if request.GET else EVERYTHING
    line = shown(actor, timeline, made, form, at=now)
    if line.narrowed or form.errors:
        return {"line": line, "line_form": form, "choices": None}
    selects = [(*each, names) for each, names in zip(LineForm.NAMED, (teams, services), strict=True) if names]
    rest = kept.drawn("workspace/person/_narrow_rest.html", (), lambda: {"line_form": LineForm(teams=[], services=[])})
    return {"line": line, "line_form": form, "choices": {"selects": selects, "rest": rest, "zoom": line.zoom}}


def _narrowing(actor: Actor, timeline: Timeline) -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
    """The teams and services that a choice would make a difference of."""
    teams = {episode.team_id for episode in timeline.episodes}
    services = {episode.service_id for episode in timeline.episodes}
    return (
        [(team.pk, team.name) for team in queries.teams(actor) if team.pk in teams] if len(teams) > 1 else [],
        [pair for pair in queries.service_names(actor) if pair[0] in services] if len(services) > 1 else [],
    )


def _promises(timeline: Timeline, made: list[PromiseSeen]) -> dict[str, Any]:
    """What is still owed stands first, what is late among it; the share counts all whose time has passed."""
    ended = [one for one in made if one.standing in ENDED]
    owed, past = telling.owed_and_ended(timeline, made)
    past = [one for one in past if one.standing in ENDED]
    kept_ones = sum(one.standing == "kept" for one in ended)
    share = wilson(kept_ones, len(ended)) if len(ended) >= words.HIDDEN_BELOW else None
    return {
        "open_promises": owed,
        "past_promises": past[:LAST],
        "earlier_promises": past[LAST:],
        "kept": kept_ones,
        "ended": len(ended),
        "kept_share": words.share(share.value, share.low, share.high) if share else "",
    }


def _people(actor: Actor, shared: dict[str, Any], now: datetime) -> dict[str, Any]:
    knows = tuple(ledger.who_knows_whom(actor, shared["card"].id))
    relationship: RelationshipSeen | None = shared["relationship"]
    if relationship is None:
        return {"knows": knows, "knows_say": who_is_left(knows, shared["card"].name, now)}
    next_step = {"next_step": relationship.next_step, "next_step_on": relationship.next_step_on}
    next_step |= {"was": relationship.next_step, "was_on": relationship.next_step_on}
    team = {"team": relationship.team_id}
    agents = queries.staff_of_team(actor, relationship.team_id)
    return {
        "knows": knows,
        "knows_say": who_is_left(knows, shared["card"].name, now),
        "step_late": bool(relationship.next_step_on and relationship.next_step_on < timezone.localdate(now)),
        "next_step_form": kept.fields(NextStepForm, initial=tuple((next_step | team).items())),
        "owner_form": kept.fields(
            OwnerForm,
            initial=(*team.items(), ("owner", relationship.owner_id), ("was_owner", relationship.owner_id)),
            agents=tuple(agents),
        ),
    }


def who_is_left(knows: Sequence[Acquaintance], name: str, now: datetime) -> str:
    """How many of us know somebody, from contact in the last half year; who would be left when one is away.

    >>> at = datetime(2026, 11, 2)
    >>> hugo, dev = Acquaintance(1, "Hugo Marek", 4, 2, at), Acquaintance(2, "Dev Anand", 1, 1, at)
    >>> who_is_left([hugo, dev], "Marta Kolb", at)
    'If Hugo Marek is away, Dev Anand is the only one left who knows Marta Kolb.'
    """
    lately = sorted((one for one in knows if one.last_at > now - KNOWS_US_NOW), key=lambda one: -one.acts)
    if not lately:
        return f"Nobody of us has spoken with {name} in the last half year." if knows else ""
    if len(lately) == 1:
        return f"Only {lately[0].name} knows {name}. Nobody is left when {lately[0].name} is away."
    if len(lately) == 2:
        return f"If {lately[0].name} is away, {lately[1].name} is the only one left who knows {name}."
    return f"{words.sentence(words.small(len(lately)))} of us have spoken with {name} in the last half year."


def _episodes(actor: Actor, timeline: Timeline) -> dict[str, Any]:
    """What is open comes first, so that no fold hides it; `n_met` counts the older ones that are not shown, too."""
    episodes = [e for e in timeline.episodes if not relationships.stands_alone(e)]
    episodes.sort(key=lambda e: e.ended_at is not None)
    said = ledger.reflections_on(actor, [e.id for e in episodes])
    told = [(replace(e, acts=()), tuple(tapped.sentences(said.get(e.id, ())))) for e in episodes]
    return {
        "episodes": told[:SHOWN],
        "earlier_episodes": told[SHOWN:],
        "n_met": timeline.n_episodes,
        "n_open": sum(e.ended_at is None for e in episodes),
        "n_older": timeline.n_episodes - len(told),
    }


def _profile(actor: Actor, person_id: int, timeline: Timeline, now: datetime) -> dict[str, Any]:
    answers = relationships.answers_of(timeline)
    agreed = bool(answers) and SHOW_ANSWERS in queries.consents(actor, person_id)
    corrections = ledger.corrections(actor, person_id)
    return {
        "answers": answers,
        "agreed": agreed,
        "critical_days": queries.critical_days(actor, person_id, today=timezone.localtime(now).date()),
        "services": queries.services_of(actor, [person_id]).get(person_id, []),
        "corrections": [one for one in corrections if one.decided_at is None],
        "may_set_uses": actor.reach.may("people.write"),
    }


@staff_required
@require_POST
def next_step(request: HttpRequest, person_id: int) -> HttpResponse:
    """Keep what we do next."""
    form = NextStepForm(request.POST)
    if not form.is_valid():
        return _show(request, person_id, step_form=form)
    try:
        ledger_actions.set_next_step(
            person_id=person_id,
            team_id=form.cleaned_data["team"],
            next_step=form.cleaned_data["next_step"],
            next_step_on=form.cleaned_data["next_step_on"],
            instead_of=form.instead_of,
            actor=actor_of(request),
            at=timezone.now(),
        )
    except ledger_actions.ChangedMeanwhile as error:
        form.meets(cast(Step, error.stands), today=timezone.localdate())
        return _show(request, person_id, step_form=form, status=409)
    return redirect("workspace:person", person_id=person_id)


@staff_required
@require_POST
def owner(request: HttpRequest, person_id: int) -> HttpResponse:
    """Say who looks after this relationship: somebody of its team, or nobody."""
    actor, team = actor_of(request), id_in(request.POST.get("team"))
    agents = queries.staff_of_team(actor, team) if team is not None else []
    form = OwnerForm(request.POST, agents=agents)
    if not form.is_valid():
        return redirect("workspace:person", person_id=person_id)
    try:
        ledger_actions.set_owner(
            person_id=person_id,
            team_id=form.cleaned_data["team"],
            owner_id=form.cleaned_data["owner"],
            instead_of=form.owner_seen,
            actor=actor,
            at=timezone.now(),
        )
    except ledger_actions.ChangedMeanwhile as error:
        form.meets_owner(cast(Owner, error.stands))
        return _show(request, person_id, owner_form=form, status=409)
    return redirect("workspace:person", person_id=person_id)
