"""A ticket that was done and is open again says what to expect now, not what was told before."""

from __future__ import annotations

from datetime import timedelta

import pytest

from rapport.domains.desk import actions, queries
from rapport.domains.desk.models import Ticket
from rapport.domains.desk.rules.macros import WrongMacro
from rapport.domains.desk.tests.mails import TUESDAY, mail, mailbox, receive
from rapport.domains.ledger import queries as memory
from rapport.domains.promises import queries as promises
from rapport.domains.promises.models import Clock, Estimate
from tests.cast import MONDAY, ONE_DAY, ONE_HOUR, Cast, build

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(days=70)


@pytest.fixture
def cast() -> Cast:
    found = build()
    mailbox(found)
    return found


@pytest.fixture
def vpn(cast: Cast) -> Ticket:
    receive(mail(cast.marta, "VPN drops"))
    ticket = Ticket.objects.get()
    until = TUESDAY + ONE_DAY
    actions.answer(ticket_id=ticket.pk, text="Soon.", promise_until=until, actor=cast.hugo, at=MONDAY + ONE_HOUR)
    actions.answer(ticket_id=ticket.pk, text="Done.", then="finish", actor=cast.hugo, at=TUESDAY)
    return ticket


def test_who_writes_on_it_is_told_a_new_day_and_no_kept_promise(cast: Cast, vpn: Ticket) -> None:
    actions.reply_as_customer(ticket_id=vpn.pk, text="Again.", actor=cast.marta, at=LATER)
    stands = promises.standing_of(cast.marta, [("ticket", vpn.pk)], at=LATER)["ticket", vpn.pk]
    assert (stands.promise is not None, stands.owed) == (True, None)
    assert stands.estimate is not None and stands.estimate.due_at is not None and stands.estimate.due_at >= LATER
    assert stands.next_word_at is not None and stands.next_word_at >= LATER
    assert (Estimate.objects.count(), Clock.objects.filter(kind="solve", met_at=None).count()) == (2, 1)


def test_an_answer_of_ours_opens_it_with_a_new_day_too(cast: Cast, vpn: Ticket) -> None:
    actions.answer(ticket_id=vpn.pk, text="Does it hold?", actor=cast.hugo, at=LATER)
    assert Estimate.objects.order_by("-pk")[0].made_at == LATER


def ends_of(cast: Cast, ticket: Ticket) -> tuple[object, object, object]:
    found = memory.episode_of(cast.hugo, ("ticket", ticket.pk))
    assert found is not None
    return found.completed_at, found.reopened_at, found.ended_at


def test_the_memory_says_that_it_is_open_again_whoever_opened_it_and_that_it_ended_once_more(
    cast: Cast, vpn: Ticket
) -> None:
    soon, later = TUESDAY + ONE_HOUR, TUESDAY + ONE_DAY
    assert ends_of(cast, vpn) == (TUESDAY, None, TUESDAY)
    actions.answer(ticket_id=vpn.pk, text="Does it hold?", actor=cast.hugo, at=soon)
    assert ends_of(cast, vpn) == (TUESDAY, soon, None)
    actions.solve_as_customer(ticket_id=vpn.pk, actor=cast.marta, at=later)
    assert ends_of(cast, vpn) == (TUESDAY, soon, later)
    actions.reply_as_customer(ticket_id=vpn.pk, text="Again.", actor=cast.marta, at=later + ONE_HOUR)
    actions.solve(ticket_id=vpn.pk, actor=cast.hugo, at=later + ONE_DAY)
    actions.reopen(ticket_id=vpn.pk, actor=cast.hugo, at=later + 2 * ONE_DAY)
    assert ends_of(cast, vpn) == (TUESDAY, later + 2 * ONE_DAY, None)
    [line] = memory.timeline(cast.marta, cast.marta.person_id).episodes
    assert (line.reopened_at, line.ended_at, line.theirs, line.ours) == (later + 2 * ONE_DAY, None, 3, 5)


def test_done_without_a_word_is_an_end_in_the_memory(cast: Cast) -> None:
    receive(mail(cast.marta, "VPN drops"))
    ticket = Ticket.objects.get()
    actions.change_many(ticket_ids=[ticket.pk], solve=True, actor=cast.hugo, at=TUESDAY)
    assert ends_of(cast, ticket) == (TUESDAY, None, TUESDAY)


def test_a_note_says_whom_it_names(cast: Cast, vpn: Ticket) -> None:
    named = actions.write_note(ticket_id=vpn.pk, text="@Noor your turn", actor=cast.hugo, at=LATER)
    nobody = actions.write_note(ticket_id=vpn.pk, text="@Nour your turn", actor=cast.hugo, at=LATER)
    assert [len(queries.named_in_note(cast.hugo, one.pk)) for one in (named, nobody)] == [1, 0]
    assert queries.named_in_note(cast.marta, named.pk) == []


def test_a_view_and_a_macro_sent_twice_are_kept_once(cast: Cast) -> None:
    view = {"filters": queries.ViewFilters(), "actor": cast.hugo, "at": MONDAY}
    kept = actions.keep_view(name="Mine", **view)
    with pytest.raises(actions.WrongView, match="is there already"):
        actions.keep_view(name="mine ", **view)
    actions.keep_view(name="Mine", view_id=kept.pk, **view)  # changing it is no second one
    actions.keep_macro(name="Hello", text="Hello", actor=cast.hugo, at=MONDAY)
    with pytest.raises(WrongMacro, match="is there already"):
        actions.keep_macro(name="Hello", text="Hello", actor=cast.hugo, at=MONDAY)
    actions.keep_macro(name="Hello", text="Hello", actor=cast.noor, at=MONDAY)  # of somebody else
