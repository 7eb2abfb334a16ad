"""Everything put together again: all histories, their sequences and what they add up to, in short steps."""

from __future__ import annotations

from datetime import datetime
from itertools import accumulate, pairwise

from django.db import transaction
from django.db.models import Count, Sum

from rapport.domains.ledger.actions.meeting import begin_missing
from rapport.domains.ledger.actions.segmenting import put_together
from rapport.domains.ledger.events import HistoriesDue
from rapport.domains.ledger.models import Act, GapSetting, Resegmentation, ResegmentationPart
from rapport.domains.ledger.models.counting import marking, recounted, summing
from rapport.domains.ledger.models.histories import gathered
from rapport.foundation import audit, events, jobs
from rapport.foundation.actors import Actor
from rapport.measures.worktime import Calendar

FINISH = "ledger.finish_resegmentation"
PARTS = 8  # more than there are workers, so that none waits long for the last one
PEOPLE_OF_A_PART = 1000
PERSONS_AT_ONCE, ACTS_AT_ONCE = 200, 500  # of one transaction: somebody's history is locked for some 25 ms
RANGES_A_STEP = 20  # then whatever else waits has its turn


@transaction.atomic
def begin_resegmentation(*, actor: Actor, at: datetime) -> Resegmentation:
    """Put all histories together again in small steps; one under way begins from the start."""
    actor.require("gaps.write")
    run = Resegmentation.objects.select_for_update().filter(ended_at__isnull=True).first() or Resegmentation()
    run.asked_by_id, run.begun_at, run.persons, run.moved = actor.person_id, at, 0, 0
    run.save()
    ResegmentationPart.objects.filter(run=run).delete()
    parts = ResegmentationPart.objects.bulk_create(_parts(run))
    audit.record("histories.asked", actor=actor, subject_kind="resegmentation", subject_id=run.pk, at=at)
    events.publish_all([HistoriesDue(part_id=part.pk, step=0) for part in parts])
    return run


def _parts(run: Resegmentation) -> list[ResegmentationPart]:
    """Stretches of about as many people each."""
    ids = Act.objects.order_by("person_id").values_list("person_id", flat=True)
    first, last = (ids.first() or 1) - 1, ids.last() or 0
    count = max(1, min(PARTS, (last - first) // PEOPLE_OF_A_PART))
    cuts = [first + (last - first) * n // count for n in range(count + 1)]
    return [ResegmentationPart(run=run, first_id=begin, after_id=begin, last_id=end) for begin, end in pairwise(cuts)]


def continue_resegmentation(*, part_id: int, step: int, working: Calendar, actor: Actor, at: datetime) -> bool:
    """The next people of a part, a few in each transaction, so that nobody waits; True while there are more.

    Stopped anywhere it goes on where it was: the place is kept in the same transaction as the histories. Waiting is
    counted in this working calendar.
    """
    actor.require("gaps.write")
    return any(
        _one_range(part_id, step, working, last=number == RANGES_A_STEP, actor=actor, at=at)
        for number in range(1, RANGES_A_STEP + 1)
    )


@transaction.atomic
def _one_range(part_id: int, step: int, working: Calendar, *, last: bool, actor: Actor, at: datetime) -> bool:
    """True when a next step was asked for."""
    marking.counting_beside()
    part = ResegmentationPart.objects.select_for_update().filter(pk=part_id, step=step, ended_at__isnull=True).first()
    if part is None:
        return False
    persons, acts = _next_persons(part)
    part.moved += _everything_of(persons, working, actor=actor, at=at) if persons else 0
    part.persons, part.acts = part.persons + len(persons), part.acts + acts
    part.after_id = persons[-1] if persons else part.last_id
    part.step += last and bool(persons)
    part.ended_at = None if persons else at
    part.save()
    if not persons:
        _end_part(part, at=at)
    elif last:
        events.publish(HistoriesDue(part_id=part.pk, step=part.step))
    return last and bool(persons)


def _next_persons(part: ResegmentationPart) -> tuple[list[int], int]:
    """People with acts, as many as have so many together, one at least; and how many acts these are."""
    acts = Act.objects.filter(person_id__gt=part.after_id, person_id__lte=part.last_id).order_by("person_id")
    found = list(acts.values_list("person_id").annotate(n=Count("id"))[: _enough(part)])
    totals = list(accumulate(n for _, n in found))
    within = max(1, sum(total <= ACTS_AT_ONCE for total in totals))
    return [person for person, _ in found[:within]], totals[:within][-1] if totals else 0


def _enough(part: ResegmentationPart) -> int:
    """So many people that they have acts enough, by those before: each of them is counted."""
    expected = ACTS_AT_ONCE * part.persons // part.acts * 5 // 4 + 5 if part.acts else PERSONS_AT_ONCE
    return min(expected, PERSONS_AT_ONCE)


def _everything_of(persons: list[int], working: Calendar, *, actor: Actor, at: datetime) -> int:
    gaps = GapSetting.objects.in_force()
    found, moved = put_together(persons, gaps, actor=actor, at=at)
    gathered.gather_held(found.humans.human, found.held)
    recounted.count(found, found.home(), working=working, reopen=gaps.reopen)
    begun = {(one.organisation_id, one.team_id) for one in found.held if one.counts and one.team_id}
    begin_missing(begun, actor=actor, at=at)
    return moved


def _end_part(part: ResegmentationPart, *, at: datetime) -> None:
    """With the last one over, the sums are made."""
    run = Resegmentation.objects.select_for_update().get(pk=part.run_id)
    if not run.parts.filter(ended_at__isnull=True).exists():  # type: ignore[attr-defined]
        jobs.enqueue(FINISH, args={"run_id": run.pk}, key=str(run.pk), priority=90, at=at)


@transaction.atomic
def finish_resegmentation(*, run_id: int, actor: Actor, at: datetime) -> None:
    """Add up what all episodes put into the counters, once every part is over; doing it again changes nothing."""
    actor.require("gaps.write")
    marking.counting_alone()
    run = Resegmentation.objects.select_for_update().filter(pk=run_id, ended_at__isnull=True).first()
    parts = ResegmentationPart.objects.filter(run=run_id)
    if run is None or not parts.exists() or parts.filter(ended_at__isnull=True).exists():
        return
    summing.sum_contacts()
    done = parts.aggregate(persons=Sum("persons"), moved=Sum("moved"))
    run.persons, run.moved, run.ended_at = done["persons"], done["moved"], at
    run.save()
    summing.let_plans_know()


def recount_contacts(*, working: Calendar, actor: Actor, at: datetime) -> int:
    """Put everything together and count it again here and now, beside any worker that helps; how many acts."""
    run = begin_resegmentation(actor=actor, at=at)
    parts = ResegmentationPart.objects.filter(run=run)
    while found := parts.filter(ended_at__isnull=True).order_by("pk").values_list("pk", "step").first():
        _one_range(*found, working, last=False, actor=actor, at=at)
    finish_resegmentation(run_id=run.pk, actor=actor, at=at)
    return int(parts.aggregate(acts=Sum("acts"))["acts"] or 0)
