"""The day of the next word: agent and customer are told the same one, on every page, list and letter."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from rapport.domains.desk import actions, queries
from rapport.domains.desk.models import Ticket
from rapport.domains.people import actions as people
from rapport.domains.people.models import Organisation
from rapport.domains.promises import actions as promises
from rapport.domains.promises.models import Estimate, Promise
from rapport.domains.promises.types import RefStanding
from rapport.foundation.actors import system
from rapport.foundation.models import Letter
from rapport.interfaces.look.wording import moments
from rapport.interfaces.portal.waiting import waiting_rows
from rapport.interfaces.workspace.beside import person_beside
from tests.cast import ONE_DAY, ONE_HOUR
from tests.visitors import browser, plain
from tests.world import World

Way = Callable[[World, Ticket], None]
SUNDAY = timedelta(days=4, hours=11)  # from Wednesday eleven o'clock: nobody works then


def promised(w: World, ticket: Ticket, *, until: timedelta = 2 * ONE_DAY, then: str = "keep_open") -> None:
    """Hugo answers and gives a time."""
    said = {"text": f"By then. {until}", "promise_until": w.at + until, "then": then}
    actions.answer(ticket_id=ticket.pk, actor=w.cast.hugo, at=w.at + ONE_HOUR, **said)


def deed(w: World, ticket: Ticket) -> None:
    """A word is promised and a deed before it; the deed is the next."""
    promised(w, ticket, until=4 * ONE_DAY)
    what: dict[str, Any] = {"person_id": w.marta, "ref": ("ticket", ticket.pk), "team_id": ticket.team_id}
    promises.promise(text="Five covers", kind="deed", due_at=w.at + ONE_DAY, actor=w.cast.hugo, at=w.at, **what)


def estimated(w: World, ticket: Ticket, basis: str, due: timedelta = 2 * ONE_DAY, **more: Any) -> None:
    """She was told what to expect when she asked."""
    Estimate.objects.filter(ref_kind="ticket", ref_id=ticket.pk).delete()
    row = {"ref_kind": "ticket", "ref_id": ticket.pk, "person_id": w.marta, "team_id": ticket.team_id} | more
    names = {field.name for field in Estimate._meta.get_fields()} | {f.attname for f in Estimate._meta.concrete_fields}
    told: dict[str, Any] = {"basis": basis, "due_at": w.at + due, "made_at": ticket.opened_at, "minutes": 60}
    told |= {"n": 40, "q": 0.8} if basis == "history" else {}
    told |= {"organisation_id": ticket.organisation_id}
    Estimate.objects.create(**{name: value for name, value in (row | told).items() if name in names})


def aim_to_answer_met(w: World, ticket: Ticket) -> None:
    """We aimed to answer, and did."""
    estimated(w, ticket, "target", about="first_answer")
    actions.answer(ticket_id=ticket.pk, text="We look.", actor=w.cast.hugo, at=w.at + ONE_HOUR)


def other_team(w: World, ticket: Ticket) -> None:
    """Hugo gave a time; then the ticket went to the team of another service, and came to stay there."""
    promised(w, ticket)
    team = people.create_team(name="Nights", actor=system(), at=w.at)
    service = people.create_service(name="Night desk", team_id=team.pk, actor=system(), at=w.at)
    actions.set_service(ticket_id=ticket.pk, service_id=service.pk, actor=w.cast.hugo, at=w.at + 2 * ONE_HOUR)


def merged(w: World, ticket: Ticket) -> None:
    """The promise was given on a ticket that goes on in this one."""
    actions.open_ticket(text="Once more.", actor=w.cast.marta, at=w.at)
    other = Ticket.objects.latest("pk")
    promised(w, other, until=ONE_DAY)
    actions.merge_tickets(ticket_id=other.pk, into_id=ticket.pk, actor=w.cast.hugo, at=w.at + 2 * ONE_HOUR)


def level_said_later(w: World, ticket: Ticket) -> None:
    """A target that nobody told her of, since it came with another service: a clock runs, no day was told."""
    Estimate.objects.filter(ref_id=ticket.pk).delete()
    promises.set_service_level(
        service_id=w.cast.printing.pk, solve_minutes=60, first_answer_minutes=30, actor=w.cast.ines, at=w.at
    )
    actions.set_service(ticket_id=ticket.pk, service_id=w.cast.printing.pk, actor=w.cast.hugo, at=w.at)


def done(w: World, ticket: Ticket) -> None:
    """Finished, with a day that is still to come."""
    promised(w, ticket)
    actions.answer(ticket_id=ticket.pk, text="Done.", then="finish", actor=w.cast.hugo, at=w.at + 2 * ONE_HOUR)


def opened_again(w: World, ticket: Ticket) -> None:
    """Finished, and she wrote again."""
    done(w, ticket)
    actions.reply_as_customer(ticket_id=ticket.pk, text="Not yet.", actor=w.cast.marta, at=w.at + 3 * ONE_HOUR)


WAYS: dict[str, tuple[Way, bool | None]] = {  # and whether there is a day at all
    "promised": (promised, True),
    "promised and waiting": (lambda w, t: promised(w, t, then="wait"), True),
    "a deed before the word": (deed, True),
    "promised for a Sunday": (lambda w, t: promised(w, t, until=SUNDAY), True),
    "promised, and late": (lambda w, t: promised(w, t, until=2 * ONE_HOUR), True),
    "aimed at": (lambda w, t: estimated(w, t, "target"), True),
    "aimed at, and late": (lambda w, t: estimated(w, t, "target", due=-ONE_HOUR), True),
    "an aim to answer that was met": (aim_to_answer_met, False),
    "expected": (lambda w, t: estimated(w, t, "history"), True),
    "expected, and late": (lambda w, t: estimated(w, t, "history", due=-ONE_DAY), True),
    "nothing can be promised": (lambda w, t: estimated(w, t, "opening", due=ONE_DAY), False),
    "a target she was not told of": (level_said_later, False),
    "waiting for her": (
        lambda w, t: actions.answer(ticket_id=t.pk, text="Which?", then="wait", actor=w.cast.hugo, at=w.at) and None,
        False,
    ),
    "with another team": (other_team, True),
    "merged": (merged, True),
    "done": (done, False),
    "opened again": (opened_again, None),
}


def told_to(w: World, ticket: Ticket, at: datetime) -> dict[str, datetime | None]:
    """The day that each page and list is drawn from."""
    agent, marta = system(), w.cast.marta
    page, hers = queries.ticket(agent, ticket.pk), queries.ticket(marta, ticket.pk)
    standing = {("ticket", ticket.pk): hers.expectation} if isinstance(hers.expectation, RefStanding) else {}
    rows = [row for row in queries.queue(agent, view="all", size=100).rows if row.ticket_id == ticket.pk]
    return {
        "ticket page": person_beside(agent, page, at=at)["told"],
        "queue": None if rows[0].day_is == "our target" else rows[0].day_at,
        "her page": waiting_rows(marta, [hers.ticket], standing, at)[0].when,
    }


@pytest.mark.parametrize("way", WAYS)
def test_agent_and_customer_are_told_the_same_day(world: World, way: str) -> None:
    actions.open_ticket(text="The scanner again.", actor=world.cast.marta, at=world.at)
    ticket = Ticket.objects.latest("pk")
    go, there = WAYS[way]
    go(world, ticket)
    found = told_to(world, Ticket.objects.get(pk=ticket.pk), world.at + 4 * ONE_HOUR)
    assert len(set(found.values())) == 1, found
    if there is not None:
        assert (found["queue"] is not None) is there


def test_a_target_nobody_was_told_of_is_the_agents_day_and_nobody_elses(world: World) -> None:
    actions.open_ticket(text="The scanner again.", actor=world.cast.marta, at=world.at)
    ticket = Ticket.objects.latest("pk")
    level_said_later(world, ticket)
    page = queries.ticket(system(), ticket.pk)
    [row] = [row for row in queries.queue(system(), view="all", size=100).rows if row.ticket_id == ticket.pk]
    beside = person_beside(system(), page, at=world.at)
    assert row.day_is == "our target"
    assert row.day_at == beside["our_target"] == world.at + timedelta(minutes=30)
    hers = queries.ticket(world.cast.marta, ticket.pk).expectation
    assert hers is None or (hers.target_at is None and hers.told(runs=True)[0] is None)


def test_who_takes_part_reads_the_next_day_that_is_still_owed(world: World) -> None:
    ticket = world.ticket
    deed(world, ticket)
    actions.answer(ticket_id=ticket.pk, text="The van comes.", actor=world.cast.hugo, at=world.at + 2 * ONE_HOUR)
    covers = Promise.objects.get(text="Five covers")
    assert queries.ticket_card(world.cast.hugo, ticket.pk).next_word_at == covers.due_at  # the answer kept the word
    said = {"text": "Brought.", "keeps": [covers.pk], "actor": world.cast.hugo, "at": world.at + 3 * ONE_HOUR}
    actions.write_note(ticket_id=ticket.pk, **said)
    assert queries.ticket_card(world.cast.hugo, ticket.pk).next_word_at is None


@pytest.mark.parametrize("zone", ["Europe/Berlin", "Pacific/Auckland"])
def test_the_words_on_pages_and_in_the_letter_name_that_day_by_each_ones_clock(world: World, zone: str) -> None:
    Organisation.objects.filter(pk=world.cast.aldergate.pk).update(zone=zone)
    promised(world, world.ticket)
    due = Promise.objects.filter(ref_id=world.ticket.pk, kept_at=None).earliest("due_at").due_at
    desk = plain(browser(world.cast.hugo).get(reverse("workspace:ticket", args=[world.ticket.pk])))
    hers = plain(browser(world.cast.marta).get(reverse("portal:request", args=[world.ticket.public_key])))
    here, there = (due.astimezone(ZoneInfo(name)) for name in (world.cast.northwind.zone, zone))
    assert moments.stamp(here, today=_today(here)) in desk
    assert moments.clock(there) in hers and moments.day(there, today=_today(there)) in hers
    letter = Letter.objects.filter(kind="answer").latest("pk")
    assert datetime.fromisoformat(letter.data["promise_until"]) == due and letter.data["zone"] == zone
    other = f"({moments.stamp(there, today=_today(there))} for them)"
    assert (other in desk) is (here.utcoffset() != there.utcoffset())


def _today(moment: datetime) -> Any:
    return timezone.now().astimezone(moment.tzinfo).date()
