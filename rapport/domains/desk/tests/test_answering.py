"""Answers, notes, calls, held mail and changes; and who may not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from rapport.domains.desk import actions, queries
from rapport.domains.desk.models import HeldMessage, Message, Ticket
from rapport.domains.desk.tests.mails import TUESDAY, mail, mailbox, receive
from rapport.domains.ledger.models import Act
from rapport.domains.promises.models import Clock, Promise
from rapport.foundation import search
from rapport.foundation.actors import Actor, NotAllowed, NotFound, system
from rapport.foundation.models.mail import Letter
from tests.cast import MONDAY, ONE_DAY, ONE_HOUR, Cast, build

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    found = build()
    mailbox(found)
    return found


@pytest.fixture
def vpn(cast: Cast) -> Ticket:
    receive(mail(cast.marta, "AW: VPN drops", message_id="first@mail.example", ids=("older@mail.example",)))
    return Ticket.objects.get()


def test_an_answer_continues_the_customers_thread(cast: Cast, vpn: Ticket) -> None:
    actions.answer(ticket_id=vpn.pk, text="Restart the client.", actor=cast.hugo, at=MONDAY + ONE_HOUR)
    letter = Letter.objects.get(kind="answer")
    assert (letter.subject, letter.in_reply_to) == ("AW: VPN drops", "<first@mail.example>")
    assert letter.references == ["<older@mail.example>", "<first@mail.example>"]
    assert letter.data["text"] == "Restart the client."
    vpn.refresh_from_db()
    assert (vpn.state, vpn.last_side, vpn.assignee_id) == ("open", "ours", cast.hugo.person_id)
    assert Clock.objects.get(kind="first_answer").met_at == MONDAY + ONE_HOUR
    assert Clock.objects.get(kind="solve").met_at is None


def test_finishing_solves_and_asks(cast: Cast, vpn: Ticket) -> None:
    actions.answer(ticket_id=vpn.pk, text="It is done.", then="finish", actor=cast.hugo, at=MONDAY + ONE_HOUR)
    vpn.refresh_from_db()
    assert (vpn.state, vpn.solved_at) == ("solved", MONDAY + ONE_HOUR)
    assert Letter.objects.order_by("-pk")[0].kind == "closing"
    assert Clock.objects.get(kind="solve").met_at == MONDAY + ONE_HOUR
    assert list(Act.objects.order_by("pk").values_list("direction", "kind", "completes")) == [
        ("theirs", "message", False),
        ("ours", "closing", True),
    ]


def test_a_time_given_is_a_promise_and_the_next_answer_keeps_it(cast: Cast, vpn: Ticket) -> None:
    until = TUESDAY + ONE_DAY
    actions.answer(ticket_id=vpn.pk, text="Tomorrow.", promise_until=until, actor=cast.hugo, at=MONDAY + ONE_HOUR)
    vpn.refresh_from_db()
    assert (vpn.next_word_at, Promise.objects.get().due_at) == (until, until)
    actions.answer(ticket_id=vpn.pk, text="Here it is.", actor=cast.hugo, at=TUESDAY)
    assert Promise.objects.get().kept_at == TUESDAY


def test_waiting_stops_the_clock_and_a_reply_starts_it(cast: Cast, vpn: Ticket) -> None:
    actions.answer(ticket_id=vpn.pk, text="Which model?", then="wait", actor=cast.hugo, at=MONDAY + ONE_HOUR)
    assert Clock.objects.get(kind="solve").paused_since == MONDAY + ONE_HOUR
    receive(mail(cast.marta, token_ref=("ticket", vpn.pk)), at=TUESDAY)
    vpn.refresh_from_db()
    assert (vpn.state, Clock.objects.get(kind="solve").paused_since) == ("open", None)


def test_two_agents_do_not_answer_past_each_other(cast: Cast, vpn: Ticket) -> None:
    seen = Message.objects.get().pk
    actions.answer(ticket_id=vpn.pk, text="One.", seen_message_id=seen, actor=cast.hugo, at=MONDAY + ONE_HOUR)
    with pytest.raises(actions.NewerMessage):
        actions.answer(ticket_id=vpn.pk, text="Two.", seen_message_id=seen, actor=cast.noor, at=MONDAY + 2 * ONE_HOUR)
    assert Letter.objects.filter(kind="answer").count() == 1


def test_a_mail_of_yesterday_that_comes_today_is_seen_once_and_then_answered(cast: Cast, vpn: Ticket) -> None:
    before = Message.objects.get().pk
    receive(mail(cast.marta, token_ref=("ticket", vpn.pk), sent_at=MONDAY - 20 * ONE_HOUR), at=MONDAY + ONE_HOUR)
    late = queries.ticket(cast.hugo, vpn.pk).messages
    assert (late[0].id, late[-1].id) == (max(m.id for m in late), before)  # it stands first, for it was said first
    said: dict[str, Any] = {"ticket_id": vpn.pk, "text": "Yes.", "wait": ONE_HOUR, "actor": cast.hugo, "at": TUESDAY}
    with pytest.raises(actions.NewerMessage):
        actions.send_answer(**said, seen_message_id=before)
    assert actions.send_answer(**said, seen_message_id=late[0].id)


def test_an_empty_answer_is_refused(cast: Cast, vpn: Ticket) -> None:
    with pytest.raises(actions.NothingSaid):
        actions.answer(ticket_id=vpn.pk, text="  \n", actor=cast.hugo, at=MONDAY)


def test_a_note_is_for_the_team_alone(cast: Cast, vpn: Ticket) -> None:
    actions.write_note(ticket_id=vpn.pk, text="Zyzzyva suspects the router.", actor=cast.hugo, at=MONDAY + ONE_HOUR)
    shown = queries.ticket(cast.marta, vpn.public_key)
    assert [m.side for m in shown.messages] == ["theirs"]
    assert [m.side for m in queries.ticket(cast.hugo, vpn.pk).messages] == ["theirs", "note"]
    assert search.find(cast.marta, "zyzzyva").rows == []
    assert len(search.find(cast.hugo, "zyzzyva").rows) == 1


def test_a_call_is_logged_in_one_line(cast: Cast, vpn: Ticket) -> None:
    actions.log_contact(ticket_id=vpn.pk, text="Talked it through.", minutes=6, actor=cast.hugo, at=MONDAY + ONE_HOUR)
    assert Act.objects.order_by("-pk").values_list("channel", "kind", "minutes")[0] == ("phone", "call", 6)
    assert Clock.objects.get(kind="first_answer").met_at == MONDAY + ONE_HOUR


def test_a_customer_opens_reads_and_adds(cast: Cast) -> None:
    ticket = actions.open_ticket(actor=cast.marta, at=MONDAY, text="The plotter is stuck.\nIt beeps.", kind="incident")
    actions.reply_as_customer(ticket_id=ticket.pk, text="Still.", actor=cast.marta, at=TUESDAY)
    page = queries.own_tickets(cast.marta)
    assert [(t.subject, t.kind, t.site) for t in page.rows] == [("The plotter is stuck.", "incident", "Head office")]
    assert Letter.objects.get().kind == "acknowledgement"


def test_an_agent_opens_for_somebody_who_called(cast: Cast) -> None:
    ticket = actions.open_ticket(
        actor=cast.hugo, at=MONDAY, text="Phone is dead", channel="phone", requester_id=cast.lena.person_id
    )
    assert (ticket.requester_id, Letter.objects.count()) == (cast.lena.person_id, 0)


def test_nobody_opens_a_ticket_in_anothers_name(cast: Cast) -> None:
    with pytest.raises(NotFound):
        actions.open_ticket(actor=cast.marta, at=MONDAY, text="x", requester_id=cast.ivo.person_id)


def test_a_held_mail_that_is_accepted_makes_its_sender_a_participant(cast: Cast, vpn: Ticket) -> None:
    receive(mail(cast.ivo, "me too", token_ref=("ticket", vpn.pk)))
    with pytest.raises(NotFound):
        queries.ticket(cast.ivo, vpn.pk)
    held = queries.held(cast.hugo).rows[0]
    actions.decide_held(held_id=held.id, accept=True, actor=cast.hugo, at=TUESDAY)
    assert [m.author for m in queries.ticket(cast.ivo, vpn.pk).messages] == ["Marta Kolb", "Ivo Brandt"]
    with pytest.raises(actions.AlreadyDecided):
        actions.decide_held(held_id=held.id, accept=False, actor=cast.hugo, at=TUESDAY)


def test_a_held_mail_that_is_left_out_stays_out(cast: Cast, vpn: Ticket) -> None:
    receive(mail(cast.ivo, token_ref=("ticket", vpn.pk)))
    actions.decide_held(held_id=HeldMessage.objects.get().pk, accept=False, actor=cast.hugo, at=TUESDAY)
    assert Message.objects.count() == 1
    assert queries.held(cast.hugo).rows == []


def test_another_team_takes_over_with_the_service(cast: Cast, vpn: Ticket) -> None:
    actions.set_service(ticket_id=vpn.pk, service_id=cast.printing.pk, actor=cast.hugo, at=TUESDAY)
    with pytest.raises(NotFound):
        queries.ticket(cast.hugo, vpn.pk)
    assert queries.ticket(cast.sanna, vpn.pk).ticket.team == "Field Team"
    assert search.find(cast.hugo, "vpn").rows == []
    assert len(search.find(cast.sanna, "vpn").rows) == 1


def test_assigning_needs_somebody_who_serves(cast: Cast, vpn: Ticket) -> None:
    with pytest.raises(actions.WrongChange):
        actions.assign(ticket_id=vpn.pk, assignee_id=cast.ivo.person_id, actor=cast.hugo, at=TUESDAY)
    actions.assign(ticket_id=vpn.pk, assignee_id=cast.noor.person_id, actor=cast.hugo, at=TUESDAY)
    assert [row.key for row in queries.queue(cast.noor, view="mine").rows] == ["R-1"]


def test_the_queue_leads_with_the_person_and_has_few_queries(
    cast: Cast, vpn: Ticket, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(4):
        row = queries.queue(cast.hugo, view="team").rows[0]
    assert (row.requester, row.organisation, row.last_side) == ("Marta Kolb", "Aldergate Electric", "theirs")
    with django_assert_max_num_queries(8):
        queries.ticket(cast.hugo, vpn.pk)
    assert queries.counts(cast.hugo).team == 1
    assert queries.queue(cast.sanna, view="all").rows == []


def test_a_client_contact_reads_what_was_said_and_no_notes(cast: Cast, vpn: Ticket) -> None:
    actions.write_note(ticket_id=vpn.pk, text="inside", actor=cast.hugo, at=TUESDAY)
    assert [m.side for m in queries.ticket(cast.ruth, vpn.pk).messages] == ["theirs"]


READS: dict[str, Callable[[Actor, Ticket], Any]] = {
    "ticket": lambda who, t: queries.ticket(who, t.pk),
    "ticket by key": lambda who, t: queries.ticket(who, t.key),
    "ticket by public key": lambda who, t: queries.ticket(who, t.public_key),
    "messages": lambda who, t: queries.messages(who, t.pk),
    "message_html": lambda who, t: queries.message_html(who, t.messages.get().pk),
    "answer": lambda who, t: actions.answer(ticket_id=t.pk, text="x", actor=who, at=TUESDAY),
    "write_note": lambda who, t: actions.write_note(ticket_id=t.pk, text="x", actor=who, at=TUESDAY),
    "log_contact": lambda who, t: actions.log_contact(ticket_id=t.pk, text="x", actor=who, at=TUESDAY),
    "reply_as_customer": lambda who, t: actions.reply_as_customer(ticket_id=t.pk, text="x", actor=who, at=TUESDAY),
    "assign": lambda who, t: actions.assign(ticket_id=t.pk, assignee_id=None, actor=who, at=TUESDAY),
    "set_kind": lambda who, t: actions.set_kind(ticket_id=t.pk, kind="praise", actor=who, at=TUESDAY),
    "set_service": lambda who, t: actions.set_service(ticket_id=t.pk, service_id=None, actor=who, at=TUESDAY),
    "set_priority": lambda who, t: actions.set_priority(ticket_id=t.pk, priority=1, actor=who, at=TUESDAY),
    "solve": lambda who, t: actions.solve(ticket_id=t.pk, actor=who, at=TUESDAY),
    "reopen": lambda who, t: actions.reopen(ticket_id=t.pk, actor=who, at=TUESDAY),
    "add_participant": lambda who, t: actions.add_participant(
        ticket_id=t.pk, person_id=who.person_id or 0, actor=who, at=TUESDAY
    ),
    "remove_participant": lambda who, t: actions.remove_participant(
        ticket_id=t.pk, person_id=who.person_id or 0, actor=who, at=TUESDAY
    ),
}


@pytest.mark.parametrize("name", READS)
def test_four_outsiders_find_nothing(cast: Cast, vpn: Ticket, name: str) -> None:
    for who in cast.outsiders.values():
        with pytest.raises(NotFound):
            READS[name](who, vpn)


@pytest.mark.parametrize("name", sorted(set(READS) - {"ticket", "ticket by key", "ticket by public key"}))
def test_an_agent_of_another_team_finds_nothing(cast: Cast, vpn: Ticket, name: str) -> None:
    with pytest.raises(NotFound):
        READS[name](cast.sanna, vpn)


def test_outsiders_see_empty_lists(cast: Cast, vpn: Ticket) -> None:
    for who in (cast.ivo, cast.lena, cast.tomas):
        assert queries.own_tickets(who).rows == []
        assert queries.tickets(who).rows == []
        assert queries.keys_of(who, [vpn.pk]) == {}
        assert search.find(who, "vpn").rows == []
        with pytest.raises(NotAllowed):
            queries.queue(who)
    assert queries.mailboxes(cast.marta) == []


def test_solved_tickets_close_after_a_week(cast: Cast, vpn: Ticket) -> None:
    actions.solve(ticket_id=vpn.pk, actor=cast.hugo, at=MONDAY + ONE_HOUR)
    assert actions.close_solved(actor=system(), at=MONDAY + timedelta(days=6)) == 0
    assert actions.close_solved(actor=system(), at=MONDAY + timedelta(days=8)) == 1


def test_a_parent_that_arrives_late_does_not_block_the_answer(cast: Cast) -> None:
    parent = mail(cast.marta, at=MONDAY)
    receive(
        mail(cast.marta, "Re: VPN drops", ids=(parent.mail.message_id,), at=MONDAY + ONE_HOUR), at=MONDAY + ONE_HOUR
    )
    receive(parent, at=MONDAY + 2 * ONE_HOUR)
    ticket = Ticket.objects.get()
    seen = max(one.id for one in queries.ticket(cast.hugo, ticket.pk).messages)
    actions.answer(ticket_id=ticket.pk, text="Yes.", seen_message_id=seen, actor=cast.hugo, at=TUESDAY)
    assert Letter.objects.filter(kind="answer").count() == 1
