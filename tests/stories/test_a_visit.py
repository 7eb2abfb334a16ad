"""A visit from the ticket to its outcome: both are told, it is moved to a free time, and the histories remember it."""

from __future__ import annotations

from datetime import datetime, timedelta
from email.message import EmailMessage

import icalendar
import pytest
from django.urls import reverse

from rapport.domains.desk import actions, queries
from rapport.domains.desk.models import Message, Ticket, Visit
from rapport.domains.ledger.models import Act
from rapport.domains.outreach import actions as outreach
from rapport.domains.people import actions as people
from rapport.foundation import jobs
from rapport.foundation.actors import system
from tests.cast import Cast
from tests.stories.conftest import Clock
from tests.stories.scene import letters, text_of, work, write
from tests.visitors import browser, plain

A_DAY = timedelta(days=1)


def entry_in(letter: EmailMessage) -> tuple[str, icalendar.Event]:
    """The method and the one event of the calendar entry of a mail."""
    [part] = [one for one in letter.walk() if one.get_content_type() == "text/calendar"]
    file = icalendar.Calendar.from_ical(part.get_payload(decode=True))
    [event] = file.walk("VEVENT")
    assert part.get_param("method") == file["METHOD"]
    return str(file["METHOD"]), event


@pytest.fixture
def arranged(stage: Cast, clock: Clock) -> Visit:
    """Marta's plotter fails, and Hugo arranges to come in two days, from 09:00 to 11:00 by her clock."""
    write(stage.marta, "Plotter", "It swallows paper.")
    ticket = Ticket.objects.get()
    page = reverse("workspace:visit_for_ticket", args=[ticket.pk])
    day = (clock.at + 2 * A_DAY).date().isoformat()
    said = {"day": day, "begins": "09:00", "ends": "11:00", "what": "Change the fuser", "kit": "Fuser\n\nFuser\nTorch"}
    said |= {"technician": stage.hugo.person_id, "site": stage.head_office.pk, "once": "k1"}
    for _ in range(2):  # sent twice, it is one visit
        assert browser(stage.hugo).post(page, said).status_code == 302
    work()
    return Visit.objects.get()


def test_both_are_told_with_an_entry_for_their_calendars(stage: Cast, arranged: Visit) -> None:
    [hers] = letters("visit", stage.marta)
    [his] = letters("visit_staff", stage.hugo)
    assert (arranged.kit, arranged.starts_at.strftime("%H:%M")) == (["Fuser", "Torch"], "08:00")  # Berlin, in winter
    words = " ".join(text_of(hers).split())
    assert "between 09:00 and 11:00" in words
    assert f"{stage.hugo.name} comes." in words
    assert "Torch" not in words
    assert "Torch" in text_of(his)
    method, event = entry_in(hers)
    assert (method, event["SEQUENCE"], event.decoded("DTSTART")) == ("REQUEST", 0, arranged.starts_at)
    assert entry_in(his)[1]["UID"] == event["UID"]
    assert hers["In-Reply-To"]  # in the thread of her request


def test_it_stands_among_her_requests_until_it_is_over(stage: Cast, arranged: Visit, clock: Clock) -> None:
    own, page = reverse("portal:visit", args=[arranged.public_key]), reverse("portal:requests")
    assert own in plain(browser(stage.marta).get(page))
    assert own not in plain(browser(stage.tomas).get(page)), "somebody else's"
    clock.wait(days=3)
    assert own not in plain(browser(stage.marta).get(page))


