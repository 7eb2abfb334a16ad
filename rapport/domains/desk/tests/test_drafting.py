"""Macros, drafts, answers that wait to leave, and two agents at one ticket."""

from __future__ import annotations

from datetime import timedelta

import pytest

from rapport.domains.desk import actions, queries
from rapport.domains.desk.models import Draft, Message, Outgoing, Presence, Ticket
from rapport.domains.desk.tests.mails import TUESDAY, mail, mailbox, receive
from rapport.domains.ledger.models import Act
from rapport.domains.promises.actions import TimeHasPassed
from rapport.domains.promises.models import Promise
from rapport.foundation.actors import system
from rapport.foundation.models import Job, Letter
from tests.cast import MONDAY, ONE_HOUR, ONE_MINUTE, Cast, build

pytestmark = pytest.mark.django_db
TEN = timedelta(seconds=10)


@pytest.fixture
def cast() -> Cast:
    found = build()
    mailbox(found)
    return found


@pytest.fixture
def vpn(cast: Cast) -> Ticket:
    receive(mail(cast.marta, "VPN drops"))
    return Ticket.objects.get()


def test_a_macro_is_filled_in_from_the_ticket_and_does_what_it_says(cast: Cast, vpn: Ticket) -> None:
    made = actions.keep_macro(
        name="Restart",
        text="Dear {{ first_name }}, about {{ticket}}: restart it. {{ agent }}",
        tags="VPN, first aid",
        takes=True,
        team_id=cast.service_desk.pk,
        actor=cast.noor,
        at=MONDAY,
    )
    card = queries.ticket(cast.hugo, vpn.pk).ticket
    text = queries.macro_text(cast.hugo, made.pk, card)
    assert text == "Dear Marta, about R-1: restart it. Hugo Marek"
    assert [m.name for m in queries.macros(cast.sanna)] == []
    actions.answer(ticket_id=vpn.pk, text=text, macro_id=made.pk, minutes=4, actor=cast.hugo, at=MONDAY + ONE_HOUR)
    assert queries.tags_of(cast.hugo, [vpn.pk]) == {vpn.pk: ("first aid", "vpn")}
    assert queries.ticket(cast.hugo, vpn.pk).ticket.assignee == "Hugo Marek"
    assert Act.objects.filter(direction="ours").values_list("minutes", flat=True)[0] == 4


def test_an_unknown_placeholder_is_refused_when_it_is_kept(cast: Cast) -> None:
    with pytest.raises(actions.WrongMacro, match="weather"):
        actions.keep_macro(name="W", text="It is {{ weather }} here", actor=cast.hugo, at=MONDAY)


def test_an_answer_leaves_after_its_while_and_not_before(cast: Cast, vpn: Ticket) -> None:
    actions.keep_draft(ticket_id=vpn.pk, text="Restart it.", actor=cast.hugo, at=MONDAY)
    row = actions.send_answer(
        ticket_id=vpn.pk, text="Restart it.", wait=TEN, promise_until=TUESDAY, actor=cast.hugo, at=MONDAY
    )
    assert (Letter.objects.filter(kind="answer").count(), Promise.objects.count(), Draft.objects.count()) == (0, 0, 0)
    assert Job.objects.get(name="desk.let_leave").due_at == MONDAY + TEN
    assert [one.text for one in queries.on_the_way(cast.hugo, vpn.pk)] == ["Restart it."]
    actions.let_leave(outgoing_id=row.pk, actor=system(), at=MONDAY + TEN)
    assert Letter.objects.get(kind="answer").data["text"] == "Restart it."
    assert (Promise.objects.get().due_at, Outgoing.objects.count()) == (TUESDAY, 0)
    with pytest.raises(actions.HasLeft):
        actions.take_back_answer(outgoing_id=row.pk, actor=cast.hugo, at=MONDAY + 2 * TEN)


def test_taken_back_nothing_has_happened_and_the_text_is_a_draft_again(cast: Cast, vpn: Ticket) -> None:
    before = (Ticket.objects.values().get(), Act.objects.count(), Letter.objects.count())
    row = actions.send_answer(
        ticket_id=vpn.pk, text="Oops", then="finish", wait=TEN, promise_until=None, actor=cast.hugo, at=MONDAY
    )
    with pytest.raises(actions.HasLeft):
        actions.take_back_answer(outgoing_id=row.pk, actor=cast.noor, at=MONDAY)
    actions.take_back_answer(outgoing_id=row.pk, actor=cast.hugo, at=MONDAY)
    assert actions.let_leave(outgoing_id=row.pk, actor=system(), at=MONDAY + TEN) is None
    assert (Ticket.objects.values().get(), Act.objects.count(), Letter.objects.count()) == before
    draft = queries.draft_of(cast.hugo, vpn.pk)
    assert draft is not None and (draft.text, draft.fault) == ("Oops", "")


