"""What calendars answer to a visit: a yes is noted and opens nothing, a no is our turn, words are never lost."""

from __future__ import annotations

from datetime import datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from itertools import count
from zoneinfo import ZoneInfo

import icalendar
import pytest
from django.urls import reverse
from django.utils import timezone

from rapport.domains.desk import actions
from rapport.domains.desk.models import Message, Ticket, Visit
from rapport.foundation.actors import Actor
from rapport.foundation.models import Letter, RawMail
from rapport.interfaces.mail import taking
from tests.cast import Cast, address
from tests.stories.conftest import Clock
from tests.stories.scene import DESK, letters, state_of, work, write
from tests.visitors import browser, plain

A_DAY = timedelta(days=1)
_numbers = count(1)


@pytest.fixture
def arranged(stage: Cast, clock: Clock) -> Visit:
    """Hugo comes to change Marta's fuser in two days."""
    write(stage.marta, "Plotter", "It swallows paper.")
    return arrange(stage, clock.at, ticket_id=Ticket.objects.get().pk)


def arrange(stage: Cast, at: datetime, *, ticket_id: int | None) -> Visit:
    begins = at + 2 * A_DAY
    visit = actions.arrange_visit(
        site_id=stage.head_office.pk,
        ticket_id=ticket_id,
        person_id=None if ticket_id else stage.marta.person_id,
        team_id=None if ticket_id else stage.service_desk.pk,
        technician_id=stage.hugo.person_id,
        starts_at=begins,
        ends_at=begins + timedelta(hours=2),
        what="Change the fuser",
        kit=[],
        actor=stage.hugo,
        at=at,
    )
    work()
    return Visit.objects.get(pk=visit.pk)


def answer(
    who: Actor,
    said: str,
    *,
    to: EmailMessage,
    body: str = "",
    comment: str = "",
    method: str = "REPLY",
    moved: timedelta = timedelta(0),
    uid: str = "",
) -> int:
    """What a calendar sends when somebody presses a button under the invitation; returns the delivery's id."""
    [part] = [one for one in to.walk() if one.get_content_type() == "text/calendar"]
    [event] = icalendar.Calendar.from_ical(part.get_payload(decode=True)).walk("VEVENT")
    event.pop("ATTENDEE")
    party = icalendar.vCalAddress(f"mailto:{address(who)}")
    party.params["PARTSTAT"], party.params["CN"] = said, who.name
    event.add("attendee", party)
    if uid:
        event["UID"] = uid
    if comment:
        event.add("comment", comment, parameters={"LANGUAGE": "en-US"})
    for name in ("DTSTART", "DTEND"):
        moment = event.decoded(name) + moved
        event.pop(name)
        event.add(name, moment)
    file = icalendar.Calendar()
    for name, value in (("prodid", "-//Calendar//EN"), ("version", "2.0"), ("method", method)):
        file.add(name, value)
    file.add_component(event)
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"] = f"{who.name} <{address(who)}>", DESK
    mail["Subject"] = f"{said.capitalize()}: {event['SUMMARY']}"
    mail["Message-ID"], mail["Date"] = f"<calendar-{next(_numbers)}@mail.example>", timezone.now()
    mail.set_content(body)
    mail.add_alternative(file.to_ical().decode(), subtype="calendar", params={"method": method})
    arrival = taking.Arrival(mail.as_bytes(), address(who), (DESK,), f"calendar:{next(_numbers)}")
    (raw,) = taking.take([arrival], at=timezone.now())
    work()
    return raw


def shown(stage: Cast, visit: Visit) -> str:
    return plain(browser(stage.hugo).get(reverse("workspace:visit", args=[visit.pk])))


@pytest.mark.parametrize(
    "body",
    [
        "",  # Outlook, without words of one's own
        "Marta Kowalska has accepted this invitation.\n\nChange the fuser\nWhen: Wednesday\n\nInvitation from Calendar",
    ],
)
def test_a_yes_is_noted_at_the_visit_and_opens_nothing(stage: Cast, arranged: Visit, body: str) -> None:
    body = body.replace("Marta Kowalska", stage.marta.name)
    before = (Ticket.objects.count(), Message.objects.count(), Letter.objects.count())
    raw = answer(stage.marta, "ACCEPTED", to=letters("visit", stage.marta)[-1], body=body)
    assert state_of(raw) == RawMail.IGNORED
    assert (Ticket.objects.count(), Message.objects.count(), Letter.objects.count()) == before
    arranged.refresh_from_db()
    assert (arranged.answer_theirs, arranged.asked_for) == ("accepted", "")
    assert f"{stage.marta.name} accepted" in shown(stage, arranged)


