"""A promise is kept only by what it promised: a word by any answer, a deed when somebody says so or it is finished."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from rapport.domains.desk import actions
from rapport.domains.promises import actions as promises
from rapport.domains.promises.models import Promise
from rapport.foundation.actors import system
from tests.cast import ONE_DAY, ONE_HOUR
from tests.outsiders import visits
from tests.visitors import browser, plain
from tests.world import World

LINE = "A day for the line"


def deed(w: World, text: str = LINE) -> Promise:
    """What Hugo promised to do."""
    told = {"person_id": w.marta, "ref": ("ticket", w.ticket.pk), "team_id": w.cast.service_desk.pk, "kind": "deed"}
    return promises.promise(text=text, due_at=w.at + 2 * ONE_DAY, actor=w.cast.hugo, at=w.at, **told)


def answered(w: World, **said: Any) -> None:
    """Hugo answers an hour later."""
    given = {"ticket_id": w.ticket.pk, "text": "We look at it this afternoon.", "actor": w.cast.hugo}
    actions.answer(**{**given, "at": w.at + ONE_HOUR} | said)


def is_kept(row: Promise) -> bool:
    row.refresh_from_db()
    return row.kept_at is not None


def test_an_answer_keeps_a_word_and_no_deed(world: World) -> None:
    word, line = world.promise, deed(world)
    answered(world)
    assert (is_kept(word), is_kept(line)) == (True, False)


def test_one_tap_keeps_the_deed_that_was_ticked_and_no_other(world: World) -> None:
    line, other = deed(world), deed(world, "Five covers")
    answered(world, keeps=[line.pk])
    assert (is_kept(line), is_kept(other)) == (True, False)
    answered(world, text="Once more.", keeps=[line.pk, 987_654_321], at=world.at + 2 * ONE_HOUR)  # a second tab
    assert Promise.objects.get(pk=line.pk).kept_at == world.at + ONE_HOUR


def test_a_deed_of_another_ticket_is_not_kept_by_this_one(world: World) -> None:
    line = deed(world)
    actions.answer(ticket_id=world.done.pk, text="Hello.", keeps=[line.pk], actor=world.cast.hugo, at=world.at)
    assert not is_kept(line)


def test_finishing_keeps_all_and_a_note_or_call_what_was_ticked(world: World) -> None:
    noted, called, rest = deed(world, "A note"), deed(world, "A call"), deed(world, "The rest")
    said = {"ticket_id": world.ticket.pk, "actor": world.cast.hugo}
    actions.write_note(text="Done.", keeps=[noted.pk], at=world.at + ONE_HOUR, **said)
    actions.log_contact(text="Called.", keeps=[called.pk], at=world.at + ONE_HOUR, **said)
    assert [is_kept(one) for one in (noted, called, rest)] == [True, True, False]
    answered(world, then="finish", at=world.at + 2 * ONE_HOUR)
    assert is_kept(rest)


@pytest.mark.parametrize(("fixed", "kept"), [(True, True), (False, False), (None, False)])
def test_a_visit_keeps_a_deed_where_one_was_enough(world: World, fixed: bool | None, kept: bool) -> None:
    line, visit_id = deed(world), visits.visit_of_marta(world, begun=True)
    said = {"outcome": "done", "words": "New fuser.", "fixed": fixed}
    actions.record_outcome(visit_id=visit_id, actor=world.cast.hugo, at=world.at, **said)
    assert is_kept(line) == kept


def test_a_deed_is_named_and_what_waits_to_leave_keeps_it_when_it_leaves(world: World) -> None:
    line, until = deed(world), world.at + ONE_DAY
    said = {"ticket_id": world.ticket.pk, "text": "The line is there.", "wait": timedelta(seconds=10)}
    said |= {"promise_until": until, "promise_kind": "deed", "actor": world.cast.hugo, "at": world.at}
    with pytest.raises(promises.NothingPromised):
        actions.send_answer(**said)
    row = actions.send_answer(**said, promise_text="The old line is taken down", keeps=[line.pk])
    assert not is_kept(line)
    actions.let_leave(outgoing_id=row.pk, actor=system(), at=world.at)
    made = Promise.objects.latest("pk")
    assert (made.kind, made.text, made.due_at) == ("deed", "The old line is taken down", until)
    assert is_kept(line)


def test_the_answer_box_asks_in_one_tap_what_is_kept(world: World) -> None:
    line, hugo = deed(world), browser(world.cast.hugo)
    shown = plain(hugo.get(reverse("workspace:ticket", args=[world.ticket.pk])))
    assert f'name="keeps" value="{line.pk}"' in shown
    assert LINE in shown
    said = {"text": "It is there.", "then": "keep_open", "keeps": [line.pk]}
    sent = hugo.post(reverse("workspace:answer", args=[world.ticket.pk]), said)
    assert sent.status_code == 302
    assert is_kept(line)


def test_a_deed_without_words_is_refused_at_its_field_and_the_text_is_kept(world: World) -> None:
    said = {"text": "The line comes.", "then": "keep_open", "promise_kind": "deed", "promise_until": "2026-11-20T10:00"}
    answer = browser(world.cast.hugo).post(reverse("workspace:answer", args=[world.ticket.pk]), said)
    assert answer.status_code == 400
    shown = plain(answer)
    assert "Say in a few words what will be done by then. Nothing was sent" in shown
    assert "The line comes." in shown