def test_two_who_answer_at_once_are_both_told_and_both_texts_are_kept(cast: Cast, vpn: Ticket) -> None:
    seen = Message.objects.get().pk
    said = {"ticket_id": vpn.pk, "wait": TEN, "seen_message_id": seen, "at": MONDAY}
    row = actions.send_answer(text="Hugo's.", actor=cast.hugo, **said)
    with pytest.raises(actions.OnItsWay, match="Hugo Marek is answering"):
        actions.send_answer(text="Noor's.", actor=cast.noor, **said)
    assert [one.agent for one in queries.on_the_way(cast.noor, vpn.pk)] == ["Hugo Marek"]
    actions.let_leave(outgoing_id=row.pk, actor=system(), at=MONDAY + TEN)
    with pytest.raises(actions.NewerMessage):
        actions.send_answer(text="Noor's.", actor=cast.noor, **said)


def test_what_arrives_while_it_waits_brings_the_answer_back_with_the_reason(cast: Cast, vpn: Ticket) -> None:
    seen = Message.objects.get().pk
    row = actions.send_answer(
        ticket_id=vpn.pk, text="Restart.", wait=TEN, seen_message_id=seen, actor=cast.hugo, at=MONDAY + ONE_HOUR
    )
    receive(mail(cast.marta, token_ref=("ticket", vpn.pk)), at=MONDAY + ONE_HOUR)
    actions.keep_draft(ticket_id=vpn.pk, text="And more.", actor=cast.hugo, at=MONDAY + ONE_HOUR)
    actions.let_leave(outgoing_id=row.pk, actor=system(), at=MONDAY + ONE_HOUR + TEN)
    (back,) = queries.returned_drafts(cast.hugo)
    assert back.text == "Restart.\n\nAnd more."
    assert back.fault.startswith("It was not sent. There is a newer message")
    assert Letter.objects.filter(kind="answer").count() == 0


@pytest.mark.parametrize(
    ("who", "direction", "leaves"), [("hugo", "ours", 1), ("hugo", "theirs", 1), ("noor", "ours", 0)]
)
def test_a_call_one_logs_oneself_stops_no_answer_of_ones_own(
    cast: Cast, vpn: Ticket, who: str, direction: str, leaves: int
) -> None:
    seen = Message.objects.get().pk
    row = actions.send_answer(
        ticket_id=vpn.pk, text="Restart.", wait=TEN, seen_message_id=seen, actor=cast.hugo, at=MONDAY + ONE_HOUR
    )
    actions.log_contact(
        ticket_id=vpn.pk, text="Rang.", direction=direction, actor=getattr(cast, who), at=MONDAY + ONE_HOUR
    )
    actions.let_leave(outgoing_id=row.pk, actor=system(), at=MONDAY + ONE_HOUR + TEN)
    assert Letter.objects.filter(kind="answer").count() == leaves


def test_what_came_back_is_not_written_over_by_a_page_from_before(cast: Cast, vpn: Ticket) -> None:
    mine = {"ticket_id": vpn.pk, "actor": cast.hugo}
    _came_back(cast, vpn, "Restart.")
    actions.keep_draft(text="And", at=MONDAY + ONE_HOUR, **mine)
    actions.keep_draft(text="And more.", at=MONDAY + ONE_HOUR, **mine)
    seen = queries.draft_of(cast.hugo, vpn.pk)
    assert seen is not None and seen.text == "Restart.\n\nAnd more." and seen.fault
    actions.keep_draft(text="", at=MONDAY + ONE_HOUR, **mine)  # an empty box of that page forgets what stood in it
    seen = queries.draft_of(cast.hugo, vpn.pk)
    assert seen is not None and seen.text == "Restart."
    row = actions.send_answer(text="Another.", wait=TEN, at=MONDAY + ONE_HOUR, **mine)
    assert queries.draft_of(cast.hugo, vpn.pk) == seen  # sent from such a page, too
    actions.take_back_answer(outgoing_id=row.pk, actor=cast.hugo, at=MONDAY + ONE_HOUR)
    both = queries.draft_of(cast.hugo, vpn.pk)
    assert both is not None and both.text == "Restart.\n\nAnother." and both.fault == seen.fault


def test_what_came_back_goes_with_the_page_that_shows_it(cast: Cast, vpn: Ticket) -> None:
    mine = {"ticket_id": vpn.pk, "actor": cast.hugo, "at": MONDAY + ONE_HOUR}
    _came_back(cast, vpn, "Restart.")
    seen = queries.draft_of(cast.hugo, vpn.pk)
    assert seen is not None and seen.with_text("Restart!", shown=seen.shown) == "Restart!"
    assert seen.with_text("Old page.", shown="") == "Restart.\n\nOld page."
    actions.keep_draft(text="Restart! Twice.", shown=seen.shown, **mine)
    kept = queries.draft_of(cast.hugo, vpn.pk)
    assert kept is not None and (kept.text, kept.fault, kept.shown) == ("Restart! Twice.", "", "")
    actions.send_answer(text="Restart! Twice.", wait=TEN, shown=seen.shown, **mine)
    assert queries.draft_of(cast.hugo, vpn.pk) is None


