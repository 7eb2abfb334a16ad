"""Weights that came with imported answers: what each stands for, summed by month and score."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, F, Sum

from rapport.domains.surveys.models import Answer
from rapport.domains.surveys.queries.samples import refuse_all_but_staff
from rapport.domains.surveys.types import How
from rapport.foundation.actors import Actor

Sums = tuple[float, float]


def weights_given(viewer: Actor, *, survey_id: int, how: str = How.DRAWN) -> dict[tuple[date, int], Sums]:
    """By month and score the sum of weights and of their squares; empty where any answer has none."""
    refuse_all_but_staff(viewer)
    rows = Answer.objects.filter(survey_id=survey_id, how=how, score__isnull=False)
    if not rows.filter(weight__isnull=False).exists() or rows.filter(weight__isnull=True).exists():
        return {}
    summed = rows.order_by().values_list("month", "score").annotate(
        w=Sum("weight"), w2=Sum(F("weight") * F("weight")), n=Count("pk")
    )  # fmt: skip
    return {(month, score): (w, w2) for month, score, w, w2, _ in summed}
