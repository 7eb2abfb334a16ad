"""Lateness is told before it happens: one honest letter in the thread, to people only, and never at night."""

from __future__ import annotations

from datetime import datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP

import pytest
from django.urls import reverse
from django.utils import timezone

from rapport.domains.desk import actions as desk
from rapport.domains.desk.models import Mailbox, Ticket
from rapport.domains.ledger.models import Act, Episode, Trace
from rapport.domains.promises import actions as promises
from rapport.domains.promises.models import Estimate, Promise
from rapport.foundation import postroom
from rapport.foundation.actors import system
from rapport.interfaces.mail import taking
from tests.cast import ONE_MINUTE, Cast, address
from tests.stories.conftest import Clock
from tests.stories.scene import DESK, letters, text_of, ticket_of, work, write
from tests.visitors import browser, plain

FOUR_HOURS = timedelta(hours=4)
TEXT = "The part is in by then."


def promised(stage: Cast, clock: Clock, *, due: timedelta = FOUR_HOURS, raw: int = 0) -> Ticket:
    """Marta has asked, and Hugo gives her a time."""
    ticket_id = ticket_of(raw or write(stage.marta, "Plotter stuck", "It swallows drawings."))
    desk.answer(ticket_id=ticket_id, text=TEXT, promise_until=clock.at + due, actor=stage.hugo, at=clock.at)
    work()
    return Ticket.objects.get(pk=ticket_id)


@pytest.fixture
def ticket(stage: Cast, clock: Clock) -> Ticket:
    """Promised at eleven for three in the afternoon, as Berlin counts."""
    return promised(stage, clock)


def told(stage: Cast) -> list[EmailMessage]:
    """The letters about lateness to Marta."""
    return letters("lateness", stage.marta)


def words(letter: EmailMessage) -> str:
    """Its text in one line."""
    return " ".join(text_of(letter).split())


def go_to(clock: Clock, at: datetime, *, minutes: int = 180) -> None:
    """Let the clock strike so often until then, and then."""
    while clock.at < at:
        clock.wait(minutes=min(minutes, (at - clock.at).total_seconds() / 60))
        work()


def test_she_is_told_once_before_the_time_has_come(stage: Cast, clock: Clock, ticket: Ticket) -> None:
    due = clock.at + FOUR_HOURS
    go_to(clock, due - timedelta(hours=1, minutes=5))
    assert told(stage) == []
    go_to(clock, due - timedelta(hours=1))
    go_to(clock, due + timedelta(hours=1))
    (letter,) = told(stage)
    said = words(letter)
    assert (
        "We told you that you hear from us again by Wednesday 11 November 2026, 15:00. It may take longer than that"
        in said
    )
    assert "We cannot name a new time yet. Hugo Marek has your request and writes to you" in said
    assert Promise.objects.get().told_late_at == due - timedelta(hours=1)


def test_the_letter_stands_in_the_thread_and_its_answer_comes_back_to_it(
    stage: Cast, clock: Clock, ticket: Ticket
) -> None:
    clock.wait(hours=3, minutes=30)
    work()
    (letter,), (answer,) = told(stage), letters("answer", stage.marta)
    assert letter["In-Reply-To"] == answer["In-Reply-To"]
    assert letter["References"].split() == [answer["Message-ID"], letter["In-Reply-To"]]
    assert letter["Subject"] == "Re: Plotter stuck"
    assert letter["Thread-Index"].startswith(ticket.thread_index[:20])
    assert letter["Auto-Submitted"] == "auto-replied"
    assert letter["List-Unsubscribe"] is None
    assert ticket_of(write(stage.marta, "Re: Plotter stuck", "Thank you for saying so.", answers=letter)) == ticket.pk


def test_it_is_a_trace_and_completes_nothing(stage: Cast, clock: Clock, ticket: Ticket) -> None:
    acts = Act.objects.count()
    clock.wait(hours=3, minutes=30)
    work()
    trace = Trace.objects.get(kind="lateness")
    assert (trace.person_id, trace.ref_id, trace.at) == (ticket.requester_id, ticket.pk, clock.at)
    assert Act.objects.count() == acts
    assert Episode.objects.get().completed_at is None
    assert Promise.objects.get().kept_at is None


