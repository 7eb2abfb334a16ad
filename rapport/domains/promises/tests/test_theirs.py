"""What somebody told us they would do: settled by their own word before anybody's, counted with its n."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from rapport.domains.ledger.tests.stream import answered, record
from rapport.domains.ledger.tests.stream import said as told
from rapport.domains.promises import actions, queries
from rapport.domains.promises.models import TheirPromise
from rapport.domains.promises.tests.desk_hours import MONDAY_NINE
from rapport.domains.promises.types import Said
from rapport.foundation.actors import NotAllowed, NotFound
from tests.cast import Cast, build

FRIDAY = date(2026, 11, 6)


@pytest.fixture
def cast(db: None) -> Cast:
    return build()


def said(cast: Cast, text: str = "I send the log.", *, due_on: date = FRIDAY, key: str = "call:1") -> TheirPromise:
    return actions.note_their_promise(
        person_id=cast.marta.person_id,
        text=text,
        due_on=due_on,
        team_id=cast.service_desk.pk,
        source_key=key,
        actor=cast.hugo,
        at=MONDAY_NINE,
    )


def test_told_twice_it_stands_once_and_a_day_that_passed_is_only_shown(cast: Cast) -> None:
    assert said(cast) == said(cast)
    [seen] = queries.promises_of(cast.marta, cast.marta.person_id, at=MONDAY_NINE)
    assert (seen.text, seen.due_on, seen.open, seen.passed) == ("I send the log.", FRIDAY, True, False)
    [later] = queries.promises_of(cast.hugo, cast.marta.person_id, at=MONDAY_NINE + timedelta(days=9))
    assert (later.said, later.passed) == (Said.OPEN, True)


def test_what_she_says_of_it_no_agent_changes(cast: Cast) -> None:
    row = said(cast)
    given = {"promise_id": row.pk, "at": MONDAY_NINE}
    actions.settle_their_promise(said="broken", actor=cast.hugo, **given)
    actions.settle_their_promise(said="kept", actor=cast.marta, **given)
    with pytest.raises(actions.TheirWordStands):
        actions.settle_their_promise(said="broken", actor=cast.hugo, **given)
    row.refresh_from_db()
    assert (row.said, row.said_by_them) == ("kept", True)
    actions.settle_their_promise(said="open", actor=cast.marta, **given)
    assert actions.settle_their_promise(said="kept", actor=cast.hugo, **given).said_by_them is False


def test_taken_away_it_stands_nowhere_and_is_not_counted(cast: Cast) -> None:
    for n, word in enumerate(["kept", "kept", "broken", "withdrawn", ""]):
        row = said(cast, f"Number {n}", key=f"call:{n}")
        if word:
            actions.settle_their_promise(promise_id=row.pk, said=word, actor=cast.hugo, at=MONDAY_NINE)
    rate = queries.their_kept_rate(cast.hugo, organisation_id=cast.aldergate.pk, since=FRIDAY, until=FRIDAY)
    assert (rate.kept, rate.n) == (2, 3)
    assert rate.low is not None
    assert len(queries.promises_of(cast.marta, cast.marta.person_id, at=MONDAY_NINE)) == 4


def test_she_promises_those_who_helped_her_and_no_other_team(cast: Cast) -> None:
    met = {"ref": ("ticket", 1), "team_id": cast.service_desk.pk}
    record(told(cast, cast.marta, MONDAY_NINE, **met), answered(cast, cast.marta, MONDAY_NINE, **met))
    hers = {"person_id": cast.marta.person_id, "text": "I send it.", "due_on": FRIDAY, "actor": cast.marta}
    row = actions.note_their_promise(team_id=cast.service_desk.pk, source_key="form:1", at=MONDAY_NINE, **hers)
    [seen] = queries.promises_of(cast.hugo, cast.marta.person_id, at=MONDAY_NINE)
    assert (seen.id, seen.noted_by_them, seen.open) == (row.pk, True, True)
    with pytest.raises(NotAllowed):
        actions.note_their_promise(team_id=cast.field_team.pk, source_key="form:2", at=MONDAY_NINE, **hers)


def test_strangers_note_and_settle_nothing(cast: Cast) -> None:
    row = said(cast)
    with pytest.raises(NotFound):
        actions.settle_their_promise(promise_id=row.pk, said="kept", actor=cast.ivo, at=MONDAY_NINE)
    with pytest.raises(NotAllowed):
        actions.note_their_promise(
            person_id=cast.marta.person_id,
            text="Mine",
            due_on=FRIDAY,
            team_id=cast.service_desk.pk,
            source_key="x",
            actor=cast.marta,
            at=MONDAY_NINE,
        )
    for text, due_on, refused in (
        (" ", FRIDAY, actions.NothingPromised),
        ("Soon", date(2036, 1, 1), actions.TooFarAhead),
    ):
        with pytest.raises(refused):
            said(cast, text, due_on=due_on, key="y")
