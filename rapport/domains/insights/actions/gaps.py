"""What is done about gaps: targets of perception, tests made with a release, and somebody who takes a gap."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime, time

from django.db import transaction

from rapport.domains.insights import queries, rules
from rapport.domains.insights.models import Gap, GapStep, GapTest, PerceptionTarget
from rapport.domains.insights.rules import gaps as judging
from rapport.domains.insights.types import GapKind, GapVerb
from rapport.domains.promises import queries as promises
from rapport.domains.promises.types import Aimed
from rapport.domains.surveys import queries as surveys
from rapport.domains.surveys.types import NamedAnswer
from rapport.foundation import audit
from rapport.foundation.actors import Actor, NotFound

LONGEST_STEP, LONGEST_WORDS = 200, 1000
CHUNK = 500
Place = tuple[str, int]


class SaysNothing(ValueError):
    """A gap is taken with a next step, and closed with what was found; neither may be empty."""


class NotAShare(ValueError):
    """A target of perception is a share above 0 and at most 1."""


class NotInTheTeam(ValueError):
    """The owner of a gap is somebody who serves where the gap is, or whoever says so."""


@transaction.atomic
def set_perception_target(*, service_id: int, share: float | None, actor: Actor, at: datetime) -> None:
    """Say which share of people should be satisfied with a service, 0 for everything else; None takes it back."""
    actor.require("gaps.write")
    if service_id:
        queries.gap_group(actor, GapKind.SERVICE, service_id)
    else:
        actor.require("settings.write")
    if share is not None and not 0 < share <= 1:
        raise NotAShare(str(share))
    if share is None:
        PerceptionTarget.objects.filter(service_id=service_id).delete()
    else:
        PerceptionTarget.objects.update_or_create(service_id=service_id, defaults={"share": share, "set_at": at})
    audit.record("perception_target.set", actor=actor, subject_kind="service", subject_id=service_id, at=at)


@transaction.atomic
def take_gap(
    *,
    kind: str,
    group_id: int,
    quarter: date,
    owner_id: int,
    next_step: str,
    next_on: date | None,
    words: str = "",
    actor: Actor,
    at: datetime,
) -> Gap:
    """Somebody looks after a gap: take it, or plan anew what was taken; every step is kept."""
    group = queries.gap_group(actor, kind, group_id)
    said = next_step.strip()[:LONGEST_STEP]
    if not said:
        raise SaysNothing("next_step")
    if owner_id not in {pk for pk, _ in queries.gap_owners(actor, group)}:
        raise NotInTheTeam(str(owner_id))
    new = {"quarter": quarter, "taken_at": at, "owner_id": owner_id, "next_step": said, "next_on": next_on}
    gap, first = Gap.objects.select_for_update().get_or_create(
        kind=GapKind(kind), group_id=group_id, closed_at=None, defaults=new
    )
    gap.owner_id, gap.next_step, gap.next_on = owner_id, said, next_on
    gap.save(update_fields=["owner", "next_step", "next_on"])
    _note(gap, GapVerb.TAKEN if first else GapVerb.PLANNED, words, actor, at)
    return gap


@transaction.atomic
def close_gap(*, gap_id: int, found: str, actor: Actor, at: datetime) -> Gap:
    """Close a gap with what was found; it stays in the history, and the same group may be taken again."""
    queries.refuse_all_but_staff(actor)
    gap = Gap.objects.select_for_update().filter(pk=gap_id, closed_at=None).first()
    if gap is None:
        raise NotFound("gap")
    queries.gap_group(actor, gap.kind, gap.group_id)
    said = found.strip()[:LONGEST_WORDS]
    if not said:
        raise SaysNothing("found")
    gap.found, gap.closed_at = said, at
    gap.save(update_fields=["found", "closed_at"])
    _note(gap, GapVerb.CLOSED, said, actor, at)
    return gap


def _note(gap: Gap, verb: GapVerb, words: str, actor: Actor, at: datetime) -> None:
    GapStep.objects.create(
        gap=gap,
        at=at,
        by_id=actor.person_id,
        verb=verb,
        owner_id=gap.owner_id,
        next_step=gap.next_step,
        next_on=gap.next_on,
        words=words.strip()[:LONGEST_WORDS],
    )
    audit.record(f"gap.{verb.value}", actor=actor, subject_kind="gap", subject_id=gap.pk, at=at)


def compare_gaps(*, survey_id: int, quarter: date, actor: Actor, at: datetime) -> int:
    """Compare, for each group, people whose matters were in time with those who had a late one; how many groups.

    From answers by name in a quarter, read in sets before anything is written. What stands is frozen: a group whose
    counts moved by fewer than five people keeps them, ticked reasons too.
    """
    queries.refuse_all_but_staff(actor)
    counts = _counted(actor, survey_id, quarter)
    ticks = _ticked(actor, survey_id, quarter)
    return _keep(survey_id, quarter, counts, ticks, at)


def _counted(actor: Actor, survey_id: int, quarter: date) -> dict[Place, judging.Counts]:
    since, until = rules.bounds(rules.quarter_of(quarter))
    answers = surveys.named_answers(actor, survey_id=survey_id, since=since, until=until)
    found: dict[Place, judging.Counts] = defaultdict(judging.Counts)
    for chunk in _chunks(answers):
        aims = _aims(actor, chunk)
        for one in chunk:
            for place, met in _told(one, aims.get(one.person_id, ())):
                found[place] = found[place].plus(met=met, unhappy=one.score <= judging.UNHAPPY)
    return found


def _chunks(answers: Iterator[NamedAnswer]) -> Iterator[list[NamedAnswer]]:
    chunk: list[NamedAnswer] = []
    for one in answers:
        chunk.append(one)
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _aims(actor: Actor, chunk: Sequence[NamedAnswer]) -> dict[int, list[Aimed]]:
    """What was aimed for with each of these people from twice the time looked back until their answers."""
    first, last = min(one.on for one in chunk), max(one.on for one in chunk)
    since = datetime.combine(first - 2 * judging.LOOKED_BACK, time(), UTC)
    found: dict[int, list[Aimed]] = defaultdict(list)
    until = datetime.combine(last, time.max, UTC)
    for one in promises.aims_of(actor, {one.person_id for one in chunk}, since=since, until=until):
        found[one.person_id].append(one)
    return found


def _told(one: NamedAnswer, aims: Sequence[Aimed]) -> Iterator[tuple[Place, bool]]:
    """For which groups an answer tells something: a group's own matters with this person, and whether in time."""
    everything = judging.in_time(aims, one.on)
    if everything is not None and one.site_id is not None:
        yield (GapKind.SITE, one.site_id), everything
    for service in {aim.service_id for aim in aims if aim.service_id}:
        met = judging.in_time([aim for aim in aims if aim.service_id == service], one.on)
        if met is not None:
            yield (GapKind.SERVICE, service), met
    for team in {aim.team_id for aim in aims}:
        met = judging.in_time([aim for aim in aims if aim.team_id == team], one.on)
        if met is not None:
            yield (GapKind.TEAM, team), met


