"""An answer by name opens a recovery, joins one, closes one; told again, nothing happens."""

from __future__ import annotations

from datetime import timedelta

import pytest

from rapport.domains.ledger.models import Relationship
from rapport.domains.people import actions as people
from rapport.domains.people.types import SHOW_ANSWERS
from rapport.domains.recovery import queries
from rapport.domains.recovery.models import Recovery, Said
from rapport.domains.recovery.tests.saying import WORDS, heard, opened, say
from rapport.domains.recovery.types import Outcome
from rapport.foundation.actors import NotFound, system
from rapport.foundation.models import Job
from tests.cast import MONDAY, ONE_DAY, ONE_HOUR, Cast


def test_it_opens_once_with_owner_deputy_and_service_owner(cast: Cast) -> None:
    row = opened(cast)
    assert (row.owner_id, row.service_owner_id) == (cast.ines.person_id, cast.dev.person_id)  # Ines was named
    assert row.deputy_id == cast.noor.person_id
    assert (row.opened_at, row.due_at) == (MONDAY, MONDAY + timedelta(hours=48))
    assert say(heard(cast)) == 0
    assert Recovery.objects.count() == Said.objects.count() == 1


def test_who_helps_her_reads_it_only_where_she_agreed(cast: Cast) -> None:
    Relationship.objects.create(
        person_id=cast.marta.person_id, team=cast.service_desk, owner_id=cast.hugo.person_id, since=MONDAY
    )
    row = opened(cast)
    assert row.owner_id == cast.ines.person_id
    with pytest.raises(NotFound):
        queries.recovery(cast.hugo, row.pk, at=MONDAY)
    people.give_consent(kind=SHOW_ANSWERS, actor=cast.ivo, at=MONDAY)
    Relationship.objects.create(
        person_id=cast.ivo.person_id, team=cast.service_desk, owner_id=cast.hugo.person_id, since=MONDAY
    )
    say(heard(cast, answer_id=502, person_id=cast.ivo.person_id or 0))
    (seen,) = queries.due_now(cast.hugo, at=MONDAY)
    assert (seen.name, seen.words) == ("Ivo Brandt", WORDS)


def test_a_second_unhappy_answer_joins_and_both_must_change(cast: Cast) -> None:
    row = opened(cast)
    say(heard(cast, 5, answer_id=502, said_at=MONDAY + ONE_HOUR))
    assert set(Said.objects.values_list("recovery_id", flat=True)) == {row.pk}
    say(heard(cast, 9, changes=1))
    row.refresh_from_db()
    assert row.ended_at is None
    say(heard(cast, 8, answer_id=502, changes=1, said_at=MONDAY + ONE_HOUR))
    row.refresh_from_db()
    assert (row.outcome, row.ask_again_on, row.next_turn_at) == (Outcome.CHANGED, None, None)


def test_what_was_read_earlier_never_replaces_what_was_read_later(cast: Cast) -> None:
    say(heard(cast, 9, changes=1))
    assert say(heard(cast, 2, changes=0)) == 0
    assert not Recovery.objects.exists()
    assert [card.score for card in queries.cards(cast.ines)] == [9]


def test_an_old_answer_opens_nothing_and_makes_no_card(cast: Cast) -> None:
    month = MONDAY + 31 * ONE_DAY
    say(heard(cast), heard(cast, 8, answer_id=502), at=month)
    assert not Recovery.objects.exists()
    assert queries.cards(cast.dev) == []


def test_the_answer_after_it_says_whether_it_helped(cast: Cast) -> None:
    row = opened(cast)
    Recovery.objects.filter(pk=row.pk).update(
        ended_at=MONDAY + ONE_DAY, outcome=Outcome.EXPLAINED, ask_again_on=(MONDAY + 22 * ONE_DAY).date()
    )
    later = MONDAY + 23 * ONE_DAY
    say(heard(cast, 8, answer_id=503, said_at=later), at=later)
    row.refresh_from_db()
    assert (row.again_on, row.mood_after) == (later.date(), "passive")
    say(heard(cast, 2, answer_id=504, said_at=later + ONE_DAY), at=later + ONE_DAY)
    row.refresh_from_db()
    assert row.mood_after == "passive"
    assert Recovery.objects.standing().count() == 1


def test_only_the_system_tells_of_answers(cast: Cast) -> None:
    from rapport.domains.recovery import actions

    for who in (cast.noor, cast.ines, *cast.outsiders.values()):
        with pytest.raises(NotFound):
            actions.note_answers(heard=[heard(cast)], actor=who, at=MONDAY)
    assert not Job.objects.filter(name__contains="recovery").exists()
    assert system().reach.whole