def _came_back(cast: Cast, ticket: Ticket, text: str) -> None:
    """A customer wrote while the answer was on its way."""
    seen, at = Message.objects.filter(ticket=ticket).latest("pk").pk, MONDAY + ONE_HOUR
    row = actions.send_answer(ticket_id=ticket.pk, text=text, wait=TEN, seen_message_id=seen, actor=cast.hugo, at=at)
    receive(mail(cast.marta, token_ref=("ticket", ticket.pk)), at=at)
    assert actions.let_leave(outgoing_id=row.pk, actor=system(), at=at + TEN) is None


def test_a_time_that_cannot_be_promised_is_refused_before_it_is_sent(cast: Cast, vpn: Ticket) -> None:
    with pytest.raises(TimeHasPassed):
        actions.send_answer(ticket_id=vpn.pk, text="Now.", wait=TEN, promise_until=MONDAY, actor=cast.hugo, at=MONDAY)
    assert not Outgoing.objects.exists()


def test_who_else_is_here_and_what_arrived_meanwhile(cast: Cast, vpn: Ticket) -> None:
    seen = Message.objects.get().pk
    for second in range(3):
        actions.note_presence(
            ticket_id=vpn.pk, writing=second == 2, actor=cast.hugo, at=MONDAY + timedelta(seconds=second)
        )
    assert Presence.objects.count() == 1
    receive(mail(cast.marta, token_ref=("ticket", vpn.pk)), at=MONDAY + ONE_MINUTE / 2)
    found = queries.beside(cast.noor, vpn.pk, at=MONDAY + ONE_MINUTE / 2, seen_message_id=seen)
    assert (found.writing, found.reading, found.new) == (("Hugo Marek",), (), 1)
    assert queries.beside(cast.hugo, vpn.pk, at=MONDAY).writing == ()
    assert queries.beside(cast.noor, vpn.pk, at=MONDAY + 2 * ONE_MINUTE).writing == ()


def test_the_same_words_are_sent_once_whichever_page_they_come_from(cast: Cast, vpn: Ticket) -> None:
    said = {"ticket_id": vpn.pk, "text": "Restart it.", "actor": cast.hugo}
    first = actions.send_answer(**said, wait=TEN, source_key="one", at=MONDAY)
    with pytest.raises(actions.SaidAlready):
        actions.send_answer(**said, wait=TEN, source_key="a page gone back to", at=MONDAY)
    actions.let_leave(outgoing_id=first.pk, actor=system(), at=MONDAY + TEN)
    for key in ("a page gone back to", "and once more", None):
        with pytest.raises(actions.SaidAlready):
            actions.send_answer(**said, wait=TEN, source_key=key, at=MONDAY + 2 * TEN)
        with pytest.raises(actions.SaidAlready):
            actions.answer(**said, source_key=key, at=MONDAY + 2 * TEN)
    assert Message.objects.filter(ticket=vpn, side="ours").count() == 1
    later = MONDAY + timedelta(hours=2)
    actions.answer(**said, at=later)
    actions.answer(**said | {"text": "Restart it again."}, at=later)
    assert Message.objects.filter(ticket=vpn, side="ours").count() == 3


def test_two_windows_of_one_agent_write_over_nothing_the_other_has_not_seen(cast: Cast, vpn: Ticket) -> None:
    mine = {"ticket_id": vpn.pk, "actor": cast.hugo, "at": MONDAY}
    one, two = queries.Window("one"), queries.Window("two")
    actions.keep_draft(text="Restart", window=one, **mine)
    actions.keep_draft(text="Restart it.", window=one, **mine)  # it goes on where it began
    with pytest.raises(actions.ChangedElsewhere) as refused:
        actions.keep_draft(text="Have you a cable?", window=two, **mine)
    with pytest.raises(actions.ChangedElsewhere):
        actions.keep_draft(text="", window=two, **mine)  # an empty box of the other forgets nothing, either
    assert (refused.value.there, Draft.objects.get().text) == ("Restart it.", "Restart it.")
    closed = actions.keep_draft(text="Have you a cable?", window=two, both=True, **mine)
    assert closed is not None and closed.text == "Restart it.\n\nHave you a cable?"
    seen = queries.draft_of(cast.hugo, vpn.pk)
    assert seen is not None
    actions.keep_draft(text="Neither.", window=queries.Window("three", seen.base), **mine)  # it was shown there
    assert Draft.objects.get().text == "Neither."


@pytest.mark.parametrize("sends", [True, False])
def test_what_another_window_wrote_stays_when_this_one_sends(cast: Cast, vpn: Ticket, sends: bool) -> None:
    mine = {"ticket_id": vpn.pk, "actor": cast.hugo, "at": MONDAY}
    actions.keep_draft(text="Restart it.", window=queries.Window("one"), **mine)

    def press(text: str, key: str) -> None:
        said = {"text": text, "window": queries.Window(key)}
        if sends:
            row = actions.send_answer(**said, wait=TEN, **mine)
            actions.let_leave(outgoing_id=row.pk, actor=system(), at=MONDAY + TEN)
        else:
            actions.keep_note(**said, **mine)

    press("Have you a cable?", "two")
    assert Draft.objects.get().text == "Restart it."
    press("Restart it twice.", "one")
    assert not Draft.objects.exists()
