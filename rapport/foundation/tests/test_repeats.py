"""A call sent again is answered again and done once, whenever it comes and whatever dies meanwhile."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from rapport.foundation import repeats
from rapport.foundation.models import KeptAnswer, Suppression
from rapport.foundation.repeats import Answer, OtherCall, StillRunning, once

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
DONE = Answer(201, "application/json", b'{"name": "Marta Kolb"}')


class Desk:
    """Does something once for each call of `run`."""

    def __init__(self, answer: Answer = DONE) -> None:
        self.answer, self.done = answer, 0

    def run(self) -> Answer:
        """One more."""
        self.done += 1
        Suppression.objects.create(address=f"{self.done}@example.org", reason="test", since=NOON)
        return self.answer


def call(desk: Desk, *, key: str = "k-1", asked: bytes = b"a ticket", at: datetime = NOON) -> Answer:
    """A call with a key."""
    return once(secret=f"rapport_token\n{key}", asked=asked, run=desk.run, at=at)


def test_the_same_again_gets_the_first_answer() -> None:
    desk = Desk()
    first, second = call(desk), call(desk, at=NOON + timedelta(hours=23))
    assert (second.status, second.content_type, second.body) == (first.status, first.content_type, first.body)
    assert (first.again, second.again, desk.done) == (False, True, 1)
    assert call(desk, key="k-2").again is False


def test_other_words_under_the_same_key_are_refused() -> None:
    desk = Desk()
    call(desk)
    with pytest.raises(OtherCall):
        call(desk, asked=b"another ticket")
    assert desk.done == 1


def test_while_the_first_runs_the_second_is_told_so() -> None:
    def run() -> Answer:
        with pytest.raises(StillRunning):
            call(inner)
        return DONE

    inner = Desk()
    assert once(secret="rapport_token\nk-1", asked=b"a ticket", run=run, at=NOON).status == 201
    assert inner.done == 0


def test_after_a_day_a_key_is_free_again() -> None:
    desk = Desk()
    call(desk)
    call(desk, asked=b"another ticket", at=NOON + timedelta(hours=24))
    assert desk.done == 2
    assert repeats.forget_old(at=NOON + timedelta(hours=47)) == 0
    assert repeats.forget_old(at=NOON + timedelta(hours=48)) == 1


def test_a_refusal_does_nothing_and_is_not_kept() -> None:
    desk = Desk(Answer(400, "application/problem+json", b"{}"))
    assert call(desk).status == 400
    assert not Suppression.objects.exists()
    desk.answer = DONE
    assert call(desk, asked=b"mended").status == 201


def test_a_fault_frees_the_key() -> None:
    def fail() -> Answer:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        once(secret="rapport_token\nk-1", asked=b"a ticket", run=fail, at=NOON)
    assert call(Desk()).status == 201


def test_who_died_meanwhile_leaves_the_turn_to_the_next_one() -> None:
    desk = Desk()
    call(desk)
    KeptAnswer.objects.update(status=None, sealed=b"")  # as it stands after a cut in the middle
    with pytest.raises(StillRunning):
        call(desk, at=NOON + timedelta(minutes=1))
    assert call(desk, at=NOON + timedelta(minutes=3)).again is False


def test_who_lost_their_turn_has_done_nothing() -> None:
    desk = Desk()

    def slow() -> Answer:
        KeptAnswer.objects.update(turn="another")
        return desk.run()

    with pytest.raises(StillRunning):
        once(secret="rapport_token\nk-1", asked=b"a ticket", run=slow, at=NOON)
    assert not Suppression.objects.exists()


def test_nothing_of_an_answer_can_be_read_in_the_database() -> None:
    call(Desk())
    row = KeptAnswer.objects.get()
    stored = f"{row.name} {row.asked} {bytes(row.sealed)!r}"
    assert not any(word in stored for word in ("Marta", "Kolb", "k-1", "rapport_token"))