def test_she_moves_it_to_a_time_that_is_free_and_asks_for_another(stage: Cast, arranged: Visit, clock: Clock) -> None:
    own = reverse("portal:visit", args=[arranged.public_key])
    marta = browser(stage.marta)
    free = [start for start, _ in queries.free_times(stage.marta, arranged.pk, at=clock.at)]
    assert len(free) > 3
    assert all(start.weekday() < 5 for start in free)
    same = marta.post(own, {"starts_at": arranged.starts_at.isoformat()}, follow=True)
    assert "The visit stands at this time already. Nothing was moved." in plain(same)
    taken = marta.post(own, {"starts_at": (free[0] + timedelta(minutes=1)).isoformat()})
    assert taken.status_code == 409
    assert marta.post(own, {"starts_at": "soon"}).status_code == 400
    assert marta.post(own, {"starts_at": free[2].isoformat()}).status_code == 302
    work()
    method, event = entry_in(letters("visit", stage.marta)[-1])
    assert (method, event["SEQUENCE"], event.decoded("DTSTART")) == ("REQUEST", 1, free[2])
    assert marta.post(reverse("portal:visit_ask", args=[arranged.public_key]), {"words": ""}).status_code == 400
    marta.post(reverse("portal:visit_ask", args=[arranged.public_key]), {"words": "A Friday would be best."})
    arranged.refresh_from_db()
    assert (arranged.moves_theirs, arranged.moves_ours, arranged.version) == (2, 0, 1)
    shown = plain(browser(stage.hugo).get(reverse("workspace:ticket", args=[arranged.ticket_id])))
    assert "they ask for another time" in shown
    assert "A Friday would be best." in shown
    assert Act.objects.filter(kind="visit moved", direction="theirs", planned=True).count() == 1


def test_done_it_is_our_planned_act_and_figures_follow(stage: Cast, arranged: Visit, clock: Clock) -> None:
    outcome = reverse("workspace:visit_outcome", args=[arranged.pk])
    said = {"outcome": "done", "words": "Fuser changed, prints well.", "minutes": "50", "fixed": "yes"}
    hugo = browser(stage.hugo)
    assert "has not been visited yet" in plain(hugo.post(outcome, said))
    clock.at = arranged.ends_at
    assert hugo.post(outcome, said).status_code == 302
    assert hugo.post(outcome, said).status_code == 400  # it has its outcome
    act = Act.objects.get(channel="visit")
    assert (act.direction, act.planned, act.minutes, act.site_id) == ("ours", True, 50, stage.head_office.pk)
    found = queries.visit_figures(stage.hugo, stage.head_office.pk)
    assert (found.visits, found.took_place, found.fixed, found.judged, found.in_vain) == (1, 1, 1, 1, 0)
    shown = plain(hugo.get(reverse("workspace:site", args=[stage.head_office.pk])))
    assert "One was enough in 1 of 1" in shown


def test_in_vain_it_is_a_note_for_us_and_a_further_one_follows(stage: Cast, arranged: Visit, clock: Clock) -> None:
    clock.at = arranged.ends_at
    actions.record_outcome(
        visit_id=arranged.pk, outcome="nobody there", words="", fixed=True, actor=stage.hugo, at=clock.at
    )
    arranged.refresh_from_db()
    assert (arranged.state, arranged.fixed) == ("nobody there", None)
    assert Message.objects.filter(side="note", text="Visit, nobody there.").count() == 1
    assert not Act.objects.filter(channel="visit").exists()
    page = reverse("workspace:visit_for_ticket", args=[arranged.ticket_id]) + f"?follows={arranged.pk}"
    said = {"day": (clock.at + A_DAY).date().isoformat(), "begins": "09:00", "ends": "10:00", "what": "Again"}
    assert browser(stage.hugo).post(page, said | {"once": "k2", "site": stage.head_office.pk}).status_code == 302
    assert Visit.objects.get(state="arranged").follows_id == arranged.pk


def test_called_off_it_leaves_both_calendars(stage: Cast, arranged: Visit) -> None:
    cancel = reverse("workspace:visit_cancel", args=[arranged.pk])
    browser(stage.hugo).post(cancel, {"why": "The part has not come."})
    work()
    for letter in (letters("visit", stage.marta)[-1], letters("visit_staff", stage.hugo)[-1]):
        method, event = entry_in(letter)
        assert (method, event["SEQUENCE"], event["STATUS"]) == ("CANCEL", 1, "CANCELLED")
        assert "The part has not come." in text_of(letter)


def test_who_does_not_go_any_more_is_told_and_two_changes_at_once_are_noticed(stage: Cast, arranged: Visit) -> None:
    page = reverse("workspace:visit", args=[arranged.pk])
    said = {
        "day": arranged.starts_at.date().isoformat(),
        "begins": "09:00",
        "ends": "11:00",
        "what": "Change the fuser",
    }
    said |= {"kit": "Fuser\nTorch", "version": "0"}
    noor = browser(stage.noor)
    assert noor.post(page, said | {"technician": stage.noor.person_id}).status_code == 302
    work()
    assert entry_in(letters("visit_staff", stage.hugo)[-1])[0] == "CANCEL"
    assert entry_in(letters("visit_staff", stage.noor)[-1])[0] == "REQUEST"
    late = noor.post(page, said | {"technician": "", "what": "Something else"})
    assert late.status_code == 400
    assert "Somebody changed this visit" in plain(late)