def test_a_yes_with_words_is_read_on_the_ticket_and_not_acknowledged(stage: Cast, arranged: Visit) -> None:
    before = Letter.objects.count()
    answer(stage.marta, "ACCEPTED", to=letters("visit", stage.marta)[-1], body="Please ring at the side door.")
    said = Message.objects.filter(ticket=arranged.ticket_id, side="theirs").values_list("text", flat=True)
    assert "Please ring at the side door." in said
    assert (Ticket.objects.count(), Letter.objects.count()) == (1, before)
    arranged.refresh_from_db()
    assert arranged.answer_theirs == "accepted"


@pytest.mark.parametrize("with_ticket", [True, False])
def test_a_no_is_asking_for_another_time(stage: Cast, clock: Clock, with_ticket: bool) -> None:
    if with_ticket:
        write(stage.marta, "Plotter", "It swallows paper.")
    visit = arrange(stage, clock.at, ticket_id=Ticket.objects.get().pk if with_ticket else None)
    to = letters("visit", stage.marta)[-1]
    for _ in range(2):  # calendars send twice where they are told twice
        answer(stage.marta, "DECLINED", to=to, comment="I am at the dentist.")
    visit.refresh_from_db()
    assert visit.asked_for == "declined in the calendar. I am at the dentist."
    assert (visit.answer_theirs, visit.moves_theirs, Ticket.objects.count()) == ("declined", 1, int(with_ticket))
    said = Message.objects.filter(side="theirs", text__contains="dentist")
    assert said.count() == int(with_ticket)
    assert "asks for another time" in shown(stage, visit)


def test_a_proposed_time_is_said_by_the_clock_of_the_site(stage: Cast, arranged: Visit) -> None:
    to = letters("visit", stage.marta)[-1]
    answer(stage.marta, "TENTATIVE", to=to, method="COUNTER", moved=timedelta(hours=3))
    arranged.refresh_from_db()
    begins = arranged.starts_at + timedelta(hours=3)
    assert arranged.answer_theirs == "counter"
    assert "proposed in the calendar" in arranged.asked_for
    assert begins.astimezone(ZoneInfo(arranged.zone)).strftime("%H:%M") in arranged.asked_for


def test_who_was_to_go_says_no_and_the_ticket_says_so(stage: Cast, arranged: Visit) -> None:
    answer(stage.hugo, "DECLINED", to=letters("visit_staff", stage.hugo)[-1], comment="My child is ill.")
    arranged.refresh_from_db()
    assert (arranged.answer_ours, arranged.answer_theirs, arranged.asked_for) == ("declined", "", "")
    note = Message.objects.get(side="note")
    assert "declined in the calendar. My child is ill." in note.text
    page = shown(stage, arranged)
    assert f"{stage.hugo.name} declined it in the calendar." in page
    assert f"{stage.hugo.name} declined" in plain(browser(stage.hugo).get(reverse("workspace:visits")))
    assert Ticket.objects.count() == 1


def test_an_answer_to_an_earlier_time_changes_nothing(stage: Cast, arranged: Visit, clock: Clock) -> None:
    earlier = letters("visit", stage.marta)[-1]
    answer(stage.marta, "ACCEPTED", to=earlier)
    moved = arranged.starts_at + A_DAY
    actions.change_visit(
        visit_id=arranged.pk,
        starts_at=moved,
        ends_at=moved + timedelta(hours=1),
        what=arranged.what,
        kit=[],
        technician_id=stage.hugo.person_id,
        version=0,
        actor=stage.hugo,
        at=clock.at,
    )
    raw = answer(stage.marta, "ACCEPTED", to=earlier)
    arranged.refresh_from_db()
    assert (arranged.answer_theirs, state_of(raw)) == ("", RawMail.IGNORED)
    assert Ticket.objects.count() == 1


def test_somebody_else_answers_nothing_for_them(stage: Cast, arranged: Visit) -> None:
    to = letters("visit", stage.marta)[-1]
    raw = answer(stage.tomas, "DECLINED", to=to, comment="Not my visit.")
    arranged.refresh_from_db()
    assert (arranged.answer_theirs, arranged.asked_for) == ("", "")
    assert state_of(raw) != RawMail.IGNORED  # his mail is there to be read


def test_an_answer_to_a_meeting_of_another_calendar_is_not_acknowledged(stage: Cast, arranged: Visit) -> None:
    before = Letter.objects.count()
    raw = answer(stage.marta, "ACCEPTED", to=letters("visit", stage.marta)[-1], uid="0400000082@exchange.example")
    assert state_of(raw) == "ticket"
    assert Ticket.objects.count() == 2
    assert Letter.objects.count() == before
    said = Message.objects.latest("pk").text
    assert said.startswith("Accepted in the calendar:")
