"""Which ticket a mail belongs to: docs/rules-of-mail.md 2 and 3, row by row."""

from __future__ import annotations

from datetime import timedelta

import pytest

from rapport.domains.desk import actions
from rapport.domains.desk.models import HeldMessage, Message, Ticket
from rapport.domains.desk.tests.mails import TUESDAY, again, mail, mailbox, outcomes, receive
from rapport.foundation.actors import system
from rapport.foundation.models.mail import Letter, RawMail
from rapport.foundation.tokens import read_thread_token
from tests.cast import MONDAY, ONE_HOUR, ONE_MINUTE, Cast, build

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    found = build()
    mailbox(found)
    return found


def test_a_mail_opens_a_ticket_and_is_acknowledged_once(cast: Cast) -> None:
    outcome = receive(mail(cast.marta, "AW: VPN drops"))[0]
    ticket = Ticket.objects.get()
    letter = Letter.objects.get()
    assert (outcome.outcome, outcome.key, ticket.subject, ticket.kind) == ("ticket", "R-1", "VPN drops", "question")
    assert (letter.kind, letter.to, letter.automatic) == (
        "acknowledgement",
        [["Marta Kolb", "marta.kolb@aldergate.example"]],
        True,
    )
    assert letter.subject == "AW: VPN drops"
    assert read_thread_token(letter.message_id) == ("ticket", ticket.pk)
    assert RawMail.objects.get().state == "ticket"


def test_a_signed_token_finds_the_ticket(cast: Cast) -> None:
    first = receive(mail(cast.marta))[0]
    found = receive(mail(cast.marta, "quite another subject", token_ref=("ticket", first.ticket_id)), at=TUESDAY)[0]
    assert (found.outcome, found.ticket_id) == ("reply", first.ticket_id)
    assert Letter.objects.count() == 1


def test_the_key_in_the_subject_counts_for_those_who_take_part(cast: Cast) -> None:
    first = receive(mail(cast.marta))[0]
    found = receive(mail(cast.marta, "Re: VPN [#R-1]", subject_keys=("r-1",)))[0]
    assert (found.outcome, found.ticket_id) == ("reply", first.ticket_id)


def test_ones_own_first_mail_is_answered(cast: Cast) -> None:
    one = mail(cast.marta)
    first = receive(one)[0]
    found = receive(mail(cast.marta, "and one more thing", ids=(one.mail.message_id,)))[0]
    assert (found.outcome, found.ticket_id) == ("reply", first.ticket_id)


def test_parent_and_reply_in_one_list_are_one_ticket(cast: Cast) -> None:
    parent = mail(cast.marta)
    reply = mail(cast.marta, "Re: VPN drops", ids=(parent.mail.message_id,))
    assert outcomes(receive(parent, reply)) == ["ticket", "reply"]
    assert Ticket.objects.count() == 1
    assert Message.objects.count() == 2
    assert Letter.objects.count() == 1


def test_a_parent_that_arrives_after_its_reply_joins_the_replys_ticket(cast: Cast) -> None:
    parent = mail(cast.marta)
    reply = mail(cast.marta, "Re: VPN drops", ids=(parent.mail.message_id,))
    assert outcomes(receive(reply)) == ["ticket"]
    assert outcomes(receive(parent, at=MONDAY + ONE_HOUR)) == ["reply"]
    assert Ticket.objects.count() == 1


def test_a_stranger_who_knows_the_late_parents_id_does_not_catch_it(cast: Cast) -> None:
    parent = mail(cast.marta)
    receive(mail(cast.lena, ids=(parent.mail.message_id,)))
    assert outcomes(receive(parent)) == ["ticket"]
    assert Ticket.objects.count() == 2


def test_empty_ids_match_nothing(cast: Cast) -> None:
    receive(mail(cast.marta, message_id="<>", ids=("", "<>")))
    assert outcomes(receive(mail(cast.marta, "else", message_id="", ids=("<>",)))) == ["ticket"]


@pytest.mark.parametrize("way", ["token", "key", "id"])
def test_a_stranger_in_somebodys_thread_is_held_and_learns_nothing(cast: Cast, way: str) -> None:
    one = mail(cast.marta)
    first = receive(one)[0]
    said = {
        "token": {"token_ref": ("ticket", first.ticket_id)},
        "key": {"subject_keys": ("R-1",)},
        "id": {"ids": (one.mail.message_id,)},
    }[way]
    found = receive(mail(cast.lena, **said))[0]
    held = HeldMessage.objects.get()
    assert (found.outcome, held.ticket_id) == ("held", first.ticket_id)
    assert Message.objects.count() == 1
    assert Letter.objects.count() == 1