def _ticked(actor: Actor, survey_id: int, quarter: date) -> dict[Place, Counter[str]]:
    since, until = rules.bounds(rules.quarter_of(quarter))
    found: dict[Place, Counter[str]] = defaultdict(Counter)
    for reasons, services, site in surveys.ticks_of_unhappy(actor, survey_id=survey_id, since=since, until=until):
        places: list[Place] = [(GapKind.SERVICE, service) for service in services]
        for place in places + ([(GapKind.SITE, site)] if site else []):
            found[place].update(reasons)
    return found


@transaction.atomic
def _keep(
    survey_id: int, quarter: date, counts: dict[Place, judging.Counts], ticks: dict[Place, Counter[str]], at: datetime
) -> int:
    rows = GapTest.objects.select_for_update().filter(survey_id=survey_id, quarter=quarter).order_by("pk")
    before = {(row.kind, row.group_id): row for row in rows}
    made = []
    for place in sorted({*counts, *ticks}):
        now, then = judging.shown(counts.get(place, judging.Counts())), before.get(place)
        kept = judging.Counts(then.unhappy_met, then.met, then.unhappy_missed, then.missed) if then else None
        new = judging.renewed(kept, now)
        ticked = judging.ticks_renewed(then.ticks if then else [], ticks.get(place, Counter()))
        if then is None or (new, ticked) != (kept, then.ticks):
            same = {"survey_id": survey_id, "quarter": quarter, "kind": place[0], "group_id": place[1]}
            made.append(GapTest(**same, **asdict(new), ticks=ticked, made_at=at))
    GapTest.objects.bulk_create(
        made,
        batch_size=CHUNK,
        update_conflicts=True,
        unique_fields=["survey_id", "quarter", "kind", "group_id"],
        update_fields=["unhappy_met", "met", "unhappy_missed", "missed", "ticks", "made_at"],
    )
    return len(made)
