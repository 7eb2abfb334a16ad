"""Answers and asks counted from nothing: statements of those that are alike, for whoever makes counters of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import BigIntegerField, Count, F, Func, Min, QuerySet, Value
from django.db.models.fields import IntegerField, SmallIntegerField
from django.db.models.functions import Cast

from rapport.domains.surveys import rules
from rapport.domains.surveys.models import AnonymousAsk, Answer, AnswerItem, FrameRow, Invitation
from rapport.domains.surveys.types import Counted, Grouped, How
from rapport.foundation.actors import Actor, NotAllowed

SAME = ("survey_id", "month", "how", "score")
PLACE = ("organisation_id", "site_id", "service_id", "stratum", "services")
NONE = Value(0, IntegerField())
NUMBER = "hash_record_extended(ROW(%(expressions)s), 0)"
NO_SCORE = Cast(Value(None), SmallIntegerField(null=True))


class Alike(NamedTuple):
    """What there is to count, grouped and not read: each statement has the columns of `Counted` by their names.

    `places` have SAME, PLACE, answered and asked; `facets` have SAME, facets, answered and asked; `items` have SAME
    (their number as the score), key, choices and answered. `asks` are few: whoever was asked anonymously.
    """

    places: tuple[Grouped, ...]
    facets: tuple[Grouped, ...]
    items: Grouped
    asks: Iterator[Counted]


def counted_again(viewer: Actor, *, survey_id: int | None = None, month: date | None = None) -> Alike:
    """All there is to count, as it was told one by one, or that of one survey and month. For the system alone."""
    _refuse_all_but_the_system(viewer)
    where = {} if survey_id is None else {"survey_id": survey_id, "month": month}
    answers = Answer.objects.filter(**where).order_by()
    asked = Invitation.objects.filter(**where).order_by().annotate(score=NO_SCORE)
    return Alike(
        places=(_grouped(_answered(answers, *PLACE)), _grouped(_asked(asked, *PLACE))),
        facets=(_facets(answers), _grouped(_asked(asked, "facets"))),
        items=_grouped(_items({f"answer__{name}": value for name, value in where.items()})),
        asks=_asked_anonymously({f"sample__{name}": value for name, value in where.items()}),
    )


def months_to_count(viewer: Actor) -> set[tuple[int, date]]:
    """Each survey and month of which there is anything to count. For the system alone."""
    _refuse_all_but_the_system(viewer)
    found: set[tuple[int, date]] = set()
    for table in (Answer, Invitation):
        found.update(table.objects.order_by().values_list("survey_id", "month").distinct())  # type: ignore[attr-defined]
    return found | set(AnonymousAsk.objects.values_list("sample__survey_id", "sample__month"))


def _grouped(rows: QuerySet[Any, Any]) -> Grouped:
    return Grouped(*rows.query.sql_with_params())


def _facets(answers: QuerySet[Any, Any]) -> Grouped:
    """Answers by their facets. PostgreSQL groups a number made of them, and reads them of one answer of each group.

    Comparing an object for each answer takes it half as long again as all the rest. Two of a hundred thousand groups
    have one number once in four thousand million counts.
    """
    if connection.vendor != "postgresql":
        return _grouped(_answered(answers, "facets"))
    number = Func(*SAME, "facets", template=NUMBER, output_field=BigIntegerField())
    rows = answers.values(alike=number).annotate(first=Min("id"), answered=Count("id")).values("first", "answered")
    sql, values = _grouped(rows)
    of_one = ", ".join(f"one.{name}" for name in (*SAME, "facets"))
    alike = f"FROM ({sql}) AS alike JOIN {Answer._meta.db_table} AS one ON one.id = alike.first"
    return Grouped(f"SELECT {of_one}, alike.answered, 0 AS asked {alike}", values)


def _answered(rows: QuerySet[Any, Any], *by: str) -> QuerySet[Any, Any]:
    return rows.values(*SAME, *by).annotate(answered=Count("id"), asked=NONE)


def _asked(rows: QuerySet[Any, Any], *by: str) -> QuerySet[Any, Any]:
    return rows.values(*SAME, *by).annotate(answered=NONE, asked=Count("id"))


def _items(where: dict[str, Any]) -> QuerySet[Any, Any]:
    """What was said to further questions; words are not counted."""
    counted = AnswerItem.objects.filter(**where).exclude(number__isnull=True, choices=[]).order_by()
    of_answer = {name: F(f"answer__{name}") for name in SAME[:3]}
    return counted.values("key", "choices", **of_answer, score=F("number")).annotate(answered=Count("id"))


def _asked_anonymously(where: dict[str, Any]) -> Iterator[Counted]:
    for ask in AnonymousAsk.objects.filter(**where).select_related("sample"):
        yield from _in_shared_places(ask)


def _in_shared_places(ask: AnonymousAsk) -> Iterator[Counted]:
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


def _refuse_all_but_the_system(viewer: Actor) -> None:
    if not viewer.reach.whole:
        raise NotAllowed("loyalty.read")