def test_what_is_kept_in_time_is_not_apologised_for(stage: Cast, clock: Clock, ticket: Ticket) -> None:
    clock.wait(hours=2)
    desk.answer(ticket_id=ticket.pk, text="Here it is.", actor=stage.hugo, at=clock.at)
    clock.wait(hours=2)
    work()
    assert told(stage) == []


def test_kept_between_the_warning_and_the_letter_she_is_not_told(stage: Cast, clock: Clock, ticket: Ticket) -> None:
    made = Promise.objects.get()
    clock.wait(hours=3, minutes=30)
    desk.answer(ticket_id=ticket.pk, text="Here it is.", actor=stage.hugo, at=clock.at)
    assert desk.tell_of_lateness(promise_ids=[made.pk], actor=system(), at=clock.at) == []
    work()
    assert told(stage) == []


def test_asked_twice_it_tells_once(stage: Cast, clock: Clock, ticket: Ticket) -> None:
    made = Promise.objects.get()
    clock.wait(hours=3, minutes=30)
    assert desk.tell_of_lateness(promise_ids=[made.pk], actor=system(), at=clock.at) == [made.pk]
    assert desk.tell_of_lateness(promise_ids=[made.pk], actor=system(), at=clock.at + ONE_MINUTE) == []
    work()
    assert len(told(stage)) == 1


def test_an_address_that_gets_no_mail_is_not_told_and_today_shows_it(stage: Cast, clock: Clock, ticket: Ticket) -> None:
    postroom.suppress([address(stage.marta)], "mail came back", at=clock.at)
    clock.wait(hours=3, minutes=30)
    work()
    assert told(stage) == []
    assert Promise.objects.get().told_late_at is None
    assert not Trace.objects.filter(kind="lateness").exists()
    shown = plain(browser(stage.hugo).get(reverse("workspace:today")))
    assert "The next word on “" in shown
    assert "that it may be later" not in shown


def test_the_agent_sees_on_today_since_when_she_knows(stage: Cast, clock: Clock, ticket: Ticket) -> None:
    clock.wait(hours=3, minutes=30)
    work()
    shown = plain(browser(stage.hugo).get(reverse("workspace:today")))
    assert "knows since today, 14:30 that it may be later" in shown


def test_a_machine_is_never_told(stage: Cast, clock: Clock) -> None:
    alarm = EmailMessage(policy=SMTP)
    alarm["From"], alarm["To"], alarm["Subject"] = address(stage.marta), DESK, "Disk full"
    alarm["Message-ID"], alarm["Date"], alarm["Auto-Submitted"] = "<alarm@x.example>", timezone.now(), "auto-generated"
    alarm.set_content("Ninety percent.")
    (raw,) = taking.take([taking.Arrival(alarm.as_bytes(), address(stage.marta), (DESK,), "alarm")], at=clock.at)
    work()
    promised(stage, clock, raw=raw)
    clock.wait(hours=3, minutes=30)
    work()
    assert told(stage) == []
    assert Promise.objects.get().told_late_at is None
    write(stage.marta, "Re: Disk full", "This is Marta herself.", answers=letters("answer", stage.marta)[0])
    assert desk.tell_of_lateness(promise_ids=[Promise.objects.get().pk], actor=system(), at=clock.at) != []


def test_what_falls_due_before_we_are_back_is_told_before_we_go_and_nobody_at_night(stage: Cast, clock: Clock) -> None:
    promised(stage, clock, due=timedelta(hours=21))  # tomorrow at eight; the desk opens at nine
    go_to(clock, clock.at.replace(hour=15, minute=40))
    go_to(clock, clock.at.replace(hour=15, minute=50))
    assert told(stage) == []
    go_to(clock, clock.at.replace(hour=15, minute=55))
    (letter,) = told(stage)
    assert "We are back on Thursday 12 November 2026, 09:00." in words(letter)
    go_to(clock, clock.at + timedelta(hours=20), minutes=300)
    assert len(told(stage)) == 1


