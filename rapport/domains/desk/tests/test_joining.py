"""Merging, parting, splitting and linking tickets: nothing is lost, and mail finds its way."""

from __future__ import annotations

import pytest

from rapport.domains.desk import actions, queries
from rapport.domains.desk.models import HeldMessage, Message, Participant, Ticket
from rapport.domains.desk.tests.mails import TUESDAY, mail, mailbox, receive
from rapport.domains.ledger.models import Act, Episode
from rapport.domains.promises.models import Clock, Promise
from rapport.foundation import jobs
from rapport.foundation.actors import NotFound
from tests.cast import MONDAY, ONE_DAY, ONE_HOUR, Cast, build

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    found = build()
    mailbox(found)
    return found


@pytest.fixture
def two(cast: Cast) -> tuple[Ticket, Ticket]:
    """Marta wrote twice about the same thing, Ivo is copied in by an agent; the second has a promise."""
    receive(mail(cast.marta, "VPN drops", message_id="first@mail.example"))
    receive(mail(cast.marta, "VPN again", message_id="second@mail.example"), at=MONDAY + ONE_HOUR)
    kept, merged = Ticket.objects.order_by("pk")
    ivo = cast.ivo.person_id or 0
    actions.add_participant(ticket_id=merged.pk, person_id=ivo, actor=cast.hugo, at=MONDAY + ONE_HOUR)
    actions.answer(
        ticket_id=merged.pk, text="By noon.", promise_until=TUESDAY, actor=cast.hugo, at=MONDAY + 2 * ONE_HOUR
    )
    return kept, merged


def test_two_become_one_and_nothing_is_lost(cast: Cast, two: tuple[Ticket, Ticket]) -> None:
    kept, merged = two
    outcome = queries.merge_outcome(cast.hugo, merged.pk, kept.pk)
    assert (outcome.messages, outcome.promises, outcome.joining) == (2, 1, ("Ivo Brandt",))
    actions.merge_tickets(ticket_id=merged.pk, into_id=kept.pk, actor=cast.hugo, at=TUESDAY)
    jobs.run_all(at=TUESDAY)
    page = queries.ticket(cast.hugo, merged.key)
    assert page.ticket.id == kept.pk
    assert [m.side for m in page.messages] == ["theirs", "theirs", "ours"]
    assert {name for _, name in page.participants} == {"Ivo Brandt", "Marta Kolb"}
    assert set(Act.objects.values_list("ref_id", flat=True)) == {kept.pk}
    assert Episode.objects.count() == 1
    assert (Promise.objects.get().ref_id, page.ticket.next_word_at) == (kept.pk, TUESDAY)
    assert [t.key for t in queries.own_tickets(cast.marta).rows] == [kept.key]
    assert queries.ticket(cast.ivo, public_key=merged.public_key).ticket.id == kept.pk
    assert Clock.objects.get(ref_id=merged.pk, kind="solve").paused_since == TUESDAY


def test_replies_to_the_old_key_thread_and_page_land_in_the_kept_one(cast: Cast, two: tuple[Ticket, Ticket]) -> None:
    kept, merged = two
    actions.merge_tickets(ticket_id=merged.pk, into_id=kept.pk, actor=cast.hugo, at=TUESDAY)
    found = receive(
        mail(cast.marta, token_ref=("ticket", merged.pk)),
        mail(cast.marta, subject_keys=(merged.key,)),
        mail(cast.ivo, ids=("second@mail.example",)),
        at=TUESDAY + ONE_HOUR,
    )
    assert [(one.outcome, one.ticket_id) for one in found] == [("reply", kept.pk)] * 3
    actions.reply_as_customer(ticket_id=merged.pk, text="And here.", actor=cast.marta, at=TUESDAY + ONE_HOUR)
    actions.answer(ticket_id=merged.pk, text="Seen.", actor=cast.hugo, at=TUESDAY + 2 * ONE_HOUR)
    assert not Message.objects.filter(ticket=merged).exists()
    kept.refresh_from_db()
    assert (kept.state, kept.last_side) == ("open", "ours")


def test_parted_again_within_a_day_each_has_what_it_had(cast: Cast, two: tuple[Ticket, Ticket]) -> None:
    kept, merged = two
    before = Ticket.objects.values_list("state", "solved_at", "next_word_at").get(pk=merged.pk)
    made = actions.merge_tickets(ticket_id=merged.pk, into_id=kept.pk, actor=cast.hugo, at=TUESDAY)
    receive(mail(cast.marta, token_ref=("ticket", merged.pk)), at=TUESDAY + ONE_HOUR)
    actions.undo_merge(merge_id=made.pk, actor=cast.hugo, at=TUESDAY + 2 * ONE_HOUR)
    jobs.run_all(at=TUESDAY + 2 * ONE_HOUR)
    assert Ticket.objects.values_list("state", "solved_at", "next_word_at").get(pk=merged.pk) == before
    assert (Message.objects.filter(ticket=kept).count(), Message.objects.filter(ticket=merged).count()) == (2, 2)
    assert set(Participant.objects.filter(ticket=kept).values_list("person_id", flat=True)) == {cast.marta.person_id}
    assert (Promise.objects.get().ref_id, Episode.objects.count()) == (merged.pk, 2)
    with pytest.raises(actions.TooLateToUndo):
        actions.undo_merge(merge_id=made.pk, actor=cast.hugo, at=TUESDAY + 2 * ONE_HOUR)


