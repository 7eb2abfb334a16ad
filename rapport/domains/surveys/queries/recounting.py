"""Answers and asks counted from nothing: grouped by the database, read in a stream."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from django.db.models import Count, Value
from django.db.models.fields import SmallIntegerField

from rapport.domains.surveys import rules
from rapport.domains.surveys.models import AnonymousAsk, Answer, AnswerItem, FrameRow, Invitation
from rapport.domains.surveys.types import Counted, How
from rapport.foundation.actors import Actor, NotAllowed

PLACE = ("survey_id", "month", "how", "organisation_id", "site_id", "service_id", "stratum", "score", "services")
OF_ITEM = (*(f"answer__{name}" for name in PLACE[:7]), "key", "number", "choices")
CHUNK = 5000


def counted_again(viewer: Actor) -> Iterator[Counted]:
    """All there is to count, as it was told one by one; one row for all that are alike. For the system alone."""
    if not viewer.reach.whole:
        raise NotAllowed("loyalty.read")
    answers = Answer.objects.order_by().values_list(*PLACE, "facets").annotate(n=Count("id"))
    for row in answers.iterator(chunk_size=CHUNK):
        yield Counted(*row[:8], answered=row[10], used=tuple(row[8]), facets=rules.facet_pairs(row[9]))  # type: ignore[misc]
    asked = Invitation.objects.annotate(score=Value(None, SmallIntegerField(null=True)))
    alike_asks = asked.order_by().values_list(*PLACE, "facets").annotate(n=Count("id"))
    for row in alike_asks.iterator(chunk_size=CHUNK):
        yield Counted(*row[:8], asked=row[10], used=tuple(row[8]), facets=rules.facet_pairs(row[9]))  # type: ignore[misc]
    yield from _items()
    for ask in AnonymousAsk.objects.select_related("sample"):
        yield from _asked_anonymously(ask)


def _items() -> Iterator[Counted]:
    """What was said to further questions; words are not counted."""
    rows = AnswerItem.objects.order_by().values_list(*OF_ITEM).annotate(n=Count("id"))
    for *place, key, number, choices, n in rows.iterator(chunk_size=CHUNK):
        if number is None and not choices:
            continue
        yield Counted(*place, number, answered=n, question=key)  # type: ignore[call-arg,misc]
        for choice in choices:
            yield Counted(*place, None, answered=n, question=key, choice=choice)  # type: ignore[call-arg,misc]


def _asked_anonymously(ask: AnonymousAsk) -> Iterator[Counted]:
    """Whoever was drawn, in the places that five share."""
    sums: Counter[tuple[int | None, ...]] = Counter()
    drawn = FrameRow.objects.filter(sample=ask.sample).order_by()
    cells = drawn.values_list("organisation_id", "site_id", "service_id").annotate(n=Count("id"))
    for *cell, n in cells:
        sums[tuple(ask.kept.get(rules.cell_key(tuple(cell)), [None, None, None]))] += n
    for (organisation, site, service), n in sums.items():
        stratum = rules.stratum_of(site, service) if site and service else ""
        place = (ask.sample.survey_id, ask.sample.month, How.DRAWN, organisation, site, service, stratum)
        yield Counted(*place, None, asked=n, used=(service,) if service else ())
