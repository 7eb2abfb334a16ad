"""Counting answers: delta rows with the fact, folded into counters later."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from rapport.domains.insights.models import AnswerCount, AnswerDelta
from rapport.domains.surveys.types import Counted
from rapport.foundation.actors import Actor

ALIKE = ("survey_id", "view", "month", "how", "organisation_id", "site_id", "service_id", "stratum", "score")
FURTHER = ("question", "part")
AT_ONCE = 500
BATCH = 500


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
    return {name: getattr(delta, name) for name in (*ALIKE, *FURTHER)}


def _cell(delta: AnswerDelta) -> str:
    """What is alike as a hash; question and part stand in it only where there is one, as in older rows."""
    said = "|".join(str(getattr(delta, name)) for name in ALIKE)
    further = "".join(f"|{name}={getattr(delta, name)}" for name in FURTHER if getattr(delta, name))
    return hashlib.sha256((said + further).encode()).hexdigest()
