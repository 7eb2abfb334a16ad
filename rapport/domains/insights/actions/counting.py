"""Counting answers: delta rows with the fact, folded into counters later."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import F

from rapport.domains.insights.models import AnswerCount, AnswerDelta
from rapport.domains.surveys import queries as surveys
from rapport.domains.surveys.types import Counted
from rapport.foundation.actors import Actor, system

ALIKE = ("survey_id", "view", "month", "how", "organisation_id", "site_id", "service_id", "stratum", "score")
FURTHER = ("question", "part")
NAMES = (*ALIKE, *FURTHER)
AT_ONCE = 500
BATCH, MANY = 500, 2000


def count_answers(*, counts: Sequence[Counted], actor: Actor, at: datetime) -> None:
    """Write what is to be added to the counters, in the transaction of the fact, with one statement."""
    del actor, at  # counts say neither who nor when
    rows = [row for counted in counts for row in _deltas(counted)]
    AnswerDelta.objects.bulk_create(rows, batch_size=BATCH)


@transaction.atomic
def fold_counts(*, actor: Actor, at: datetime) -> int:
    """Fold delta rows into the counters; returns how many, so that the caller comes back for more."""
    del at
    actor.require("loyalty.read")
    deltas = list(AnswerDelta.objects.select_for_update(skip_locked=True).order_by("id")[:AT_ONCE])
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    sample: dict[str, AnswerDelta] = {}
    for delta in deltas:
        cell = _cell(delta)
        sample.setdefault(cell, delta)
        sums[cell][0] += delta.answered
        sums[cell][1] += delta.asked
    empty = [AnswerCount(cell=cell, **_alike(delta)) for cell, delta in sample.items()]
    AnswerCount.objects.bulk_create(empty, batch_size=BATCH, ignore_conflicts=True)
    for cell, (answered, asked) in sums.items():
        AnswerCount.objects.filter(cell=cell).update(answered=F("answered") + answered, asked=F("asked") + asked)
    AnswerDelta.objects.filter(pk__in=[delta.pk for delta in deltas]).delete()
    return len(deltas)


def recount_answers(*, actor: Actor, at: datetime) -> int:
    """Throw the counters away and count every answer and ask again; how many counters there are now.

    One snapshot of the database holds the answers and the deltas that told of them, so that what is answered meanwhile
    is added afterwards. When a fold comes between, PostgreSQL refuses, and whoever asked for it asks again.
    """
    del at
    actor.require("settings.write")
    with transaction.atomic():
        _see_one_moment()
        sums: dict[tuple[Any, ...], list[int]] = defaultdict(lambda: [0, 0])
        for counted in surveys.counted_again(system()):
            for alike in _cells(counted):
                found = sums[alike]
                found[0], found[1] = found[0] + counted.answered, found[1] + counted.asked
        AnswerDelta.objects.all().delete()
        AnswerCount.objects.all().delete()
        rows = (
            AnswerCount(cell=_hashed(alike), answered=n[0], asked=n[1], **dict(zip(NAMES, alike, strict=True)))
            for alike, n in sums.items()
        )
        AnswerCount.objects.bulk_create(rows, batch_size=MANY)
    return len(sums)


def _cells(counted: Counted) -> Iterator[tuple[Any, ...]]:
    """The counters that one row of answers goes into, in the order of NAMES: what `_deltas` says, without rows."""
    same, nowhere = (counted.month, counted.how), (None, None, None, "")
    if counted.question:
        yield (counted.survey_id, "item", *same, *nowhere, counted.score, counted.question, counted.choice)
        return
    for name, value in counted.facets:
        yield (counted.survey_id, "facet", *same, *nowhere, counted.score, "", f"{name}:{value}")
    if counted.facets_only:
        return
    place = (counted.organisation_id, counted.site_id, counted.service_id, counted.stratum)
    yield (counted.survey_id, "whole", *same, *place, counted.score, "", "")
    for service in counted.used:
        yield (counted.survey_id, "used", *same, None, None, service, "", counted.score, "", "")


def _see_one_moment() -> None:
    if connection.vendor == "postgresql" and not connection.savepoint_ids:
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")


def _deltas(counted: Counted) -> list[AnswerDelta]:
    same = {
        "survey_id": counted.survey_id,
        "month": counted.month,
        "how": counted.how,
        "score": counted.score,
        "answered": counted.answered,
        "asked": counted.asked,
    }
    if counted.question:
        return [AnswerDelta(view="item", question=counted.question, part=counted.choice, **same)]
    facets = [AnswerDelta(view="facet", part=f"{name}:{value}", **same) for name, value in counted.facets]
    if counted.facets_only:
        return facets
    whole = AnswerDelta(
        view="whole",
        organisation_id=counted.organisation_id,
        site_id=counted.site_id,
        service_id=counted.service_id,
        stratum=counted.stratum,
        **same,
    )
    used = (AnswerDelta(view="used", service_id=service, **same) for service in counted.used)
    return [whole, *used, *facets]


def _alike(delta: AnswerDelta) -> dict[str, Any]:
    return {name: getattr(delta, name) for name in NAMES}


def _cell(delta: AnswerDelta) -> str:
    return _hashed(tuple(_alike(delta).values()))


def _hashed(alike: tuple[Any, ...]) -> str:
    """What is alike as a hash; question and part stand in it only where there is one, as in older rows."""
    said = "|".join(str(value) for value in alike[: len(ALIKE)])
    further = zip(FURTHER, alike[len(ALIKE) :], strict=True)
    said += "".join(f"|{name}={value}" for name, value in further if value)
    return hashlib.sha256(said.encode()).hexdigest()