def test_a_forged_sender_is_held(cast: Cast) -> None:
    first = receive(mail(cast.marta))[0]
    found = receive(
        mail(cast.marta, proof="fail", token_ref=("ticket", first.ticket_id)), mail("x@y.example", proof="fail")
    )
    assert outcomes(found) == ["held", "held"]
    assert "DMARC" in HeldMessage.objects.order_by("pk")[0].reason


def test_without_a_verdict_a_mail_is_taken_and_shown_as_unproven(cast: Cast) -> None:
    first = receive(mail(cast.marta, proof="none"))[0]
    receive(mail(cast.marta, proof="none", token_ref=("ticket", first.ticket_id)))
    assert list(Message.objects.order_by("pk").values_list("unproven", flat=True)) == [True, False]


def test_a_reply_to_a_solved_ticket_opens_it_again(cast: Cast) -> None:
    first = receive(mail(cast.marta))[0]
    actions.solve(ticket_id=first.ticket_id, actor=cast.hugo, at=MONDAY + ONE_HOUR)
    receive(mail(cast.marta, token_ref=("ticket", first.ticket_id)), at=TUESDAY)
    ticket = Ticket.objects.get()
    assert (ticket.state, ticket.solved_at, ticket.last_side) == ("open", None, "theirs")


def test_a_reply_to_an_old_closed_ticket_opens_one_follow_up(cast: Cast) -> None:
    first = receive(mail(cast.marta))[0]
    actions.solve(ticket_id=first.ticket_id, actor=cast.hugo, at=MONDAY + ONE_HOUR)
    assert actions.close_solved(actor=system(), at=MONDAY + timedelta(days=8)) == 1
    late = MONDAY + timedelta(days=23)
    found = receive(
        mail(cast.marta, token_ref=("ticket", first.ticket_id), at=late),
        mail(cast.marta, token_ref=("ticket", first.ticket_id), at=late),
        at=late,
    )
    third = receive(mail(cast.marta, token_ref=("ticket", first.ticket_id), at=late), at=late)
    assert outcomes([*found, *third]) == ["ticket", "reply", "reply"]
    assert Ticket.objects.exclude(pk=first.ticket_id).get().follows_id == first.ticket_id
    assert Ticket.objects.get(pk=first.ticket_id).state == "closed"


def test_a_copy_is_ignored_and_noted_on_the_first_ticket(cast: Cast) -> None:
    one = mail(cast.marta)
    first = receive(one)[0]
    copy = receive(again(one, at=TUESDAY), at=TUESDAY)[0]
    note = Message.objects.get(side="note")
    assert (copy.outcome, copy.ticket_id, note.ticket_id) == ("ignored", first.ticket_id, first.ticket_id)
    assert Letter.objects.count() == 1


def test_a_copy_in_the_same_list_is_ignored(cast: Cast) -> None:
    one = mail(cast.marta)
    assert outcomes(receive(one, again(one, at=MONDAY))) == ["ticket", "ignored"]


def test_a_forged_message_id_suppresses_nothing(cast: Cast) -> None:
    one = mail(cast.marta)
    receive(mail(cast.lena, message_id=one.mail.message_id))
    assert outcomes(receive(one)) == ["ticket"]


def test_two_identical_alarms_without_an_id_are_two_after_an_hour(cast: Cast) -> None:
    alarm = mail(cast.marta, message_id="", recipients=("help@northwind.example",))
    retry = again(alarm, at=MONDAY + 10 * ONE_MINUTE)
    later = again(alarm, at=MONDAY + 2 * ONE_HOUR)
    assert outcomes(receive(alarm)) == ["ticket"]
    assert outcomes(receive(retry, at=MONDAY + 10 * ONE_MINUTE)) == ["ignored"]
    assert outcomes(receive(later, at=MONDAY + 2 * ONE_HOUR)) == ["ticket"]


def test_a_delivery_received_twice_changes_nothing(cast: Cast) -> None:
    one = mail(cast.marta)
    first = receive(one)[0]
    second = receive(one)[0]
    assert second.ticket_id == first.ticket_id
    assert (Ticket.objects.count(), Message.objects.count(), Letter.objects.count()) == (1, 1, 1)
