"""Counting answers: delta rows with the fact, folded into counters later."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import OperationalError, connection, transaction

from rapport.domains.insights.models import AnswerDelta, adding
from rapport.domains.surveys.types import Counted
from rapport.foundation.actors import Actor

AT_ONCE = 2000
BATCH = 500
SHARED, NOT_FREE = "LOCK TABLE insights_answercount IN ROW EXCLUSIVE MODE NOWAIT", "55P03"


class CountedAnew(Exception):
    """All counters are being made from nothing right now."""


def count_answers(*, counts: Sequence[Counted], actor: Actor, at: datetime) -> None:
    """Write what is to be added to the counters, in the transaction of the fact, with one statement."""
    del actor, at  # counts say neither who nor when
    rows = [row for counted in counts for row in _deltas(counted)]
    AnswerDelta.objects.bulk_create(rows, batch_size=BATCH)


def fold_counts(*, actor: Actor, at: datetime) -> int:
    """Fold delta rows into the counters; returns how many, so that the caller comes back for more.

    None while all counters are being made anew: what waits is folded afterwards.
    """
    del at
    actor.require("loyalty.read")
    try:
        with transaction.atomic():
            _give_way()
            deltas = AnswerDelta.objects.select_for_update(skip_locked=True).order_by("id")
            ids = list(deltas.values_list("id", flat=True)[:AT_ONCE])
            adding.add_deltas(ids)
            AnswerDelta.objects.filter(pk__in=ids).delete()
    except CountedAnew:
        return 0
    return len(ids)


def _give_way() -> None:
    """Refuse where `recount_answers` holds the table: this worker has other things to do than to wait for it."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        try:
            cursor.execute(SHARED)
        except OperationalError as refused:
            if getattr(refused.__cause__, "sqlstate", "") != NOT_FREE:
                raise
            raise CountedAnew from refused


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