def test_at_two_places_at_once_only_where_it_is_meant_so(stage: Cast, arranged: Visit) -> None:
    noor, page = browser(stage.noor), reverse("workspace:visit_for_ticket", args=[arranged.ticket_id])
    said = {"day": arranged.starts_at.date().isoformat(), "begins": "09:30", "ends": "10:30", "what": "Fit a tray"}
    said |= {"technician": stage.hugo.person_id, "site": stage.head_office.pk, "kit": "", "once": "k2", "anyway": ""}
    warned = noor.post(page, said)
    assert warned.status_code == 400
    assert f"{stage.hugo.name} has another visit then" in plain(warned)
    assert "09:00 to 11:00" in plain(warned)
    assert "Change the fuser" in plain(warned)
    assert 'type="checkbox"' in warned.content.decode()
    assert Visit.objects.count() == 1
    assert noor.post(page, said | {"begins": "11:00", "ends": "12:00"}).status_code == 302  # as the first one ends
    other = Visit.objects.exclude(pk=arranged.pk).get()
    change = reverse("workspace:visit", args=[other.pk])
    assert noor.post(change, said | {"version": "0"}).status_code == 400
    assert noor.post(change, said | {"version": "0", "anyway": "on"}).status_code == 302
    other.refresh_from_db()
    assert (other.starts_at - arranged.starts_at, other.version) == (timedelta(minutes=30), 1)
    assert (
        noor.post(change, said | {"version": "1", "what": "Fit two trays"}).status_code == 302
    )  # not moved: not asked
    assert noor.post(page, said | {"once": "k3", "anyway": "on"}).status_code == 302


def test_reminded_the_working_day_before_once(stage: Cast, arranged: Visit, clock: Clock) -> None:
    told: list[tuple[datetime, int]] = []
    clock.at = arranged.arranged_at
    while clock.at < arranged.starts_at:
        told += [(clock.at, n)] if (n := actions.remind_of_visits(actor=system(), at=clock.at)) else []
        clock.at += timedelta(hours=1)
    [(when, count)] = told
    assert (count, when.date()) == (1, (arranged.starts_at - A_DAY).date())
    jobs.run_all(at=when)
    assert "A reminder" in text_of(letters("visit", stage.marta)[-1])


def test_a_visit_without_a_ticket_and_the_calendar_of_the_technician(stage: Cast, clock: Clock) -> None:
    page = reverse("workspace:visit_for_site", args=[stage.head_office.pk])
    said = {"day": (clock.at + A_DAY).date().isoformat(), "begins": "13:00", "ends": "14:30", "what": "New switch"}
    said |= {"person": stage.marta.person_id, "team": stage.service_desk.pk, "technician": stage.hugo.person_id}
    assert browser(stage.hugo).post(page, said | {"once": "k3"}).status_code == 302
    made = Visit.objects.get()
    work()
    assert text_of(letters("visit", stage.marta)[-1])
    token = outreach.new_calendar_link(actor=stage.hugo, at=clock.at)
    file = browser(stage.nobody).get(reverse("public:calendar", args=[token]))
    assert f"visit-{made.public_key}@".encode() in file.content.replace(b"\r\n ", b"")
    clock.at = made.ends_at
    actions.record_outcome(visit_id=made.pk, outcome="done", words="Works.", actor=stage.hugo, at=clock.at)
    act = Act.objects.get(channel="visit")
    assert (act.person_id, act.planned, act.completes) == (stage.marta.person_id, True, True)


def test_when_she_leaves_the_visit_stays_without_her_words(stage: Cast, arranged: Visit, clock: Clock) -> None:
    words = "Only when the lighthouse is dark."
    actions.ask_for_other_time(public_key=arranged.public_key, words=words, actor=stage.marta, at=clock.at)
    whom = stage.marta.person_id or 0
    people.erase_person(person_id=whom, name=stage.marta.name, actor=stage.ines, at=clock.at)
    jobs.run_all(at=clock.at)
    arranged.refresh_from_db()
    assert (arranged.asked_for, arranged.site_id) == ("", stage.head_office.pk)
