"""Counters made from nothing: the database groups all answers once, and every counter comes from the groups."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import connection, transaction

from rapport.domains.insights.actions.counting import count_answers
from rapport.domains.insights.models import AnswerCount, AnswerDelta, adding
from rapport.domains.surveys import queries as surveys
from rapport.domains.surveys.types import Grouped
from rapport.foundation.actors import Actor, system
from rapport.foundation.one_moment import see_one_moment

# The lock is no reading, so the moment that is seen comes after it: no fold is half done in it, and none begins.
NO_FOLDS = "LOCK TABLE insights_answercount IN SHARE ROW EXCLUSIVE MODE"
# PostgreSQL expects thirty times as many groups as there are, and would rather sort all answers on disk than hash them.
# For the same reason it would not let its workers group beforehand.
HASHED = (
    *("SET LOCAL work_mem = '64MB'", "SET LOCAL enable_sort = off"),
    *("SET LOCAL parallel_setup_cost = 0", "SET LOCAL parallel_tuple_cost = 0", "SET LOCAL jit = off"),
)
LIST = "jsonb_array_elements_text"

SAME = ("survey_id", "month", "how", "score")
PLACES = (*SAME, "organisation_id", "site_id", "service_id", "stratum", "services", "answered", "asked")
FACETS = (*SAME, "facets", "answered", "asked")
ITEMS = (*SAME, "key", "choices", "answered")
NOWHERE = dict.fromkeys(("organisation_id", "site_id", "service_id"), "CAST(NULL AS bigint)")
PLAIN = dict.fromkeys(("stratum", "question", "part"), "''")
NO_SCORE = "CAST(NULL AS smallint)"
NOTHING = {*NOWHERE.values(), *PLAIN.values(), NO_SCORE}


def recount_answers(*, actor: Actor, at: datetime) -> int:
    """Throw the counters away and count every answer and ask again; how many counters there are now.

    PostgreSQL does it in one transaction that sees one moment, while answers go on being taken: what is told meanwhile
    lies in deltas that this transaction neither sees nor deletes. SQLite has one writer, so each survey and month is a
    transaction of its own; whoever stops it in between has exact counters and begins again.
    """
    actor.require("settings.write")
    if connection.vendor == "postgresql":
        with transaction.atomic():
            see_one_moment(NO_FOLDS, *HASHED)
            _count({}, at)
    else:
        for survey_id, month in sorted(_months()):
            with transaction.atomic():
                _count({"survey_id": survey_id, "month": month}, at)
    return AnswerCount.objects.count()


def _months() -> set[tuple[int, date]]:
    """Also those of which nothing is left but a counter."""
    found = surveys.months_to_count(system())
    for table in (AnswerCount, AnswerDelta):
        found.update(table.objects.order_by().values_list("survey_id", "month").distinct())
    return found


def _count(where: dict[str, Any], at: datetime) -> None:
    AnswerDelta.objects.filter(**where).delete()
    AnswerCount.objects.filter(**where).delete()
    alike = surveys.counted_again(system(), **where)
    _group("counted_places", PLACES, alike.places)
    _group("counted_facets", FACETS, alike.facets)
    _group("counted_items", ITEMS, (alike.items,))
    for view in (_whole(), _used(), _facets(), _items(), _choices()):
        adding.add(view)
    _drop("counted_places", "counted_facets", "counted_items")
    count_answers(counts=list(alike.asks), actor=system(), at=at)


def _group(name: str, columns: tuple[str, ...], found: tuple[Grouped, ...]) -> None:
    """Groups as a temporary table: as the rows of an INSERT PostgreSQL would make them on one core."""
    _drop(name)
    parts = (f"SELECT {', '.join(columns)} FROM ({one.sql}) AS part{n}" for n, one in enumerate(found))
    with connection.cursor() as cursor:
        values = [value for one in found for value in one.values]
        cursor.execute(f"CREATE TEMPORARY TABLE {name} AS {' UNION ALL '.join(parts)}", values)


def _drop(*names: str) -> None:
    with connection.cursor() as cursor:
        for name in names:
            cursor.execute(f"DROP TABLE IF EXISTS {name}")


def _whole() -> str:
    return _view("whole", "counted_places", organisation_id="", site_id="", service_id="", stratum="")


def _used() -> str:
    return _view("used", f"counted_places, {_each('services')}", service_id="CAST(one.value AS bigint)")


def _facets() -> str:
    return _view("facet", f"counted_facets, {_each('facets')}", part="one.key || ':' || one.value")


def _items() -> str:
    return _view("item", "counted_items", question="key", asked="0")


def _choices() -> str:
    given = {"score": NO_SCORE, "question": "counted_items.key", "part": "one.value", "asked": "0"}
    return _view("item", f"counted_items, {_each('choices')}", **given)


def _view(view: str, source: str, *, asked: str = "asked", **given: str) -> str:
    """One way of counting: `given` says what stands in a column, "" the column itself."""
    said = {**NOWHERE, **PLAIN, **dict.fromkeys(SAME, ""), **given}
    named = {name: said[name] or name for name in adding.NAMES if name != "view"}
    by = [value for value in named.values() if value not in NOTHING]
    columns = ", ".join(f"{value} AS {name}" for name, value in named.items())
    sums = f"CAST(sum(answered) AS integer) AS answered, CAST(sum({asked}) AS integer) AS asked"
    return f"SELECT '{view}' AS \"view\", {columns}, {sums} FROM {source} GROUP BY {', '.join(by)}"


def _each(column: str) -> str:
    """The members of a list or an object, one row for each, as one.key and one.value."""
    if connection.vendor != "postgresql":
        return f"json_each({column}) AS one"
    return f"jsonb_each_text({column}) AS one" if column == "facets" else f"{LIST}({column}) AS one(value)"
