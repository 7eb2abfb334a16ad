"""Objective effort of one person, in the provider's working calendar."""

from __future__ import annotations

from datetime import timedelta

import pytest

from rapport.domains.insights import queries
from rapport.domains.ledger import actions as ledger
from rapport.domains.ledger import queries as ledger_queries
from rapport.domains.ledger.tests.stream import answered, days, record, said
from rapport.foundation.actors import NotFound, system
from tests.cast import MONDAY, ONE_HOUR, Cast, build

START, END = MONDAY - days(1), MONDAY + days(30)
T1, T2 = ("ticket", 1), ("ticket", 2)


@pytest.fixture
def cast(db: None) -> Cast:
    return build()


def a_matter(cast: Cast) -> None:
    """Monday ten o'clock in Berlin: asked; one hour later answered by Hugo, a day later ended by Sanna."""
    record(
        said(cast, cast.marta, MONDAY, ref=T1, service_id=cast.mail.pk, team_id=cast.service_desk.pk),
        answered(cast, cast.marta, MONDAY + ONE_HOUR, ref=T1, minutes=10),
        answered(cast, cast.marta, MONDAY + days(1), ref=T1, author_id=cast.sanna.person_id, completes=True),
    )


def test_one_matter_in_numbers(cast: Cast) -> None:
    a_matter(cast)
    found = queries.effort_of(cast.hugo, cast.marta.person_id or 0, start=START, end=END)
    assert (found.theirs, found.ours, found.begun, found.hand_offs, found.turns) == (1, 2, 1, 1, 1)
    assert (found.waits, found.hours_waited, found.worked) == (1, 1.0, 10)


def test_a_period_counts_its_own_acts_and_waits_that_ended_in_it(cast: Cast) -> None:
    a_matter(cast)
    later = queries.effort_of(
        cast.hugo, cast.marta.person_id or 0, start=MONDAY + timedelta(minutes=1), end=MONDAY + 2 * ONE_HOUR
    )
    assert (later.theirs, later.ours, later.begun, later.waits, later.hours_waited) == (0, 1, 0, 1, 1.0)


def test_asking_about_the_same_service_again_within_seven_days_is_a_repeat(cast: Cast) -> None:
    a_matter(cast)
    of_mail = {"service_id": cast.mail.pk, "team_id": cast.service_desk.pk}
    record(said(cast, cast.marta, MONDAY + days(5), ref=T2, **of_mail))
    record(said(cast, cast.marta, MONDAY + days(6), ref=("ticket", 3), service_id=cast.printing.pk))
    marta = cast.marta.person_id or 0
    assert queries.effort_of(system(), marta, start=START, end=END).repeats == 1
    assert queries.effort_of(system(), marta, start=MONDAY + days(4), end=END).repeats == 1


def test_a_correction_counts_in_place_of_what_it_corrects(cast: Cast) -> None:
    a_matter(cast)
    act = ledger_queries.acts(system(), person_id=cast.marta.person_id).rows[1]
    ledger.correct_act(act_id=act.pk, minutes=25, planned=True, actor=system(), at=END)
    found = queries.effort_of(system(), cast.marta.person_id or 0, start=START, end=END)
    assert (found.contacts, found.worked, found.planned) == (3, 25, 1)


def test_an_agent_counts_the_acts_of_their_team(cast: Cast) -> None:
    a_matter(cast)
    record(
        answered(cast, cast.marta, MONDAY + days(2), ref=T1, team_id=cast.field_team.pk, author_id=cast.sanna.person_id)
    )
    marta = cast.marta.person_id or 0
    assert queries.effort_of(cast.hugo, marta, start=START, end=END).contacts == 3
    assert queries.effort_of(system(), marta, start=START, end=END).contacts == 4


def test_a_colleague_learns_nothing(cast: Cast) -> None:
    a_matter(cast)
    with pytest.raises(NotFound):
        queries.effort_of(cast.ivo, cast.marta.person_id or 0, start=START, end=END)
    assert queries.effort_of(cast.marta, cast.marta.person_id or 0, start=START, end=END).contacts == 3
