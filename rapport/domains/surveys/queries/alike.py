"""Answers counted by everything that is alike: which groups stand in which, without anybody being named."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import BooleanField, Count, ExpressionWrapper, Q

from rapport.domains.surveys.models import Answer
from rapport.domains.surveys.queries.samples import refuse_all_but_staff
from rapport.domains.surveys.rules.facets import facet_pairs
from rapport.domains.surveys.types import How, Mode
from rapport.domains.surveys.types.alike import AlikeCount
from rapport.foundation.actors import Actor

ALIKE = ("month", "organisation_id", "site_id", "stratum", "services", "facets", "named")
CHUNK = 5000


def alike_counts(viewer: Actor, *, survey_id: int, how: str = How.DRAWN) -> Iterator[AlikeCount]:
    """How many answers of a survey are alike in month, places, ways and whether they carry a name; in a stream."""
    refuse_all_but_staff(viewer)
    named = ExpressionWrapper(Q(mode=Mode.NAMED), output_field=BooleanField())
    rows = Answer.objects.filter(survey_id=survey_id, how=how).annotate(named=named).order_by()
    for month, client, site_id, stratum, services, facets, by_name, n in (
        rows.values_list(*ALIKE).annotate(n=Count("pk")).iterator(chunk_size=CHUNK)
    ):
        yield AlikeCount(month, site_id, stratum, tuple(services), facet_pairs(facets), bool(by_name), n, client)
