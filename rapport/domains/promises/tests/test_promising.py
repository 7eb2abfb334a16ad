"""Promises: made, kept, told late before they are late, and seen by those they concern."""

from __future__ import annotations

from datetime import timedelta

import pytest

from rapport.domains.promises import actions, queries
from rapport.domains.promises.models import Promise
from rapport.domains.promises.tests.desk_hours import HOUR, MINUTE, MONDAY_NINE, open_office, subject
from rapport.domains.promises.types import Standing
from rapport.foundation.actors import Actor, NotAllowed, NotFound, system
from tests.cast import Cast, build

REF = ("ticket", 1)


@pytest.fixture
def cast(db: None) -> Cast:
    cast = build()
    open_office(cast)
    return cast


def promised(cast: Cast, *, actor: Actor | None = None, due: timedelta = 4 * HOUR) -> Promise:
    return actions.promise(
        person_id=cast.marta.person_id,
        ref=REF,
        team_id=cast.service_desk.pk,
        text="I will call you back.",
        due_at=MONDAY_NINE + due,
        actor=actor or cast.hugo,
        at=MONDAY_NINE,
    )


def test_a_promise_kept_in_time_is_kept(cast: Cast) -> None:
    promised(cast)
    [kept] = actions.keep_promises(ref=REF, actor=cast.hugo, at=MONDAY_NINE + HOUR)
    assert kept.kept_at == MONDAY_NINE + HOUR
    [seen] = queries.promises_to(cast.marta, cast.marta.person_id, at=MONDAY_NINE + HOUR)
    assert seen.standing == Standing.KEPT
    with pytest.raises(actions.AlreadyKept):
        actions.keep_promises(ids=[kept.pk], actor=cast.hugo, at=MONDAY_NINE + HOUR)


def test_the_organisation_is_that_of_the_person(cast: Cast) -> None:
    assert promised(cast).organisation == cast.aldergate


def test_a_time_that_has_passed_cannot_be_promised(cast: Cast) -> None:
    with pytest.raises(actions.TimeHasPassed):
        promised(cast, due=-MINUTE)


def test_only_the_team_promises(cast: Cast) -> None:
    for actor in (cast.sanna, cast.marta, cast.nobody):
        with pytest.raises(NotAllowed):
            promised(cast, actor=actor)


def test_nobody_is_warned_early_and_once_only(cast: Cast) -> None:
    made = promised(cast)
    assert actions.warn_of_promises(actor=system(), at=MONDAY_NINE + 2 * HOUR) == []
    assert actions.warn_of_promises(actor=system(), at=MONDAY_NINE + 3 * HOUR) == [made.pk]
    assert actions.warn_of_promises(actor=system(), at=MONDAY_NINE + 3 * HOUR) == []


def test_kept_rate_counts_what_fell_due_and_was_not_withdrawn(cast: Cast) -> None:
    kept, _broken, gone = promised(cast), promised(cast), promised(cast)
    actions.keep_promises(ids=[kept.pk], actor=cast.hugo, at=MONDAY_NINE + HOUR)
    actions.withdraw_promises(ids=[gone.pk], actor=cast.hugo, at=MONDAY_NINE + HOUR)
    promised(cast, due=48 * HOUR)
    rate = queries.kept_rate(cast.noor, since=MONDAY_NINE, until=MONDAY_NINE + 8 * HOUR)
    assert (rate.kept, rate.n, rate.share) == (1, 2, 0.5)
    assert rate.low is not None and rate.low < 0.5 < (rate.high or 0)


def test_open_promises_are_those_within_reach(cast: Cast) -> None:
    made = promised(cast)
    for seer in (cast.hugo, cast.marta, cast.noor, cast.ruth):
        assert [p.id for p in queries.open_promises(seer)] == [made.pk]
    for outsider in (*cast.outsiders.values(), cast.sanna):
        assert queries.open_promises(outsider).rows == []
        assert queries.promises_to(outsider, cast.marta.person_id) == []


def test_outsiders_keep_nothing(cast: Cast) -> None:
    made = promised(cast)
    for outsider in cast.outsiders.values():
        with pytest.raises((NotAllowed, NotFound)):
            actions.keep_promises(ids=[made.pk], actor=outsider, at=MONDAY_NINE)
    with pytest.raises(NotFound):
        actions.keep_promises(ids=[made.pk], actor=cast.sanna, at=MONDAY_NINE)


def test_standing_says_when_the_next_word_comes(cast: Cast) -> None:
    actions.set_service_level(solve_minutes=480, actor=system(), at=MONDAY_NINE)
    actions.expect_many([subject(cast, 1, MONDAY_NINE)], actor=system(), at=MONDAY_NINE)
    [before] = queries.standing_of(cast.marta, [REF], at=MONDAY_NINE).values()
    assert before.next_word_at == MONDAY_NINE + 8 * HOUR
    assert before.estimate is not None and before.estimate.kind == "target"
    assert before.due_at is None  # the clock is for the team
    made = promised(cast)
    [after] = queries.standing_of(cast.hugo, [REF], at=MONDAY_NINE + 3 * HOUR).values()
    assert (after.next_word_at, after.standing) == (made.due_at, Standing.AT_RISK)
    assert after.due_at == MONDAY_NINE + 8 * HOUR
    for outsider in cast.outsiders.values():
        assert queries.standing_of(outsider, [REF], at=MONDAY_NINE) == {}
