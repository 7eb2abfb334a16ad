"""How many answers were given without a name: figures hold none of them, or at least five."""

from __future__ import annotations

from django.db.models import Count

from rapport.domains.surveys.models import Answer
from rapport.domains.surveys.queries.samples import refuse_all_but_staff
from rapport.domains.surveys.rules.facets import facet_pairs
from rapport.domains.surveys.types import How, Mode, UnnamedCount
from rapport.foundation.actors import Actor

ALIKE = ("month", "site_id", "service_id", "stratum", "services", "facets", "score")


def unnamed_counts(viewer: Actor, *, survey_id: int, how: str = How.DRAWN) -> list[UnnamedCount]:
    """Answers of a survey without a name that came in one way, counted by all that is alike."""
    refuse_all_but_staff(viewer)
    rows = Answer.objects.filter(survey_id=survey_id, how=how, score__isnull=False).exclude(mode=Mode.NAMED)
    counted = rows.values_list(*ALIKE).annotate(n=Count("pk")).order_by()
    return [
        UnnamedCount(month, site_id, service_id, stratum, tuple(services), facet_pairs(facets), score, n)
        for month, site_id, service_id, stratum, services, facets, score, n in counted
    ]