def test_after_a_day_it_stays_as_it_is(cast: Cast, two: tuple[Ticket, Ticket]) -> None:
    made = actions.merge_tickets(ticket_id=two[1].pk, into_id=two[0].pk, actor=cast.hugo, at=TUESDAY)
    with pytest.raises(actions.TooLateToUndo):
        actions.undo_merge(merge_id=made.pk, actor=cast.hugo, at=TUESDAY + ONE_DAY + ONE_HOUR)
    assert queries.merged_in(cast.hugo, two[0].pk, at=TUESDAY + 2 * ONE_DAY)[0].may_be_undone is False


def test_what_must_not_be_one_is_refused(cast: Cast, two: tuple[Ticket, Ticket]) -> None:
    kept, merged = two
    theirs = actions.open_ticket(actor=cast.lena, at=TUESDAY, text="Ours.")
    for one, other in ((merged, theirs), (merged, merged)):
        with pytest.raises(actions.CannotMerge):
            actions.merge_tickets(ticket_id=one.pk, into_id=other.pk, actor=cast.hugo, at=TUESDAY)
    actions.solve(ticket_id=kept.pk, actor=cast.hugo, at=TUESDAY)
    with pytest.raises(actions.CannotMerge, match="done"):
        actions.merge_tickets(ticket_id=merged.pk, into_id=kept.pk, actor=cast.hugo, at=TUESDAY)
    with pytest.raises(NotFound):
        actions.merge_tickets(ticket_id=merged.pk, into_id=kept.pk, actor=cast.sanna, at=TUESDAY)


def test_held_mail_moves_along(cast: Cast, two: tuple[Ticket, Ticket]) -> None:
    kept, merged = two
    receive(mail("stranger@elsewhere.example", token_ref=("ticket", merged.pk)), at=TUESDAY)
    actions.merge_tickets(ticket_id=merged.pk, into_id=kept.pk, actor=cast.hugo, at=TUESDAY)
    assert [one.ticket_id for one in HeldMessage.objects.all()] == [kept.pk]


def test_a_message_and_what_follows_becomes_a_ticket_of_its_own(cast: Cast, two: tuple[Ticket, Ticket]) -> None:
    ticket = two[0]
    printer = mail(cast.marta, at=TUESDAY, token_ref=("ticket", ticket.pk), message_id="printer@mail.example")
    receive(printer, at=TUESDAY)
    actions.write_note(ticket_id=ticket.pk, text="Another matter.", actor=cast.hugo, at=TUESDAY + ONE_HOUR)
    second = Message.objects.filter(ticket=ticket, side="theirs").order_by("said_at")[1]
    new = actions.split_ticket(
        ticket_id=ticket.pk, message_id=second.pk, subject="The printer", actor=cast.hugo, at=TUESDAY + ONE_HOUR
    )
    jobs.run_all(at=TUESDAY + ONE_HOUR)
    page = queries.ticket(cast.hugo, new.pk)
    assert (page.ticket.subject, [m.side for m in page.messages]) == ("The printer", ["theirs", "note"])
    assert [m.side for m in queries.ticket(cast.hugo, ticket.pk).messages] == ["theirs"]
    assert Act.objects.filter(ref_id=new.pk).count() == 1
    assert Clock.objects.filter(ref_id=new.pk).exists()
    assert [(one.key, one.said) for one in queries.linked(cast.hugo, ticket.pk)] == [(new.key, "related to")]
    landed = receive(mail(cast.marta, ids=("printer@mail.example",)), at=TUESDAY + 2 * ONE_HOUR)
    assert landed[0].ticket_id == new.pk
    first = Message.objects.filter(ticket=ticket).order_by("said_at")[0]
    with pytest.raises(actions.CannotSplit):
        actions.split_ticket(ticket_id=ticket.pk, message_id=first.pk, actor=cast.hugo, at=TUESDAY)


def test_a_link_is_read_from_both_sides_and_taken_away_from_either(cast: Cast, two: tuple[Ticket, Ticket]) -> None:
    one, other = two
    actions.link_tickets(ticket_id=one.pk, other_id=other.pk, kind="caused by", actor=cast.hugo, at=TUESDAY)
    assert [link.said for link in queries.linked(cast.hugo, one.pk)] == ["caused by"]
    assert [link.said for link in queries.linked(cast.hugo, other.pk)] == ["cause of"]
    assert queries.linked(cast.marta, one.pk) == []
    actions.unlink_tickets(ticket_id=other.pk, other_id=one.pk, actor=cast.hugo, at=TUESDAY)
    assert queries.linked(cast.hugo, one.pk) == []
    with pytest.raises(actions.CannotLink):
        actions.link_tickets(ticket_id=one.pk, other_id=one.pk, kind="related", actor=cast.hugo, at=TUESDAY)
