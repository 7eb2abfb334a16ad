"""Prepared queries find what the query set finds, for every reach and any number of ids, and read anew each time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from rapport.domains.people.models import Person
from rapport.foundation.actors import NOBODY, Actor
from rapport.foundation.prepared import NotPrepared, Prepared, each_once
from tests.cast import Cast


def by_ids(viewer: Actor, *, ids: list[int]) -> QuerySet[Person]:
    """Staff find everybody, others themselves."""
    rows = Person.objects.filter(pk__in=ids).order_by("pk")
    return rows if viewer.staff else rows.filter(pk__in=viewer.reach.person_ids)


SHAPES: dict[str, Callable[[QuerySet[Any]], QuerySet[Any, Any]]] = {
    "models": lambda rows: rows,
    "tuples": lambda rows: rows.values_list("pk", "name", "organisation__name", "created_at"),
    "named": lambda rows: rows.values_list("name", "pk", "created_at", named=True),
    "single": lambda rows: rows.values_list("name", flat=True),
}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("count", [1, 2, 3, 7])
def test_it_finds_what_the_query_set_finds(cast: Cast, shape: str, count: int) -> None:
    shaped = SHAPES[shape]
    prepared = Prepared(lambda viewer, *, ids: shaped(by_ids(viewer, ids=ids)), "ids")
    ids = list(Person.objects.order_by("pk").values_list("pk", flat=True)[:count])
    for viewer in (cast.hugo, cast.marta, NOBODY):
        assert prepared(viewer, ids=ids) == list(shaped(by_ids(viewer, ids=ids)))
        assert prepared(viewer, ids=ids[::-1]) == list(shaped(by_ids(viewer, ids=ids)))


def test_statements_are_kept_and_rows_are_not(cast: Cast) -> None:
    prepared = Prepared(lambda viewer, *, ids: by_ids(viewer, ids=ids), "ids")
    [before] = prepared(cast.hugo, ids=cast.marta.person_id)
    Person.objects.filter(pk=before.pk).update(name="Marta Other")
    with CaptureQueriesContext(connection) as said:
        [after] = prepared(cast.hugo, ids=cast.marta.person_id)
    assert (after.name, len(said)) == ("Marta Other", 1)


def test_one_reach_never_gets_the_statement_of_another(cast: Cast) -> None:
    prepared = Prepared(lambda viewer, *, ids: by_ids(viewer, ids=ids), "ids")
    wanted = [cast.hugo.person_id, cast.marta.person_id]
    assert len(prepared(cast.hugo, ids=wanted)) == 2
    assert [row.pk for row in prepared(cast.marta, ids=wanted)] == [cast.marta.person_id]
    assert prepared(NOBODY, ids=wanted) == []


def test_no_ids_ask_nothing_and_too_many_are_refused(cast: Cast) -> None:
    prepared = Prepared(lambda viewer, *, ids: by_ids(viewer, ids=ids), "ids")
    with CaptureQueriesContext(connection) as said:
        assert prepared(cast.hugo, ids=[]) == []
    assert len(said) == 0
    with pytest.raises(NotPrepared, match="1001 ids at once"):
        prepared(cast.hugo, ids=range(1001))


def test_what_only_a_query_set_can_make_is_refused(cast: Cast) -> None:
    rows = Prepared(lambda viewer, *, ids: by_ids(viewer, ids=ids).values("name"), "ids")
    with pytest.raises(NotPrepared, match="give values or models"):
        rows(cast.hugo, ids=[1])


def test_joined_models_and_words_are_filled_in(cast: Cast) -> None:
    joined = Prepared(
        lambda _viewer, *, name: Person.objects.select_related("organisation", "site").filter(name=name).order_by("pk"),
        texts=("name",),
    )
    for person in Person.objects.select_related("organisation", "site"):
        joined(NOBODY, name=person.name)
        with CaptureQueriesContext(connection) as said:
            found = next(one for one in joined(NOBODY, name=person.name) if one == person)
            assert (found.organisation, found.site) == (person.organisation, person.site)
        assert len(said) == 1
    assert joined(NOBODY, name="nobody' OR ''='") == []


def test_constants_are_part_of_the_shape(cast: Cast) -> None:
    prepared = Prepared(lambda _viewer, *, ids, size: Person.objects.filter(pk__in=ids).order_by("pk")[:size], "ids")
    ids = list(Person.objects.values_list("pk", flat=True))
    assert [len(prepared(NOBODY, ids=ids, size=size)) for size in (1, 2, 1)] == [1, 2, 1]


def test_moments_are_filled_in_at_each_call(cast: Cast) -> None:
    prepared = Prepared(
        lambda viewer, *, ids, since, until: by_ids(viewer, ids=ids).filter(
            created_at__gte=since, created_at__lt=until
        ),
        "ids",
    )
    ids = [cast.marta.person_id or 0]
    [first] = Person.objects.filter(pk__in=ids)
    at, soon = first.created_at, first.created_at + timedelta(seconds=1)
    assert prepared(cast.hugo, ids=ids, since=at, until=soon) == [first]
    with CaptureQueriesContext(connection) as said:
        assert prepared(cast.hugo, ids=ids, since=soon, until=soon) == []
        assert prepared(cast.hugo, ids=ids, since=at, until=at) == []
        assert prepared(cast.hugo, ids=ids, until=soon.astimezone(ZoneInfo("Asia/Tokyo")), since=at) == [first]
    assert len(said) == 3


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL's driver counts plans")
def test_a_connection_keeps_the_plans_of_all_pages() -> None:
    connection.ensure_connection()
    assert connection.connection.prepared_max >= 1000


def test_inside_a_page_the_same_is_asked_once_and_afterwards_anew(cast: Cast) -> None:
    prepared = Prepared(by_ids, "ids")
    ids = [cast.marta.person_id or 0]
    with CaptureQueriesContext(connection) as asked, each_once():
        first, again = prepared(cast.hugo, ids=ids), prepared(cast.hugo, ids=ids)
        assert prepared(cast.marta, ids=ids) == first == again  # somebody else's reach is another question
    assert len(asked) == 2
    with CaptureQueriesContext(connection) as asked:
        assert prepared(cast.hugo, ids=ids) == prepared(cast.hugo, ids=ids)
    assert len(asked) == 2
