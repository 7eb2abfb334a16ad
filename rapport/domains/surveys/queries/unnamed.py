"""How many answers were given without a name: figures hold none of them, or at least five."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Count

from rapport.domains.surveys.models import Answer
from rapport.domains.surveys.queries.samples import refuse_all_but_staff
from rapport.domains.surveys.rules.facets import facet_pairs
from rapport.domains.surveys.types import How, Mode, UnnamedCount
from rapport.foundation.actors import Actor

NONE: Mapping[str, str] = {}
ALIKE = {"whole": ("site_id", "service_id", "stratum"), "used": ("services",), "facet": ("facets",)}


def unnamed_counts(viewer: Actor, *, survey_id: int, view: str, how: str = How.DRAWN) -> list[UnnamedCount]:
    """Answers of a survey without a name that came in one way, counted by what one view of the counters tells apart.

    By everything at once hardly any two of a million answers are alike.
    """
    refuse_all_but_staff(viewer)
    rows = Answer.objects.filter(survey_id=survey_id, how=how, score__isnull=False).exclude(mode=Mode.NAMED)
    counted = rows.values("month", "score", *ALIKE[view]).annotate(n=Count("pk")).order_by()
    return [_one(**row) for row in counted]


def _one(*, services: Sequence[int] = (), facets: Mapping[str, str] = NONE, **alike: Any) -> UnnamedCount:
    return UnnamedCount(services=tuple(services), facets=facet_pairs(facets), **alike)
