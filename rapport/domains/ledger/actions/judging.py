"""Judging stages: once a month everybody, in batches with a cursor; from nothing it comes to the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F

from rapport.domains.ledger.events import StagesDue
from rapport.domains.ledger.models import StageCount, StageHeld, StageMove, StageRun
from rapport.domains.ledger.queries.stage_evidence import evidence_of
from rapport.domains.ledger.types import Ref
from rapport.domains.people import queries as people
from rapport.domains.people.types import Served
from rapport.foundation import events
from rapport.foundation.actors import Actor, system
from rapport.measures import stages as measure
from rapport.measures.stages import Kind, Path, Stage

QUARTERS = 8
BESIDE = (
    "stage",
    "since",
    "until",
    "attitude",
    "answers",
    "n_answers",
    "active",
    "advocacy",
    "co_produced",
    "quiet_since",
)
Counted = Counter[tuple[date, Stage, Stage]]


@transaction.atomic
def begin_stage_run(*, actor: Actor, at: datetime) -> StageRun | None:
    """Begin to judge everybody until the end of last month, or go on where that stopped; None when it is done.

    Where an import has more than doubled those we serve since then, it begins anew, and so do the counts by quarter.
    """
    actor.require("settings.write")
    home = people.provider()
    if home is None:
        return None
    today = at.astimezone(ZoneInfo(home.zone)).date()
    month = measure.first_of(measure.number_of(today) - 1)
    run, _ = StageRun.objects.select_for_update().get_or_create(month=month, defaults={"began_at": at})
    if run.finished_at is not None:
        if people.served_count(system()) <= 2 * run.persons:
            return None
        _begin_anew(run, at)
    events.publish(StagesDue(run_id=run.pk, after=run.after))
    return run


def _begin_anew(run: StageRun, at: datetime) -> None:
    StageCount.objects.all().delete()
    run.began_at, run.after, run.persons, run.finished_at = at, 0, 0, None
    run.save()


def judge_stages(
    *, run_id: int, after: int, persons: Sequence[Served], natures: Mapping[Ref, Kind], actor: Actor, at: datetime
) -> int:
    """Judge the next people of a run and ask for those after them; how many were judged.

    Everything is read before the transaction begins. A batch that was judged already changes nothing.
    """
    actor.require("settings.write")
    run = StageRun.objects.get(pk=run_id)
    known = evidence_of(actor, persons, natures)
    paths = {p.person_id: measure.path(known[p.person_id], since=p.since, until=run.month) for p in persons}
    counted = _counted(paths.values(), _quarters_open(run))
    with transaction.atomic():
        run = StageRun.objects.select_for_update().get(pk=run_id)
        if run.after != after or run.finished_at is not None:
            return 0
        _forget_others(after, persons)
        _hold(paths)
        _count(run, counted)
        _go_on(run, persons, at)
    return len(paths)


def _forget_others(after: int, persons: Sequence[Served]) -> None:
    """Who stands between two of the batch and is not of it serves now, was merged or has left: no stage is theirs."""
    for model in (StageHeld, StageMove):
        rows = model._default_manager.filter(person_id__gt=after)
        if persons:
            ids = [one.person_id for one in persons]
            rows = rows.filter(person_id__lte=ids[-1]).exclude(person_id__in=ids)
        rows.delete()


def _hold(paths: Mapping[int, Path]) -> None:
    rows = [_held(person_id, found) for person_id, found in paths.items()]
    StageHeld.objects.bulk_create(rows, update_conflicts=True, unique_fields=["person"], update_fields=list(BESIDE))
    stored: dict[int, list[dict[str, Any]]] = {person_id: [] for person_id in paths}
    for row in StageMove.objects.filter(person__in=paths).order_by("person_id", "month"):
        stored[row.person_id].append(_plain(row))
    moved = {pk: [_move(pk, one) for one in found.moves] for pk, found in paths.items()}
    changed = [pk for pk, rows_ in moved.items() if [_plain(row) for row in rows_] != stored[pk]]
    StageMove.objects.filter(person__in=changed).delete()
    StageMove.objects.bulk_create([row for pk in changed for row in moved[pk]])


def _held(person_id: int, found: Path) -> StageHeld:
    beside = {name: getattr(found, name) for name in BESIDE} | {"answers": list(found.answers)}
    return StageHeld(person_id=person_id, **beside | {"since": found.moves[-1].month if found.moves else found.since})


def _move(person_id: int, move: measure.Move) -> StageMove:
    reasons = [_reason(one) for one in move.reasons]
    return StageMove(person_id=person_id, month=move.month, before=move.before, after=move.after, reasons=reasons)


def _reason(reason: measure.Reason) -> dict[str, Any]:
    """Only what it says, as plain values."""
    told = {"on": reason.on.isoformat() if reason.on else None, "n": reason.n, "scores": list(reason.scores)}
    return {"why": str(reason.why)} | {name: value for name, value in told.items() if value}


def _plain(row: StageMove) -> dict[str, Any]:
    return {"month": row.month, "before": int(row.before), "after": int(row.after), "reasons": row.reasons}


def _quarters_open(run: StageRun) -> list[date]:
    """The last eight quarters that have ended and are not counted: a figure once counted never changes."""
    last = (measure.number_of(run.month) + 1) // 3 * 3 - 3
    ended = [measure.first_of(last - 3 * back) for back in range(QUARTERS)]
    known = StageCount.objects.filter(quarter__in=ended, run__finished_at__isnull=False).values_list(
        "quarter", flat=True
    )
    return sorted(set(ended) - set(known))


def _counted(paths: Any, quarters: Sequence[date]) -> Counted:
    """How many stood where before and after each quarter; everybody begins as a visitor."""
    counted: Counted = Counter()
    for found in paths:
        for quarter in quarters:
            number = measure.number_of(quarter)
            after = found.at(measure.first_of(number + 2))
            if after is not None:
                counted[quarter, found.at(measure.first_of(number - 1)) or Stage.VISITOR, after] += 1
    return counted


def _count(run: StageRun, counted: Counted) -> None:
    known = {(row.quarter, row.before, row.after): row for row in StageCount.objects.filter(run=run)}
    for (quarter, before, after), n in counted.items():
        row = known.setdefault(
            (quarter, before, after), StageCount(run=run, quarter=quarter, before=before, after=after)
        )
        row.n += n
    StageCount.objects.bulk_create(
        known.values(),
        update_conflicts=True,
        unique_fields=["run", "quarter", "before", "after"],
        update_fields=["n"],
    )


def _go_on(run: StageRun, persons: Sequence[Served], at: datetime) -> None:
    if persons:
        run.after = persons[-1].person_id
        StageRun.objects.filter(pk=run.pk).update(after=run.after, persons=F("persons") + len(persons))
        events.publish(StagesDue(run_id=run.pk, after=run.after))
    else:
        StageRun.objects.filter(pk=run.pk).update(finished_at=at)