def test_what_can_still_be_kept_in_the_morning_is_not_told_the_evening_before(stage: Cast, clock: Clock) -> None:
    promised(stage, clock, due=timedelta(hours=23))  # tomorrow at ten
    evening = clock.at.replace(hour=23)
    go_to(clock, evening)
    assert told(stage) == []
    go_to(clock, evening + timedelta(hours=9))
    go_to(clock, evening + timedelta(hours=9, minutes=5))
    assert len(told(stage)) == 1


def test_when_the_time_has_passed_it_says_so(stage: Cast, clock: Clock, ticket: Ticket) -> None:
    clock.wait(hours=4, minutes=30)  # nothing ran since
    work()
    (letter,) = told(stage)
    assert "That time has passed and we have not kept it. We are sorry." in words(letter)
    assert "It may take longer" not in words(letter)


def test_without_a_mailbox_nobody_counts_as_told(stage: Cast, clock: Clock, ticket: Ticket) -> None:
    Mailbox.objects.all().delete()
    clock.wait(hours=3, minutes=30)
    work()
    assert told(stage) == []
    assert Promise.objects.get().told_late_at is None


def aimed(stage: Cast, clock: Clock, *, answer: int = 0) -> int:
    """Marta writes at eleven, and the acknowledgement says that we aim to have it done within four hours."""
    promises.set_service_level(
        solve_minutes=None if answer else 240, first_answer_minutes=answer or None, actor=system(), at=clock.at
    )
    return ticket_of(write(stage.marta, "Plotter stuck", "It swallows drawings."))


def test_an_aim_that_she_was_told_is_taken_back_before_it_passes(stage: Cast, clock: Clock) -> None:
    aimed(stage, clock)
    due = clock.at + FOUR_HOURS
    go_to(clock, due - timedelta(hours=1, minutes=5))
    assert told(stage) == []
    go_to(clock, due - timedelta(hours=1))
    go_to(clock, due + timedelta(minutes=30))
    (letter,) = told(stage)
    assert "We told you that we aim to have it done by Wednesday 11 November 2026, 15:00. It may take" in words(letter)
    assert "An agent writes to you as soon as there is news." in words(letter)
    assert Estimate.objects.get().told_late_at == due - timedelta(hours=1)


def test_an_aim_for_the_first_answer_is_worded_as_one(stage: Cast, clock: Clock) -> None:
    aimed(stage, clock, answer=120)
    clock.wait(minutes=110)
    work()
    assert "We told you that we aim to answer by Wednesday 11 November 2026, 13:00." in words(told(stage)[0])


def test_an_aim_reached_in_time_is_not_taken_back(stage: Cast, clock: Clock) -> None:
    ticket_id = aimed(stage, clock, answer=120)
    clock.wait(minutes=60)
    desk.answer(ticket_id=ticket_id, text="I look into it.", actor=stage.hugo, at=clock.at)
    clock.wait(minutes=50)
    work()
    assert told(stage) == []


def test_while_we_wait_for_her_no_aim_is_at_risk(stage: Cast, clock: Clock) -> None:
    ticket_id = aimed(stage, clock)
    desk.answer(ticket_id=ticket_id, text="Which floor?", then="wait", actor=stage.hugo, at=clock.at)
    clock.wait(hours=3, minutes=30)
    work()
    assert told(stage) == []


def test_a_time_given_by_a_person_takes_the_place_of_the_aim(stage: Cast, clock: Clock) -> None:
    ticket_id = aimed(stage, clock)
    later = clock.at + timedelta(days=2)
    desk.answer(ticket_id=ticket_id, text=TEXT, promise_until=later, actor=stage.hugo, at=clock.at)
    clock.wait(hours=3, minutes=30)
    work()
    assert told(stage) == []


def test_an_aim_is_taken_back_once(stage: Cast, clock: Clock) -> None:
    aimed(stage, clock)
    (aim,) = Estimate.objects.values_list("pk", flat=True)
    clock.wait(hours=3, minutes=30)
    assert desk.tell_of_late_targets(estimate_ids=[aim], actor=system(), at=clock.at) == [aim]
    assert desk.tell_of_late_targets(estimate_ids=[aim], actor=system(), at=clock.at) == []
    work()
    assert len(told(stage)) == 1


def test_what_passed_long_ago_is_history(stage: Cast, clock: Clock) -> None:
    aimed(stage, clock)
    clock.wait(days=2)
    work()
    assert told(stage) == []
