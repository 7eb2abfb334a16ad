"""A quarter that has ended is counted once; small groups are hidden, and what would give them away."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from rapport.domains.insights import queries as insights
from rapport.domains.people.models import Person
from rapport.domains.recovery import actions
from rapport.domains.recovery.models import MoveCount, QuarterFigure, Recovery, Said
from rapport.domains.recovery.tests.saying import SURVEY
from rapport.domains.recovery.types import Outcome
from rapport.foundation.actors import system
from tests import cast as named
from tests.cast import MONDAY, Cast

SPRING, SUMMER, AUTUMN = date(2026, 4, 1), date(2026, 7, 1), date(2026, 10, 1)
MAY, JULY = datetime(2026, 5, 5, 10, tzinfo=UTC), datetime(2026, 7, 20, 10, tzinfo=UTC)
SCORES = {"unhappy": 3, "passive": 8, "happy": 10}


@pytest.fixture
def cast(db: None) -> Cast:
    """Northwind and the people it serves."""
    return named.build()


def crowd(cast: Cast, many: int) -> list[int]:
    """More people of Aldergate."""
    rows = [
        Person(organisation=cast.aldergate, name=f"Person {i}", key=f"crowd {i}", created_at=MONDAY)
        for i in range(many)
    ]
    return [row.pk for row in Person.objects.bulk_create(rows)]


def answers(cast: Cast, moves: dict[tuple[str, str], int], *, drawn: bool = True) -> None:
    """So many people answered in spring and in summer."""
    pairs = [pair for pair, n in moves.items() for _ in range(n)]
    first = Said.objects.count()
    rows = []
    for place, (person, (before, after)) in enumerate(zip(crowd(cast, len(pairs)), pairs, strict=True)):
        for at, mood, number in ((MAY, before, 0), (JULY, after, 1)):
            rows.append(
                Said(
                    answer_id=first + 2 * place + number + 1,
                    survey_id=SURVEY,
                    person_id=person,
                    kind="nps",
                    mood=mood,
                    score=SCORES[mood],
                    said_at=at,
                    quarter=SPRING if number == 0 else SUMMER,
                    drawn=drawn,
                    changes=0,
                )
            )
    Said.objects.bulk_create(rows)


def ended(cast: Cast, hours: float | None, mood_after: str) -> None:
    """A recovery of July, spoken with after so many hours, answered again in August."""
    Recovery.objects.create(
        organisation=cast.aldergate,
        opened_at=JULY,
        due_at=JULY + timedelta(hours=48),
        deputy_at=JULY,
        service_owner_at=JULY,
        contacted_at=None if hours is None else JULY + timedelta(hours=hours),
        ended_at=JULY + timedelta(days=3),
        outcome=Outcome.EXPLAINED,
        again_on=date(2026, 8, 20) if mood_after else None,
        mood_after=mood_after,
    )


def test_moves_are_counted_once_from_drawn_answers_and_never_change(cast: Cast) -> None:
    answers(cast, {("unhappy", "happy"): 6, ("happy", "happy"): 9})
    answers(cast, {("passive", "passive"): 3}, drawn=False)
    assert actions.count_quarters(actor=system(), at=MONDAY) == 2
    found = {(row.before, row.after): row.n for row in MoveCount.objects.filter(quarter=SUMMER)}
    assert found == {("unhappy", "happy"): 6, ("happy", "happy"): 9}
    answers(cast, {("unhappy", "passive"): 5})
    assert actions.count_quarters(actor=system(), at=MONDAY) == 0
    assert {(row.before, row.after): row.n for row in MoveCount.objects.filter(quarter=SUMMER)} == found
    assert not MoveCount.objects.filter(quarter=AUTUMN).exists()


def test_small_cells_are_hidden_with_another_one(cast: Cast) -> None:
    answers(cast, {("unhappy", "happy"): 2, ("unhappy", "unhappy"): 7, ("happy", "happy"): 8, ("happy", "unhappy"): 6})
    actions.count_quarters(actor=system(), at=MONDAY)
    seen = insights.class_moves(cast.noor)
    assert seen is not None
    (moves,) = seen.moves
    shown = {pair for pair, n in moves.cells.items() if n is not None}
    assert ("detractor", "promoter") not in shown
    assert ("detractor", "detractor") not in shown
    assert moves.n == 23


def test_what_calling_came_to_has_its_n_and_its_range(cast: Cast) -> None:
    answers(cast, {("happy", "happy"): 1})
    for hours, after in ((5, "passive"), (20, "happy"), (40, "unhappy"), (47, "happy"), (60, "passive"), (None, "")):
        ended(cast, hours, after)
    actions.count_quarters(actor=system(), at=MONDAY)
    seen = insights.class_moves(cast.noor, quarter=SUMMER)
    assert seen is not None
    assert seen.within_48 is not None
    assert (seen.within_48.k, seen.within_48.n, seen.median_hours) == (4, 6, 40.0)
    assert seen.within_48.low < 4 / 6 < seen.within_48.high
    assert seen.recovered is not None
    assert (seen.recovered.k, seen.recovered.n) == (4, 5)
    assert seen.moves[0].n == 0
    assert set(seen.moves[0].cells.values()) == {None}


def test_fewer_than_five_are_no_figure(cast: Cast) -> None:
    answers(cast, {("happy", "happy"): 1})
    for _ in range(4):
        ended(cast, 5, "happy")
    actions.count_quarters(actor=system(), at=MONDAY)
    assert QuarterFigure.objects.get(quarter=SUMMER).recoveries == 4
    seen = insights.class_moves(cast.noor, quarter=SUMMER)
    assert seen is not None
    assert (seen.recoveries, seen.within_48, seen.median_hours, seen.recovered) == (None, None, None, None)
