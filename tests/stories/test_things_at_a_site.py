"""A site says whom to ask there, and what stands there says how often it failed, with n and period."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from rapport.domains.desk import actions, queries
from rapport.domains.desk.models import Ticket, TicketThing
from rapport.domains.people import actions as people
from rapport.domains.people.models import SiteContact
from tests.cast import ONE_DAY
from tests.outsiders import sites, things
from tests.visitors import browser, plain
from tests.world import World


def page_of(w: World) -> str:
    """The page of her office."""
    return plain(browser(w.cast.hugo).get(reverse("workspace:site", args=[w.cast.head_office.pk])))


def test_several_people_are_named_said_anew_and_taken_off(world: World) -> None:
    hugo, site_id = browser(world.cast.hugo), world.cast.head_office.pk
    at = reverse("workspace:site_contact", args=[site_id])
    for who, role in ((world.marta, "Plotter"), (world.cast.ruth.person_id, "Director"), (world.marta, "Drawings")):
        assert hugo.post(at, {"person": who, "role": role, "phone": "+44 20 7946 0018"}).status_code == 302
    shown = page_of(world)
    assert 'href="tel:+442079460018"' in shown
    assert [one.role for one in people_of(world)] == ["Director", "Drawings"]
    assert hugo.post(at, {"person": world.marta, "role": "x", "phone": "call me"}).status_code == 400
    assert hugo.post(at, {"person": world.cast.lena.person_id, "role": "x"}).status_code == 400, (
        "not of this organisation"
    )
    row = SiteContact.objects.get(person=world.marta)
    hugo.post(reverse("workspace:site_contact_remove", args=[site_id, row.pk]))
    assert [one.role for one in people_of(world)] == ["Director"]


def people_of(w: World) -> list[SiteContact]:
    """Whom to ask at her office."""
    return list(SiteContact.objects.filter(site=w.cast.head_office).order_by("role"))


def test_one_select_on_the_ticket_says_what_it_is_about(world: World) -> None:
    ticket_id, plotter = things.ticket_at_site(world), sites.installed_of_marta(world)
    hugo, at = browser(world.cast.hugo), reverse("workspace:ticket", args=[ticket_id])
    assert 'name="thing"' in plain(hugo.get(at))
    card = queries.ticket_card(world.cast.hugo, ticket_id)
    facts = {"assignee": card.assignee_id or "", "kind": "incident", "priority": card.priority, "service": ""}
    hugo.post(reverse("workspace:facts", args=[ticket_id]), facts | {"thing": plotter})
    assert TicketThing.objects.get().installed_id == plotter
    shown = " ".join(plain(hugo.get(at)).split())
    assert "About <b>Plotter in the attic</b>" in shown
    assert "failed once in twelve months" in shown
    hugo.post(reverse("workspace:facts", args=[ticket_id]), facts | {"thing": ""})
    assert not TicketThing.objects.exists()


def test_the_site_says_how_often_each_thing_failed(world: World) -> None:
    assert "No ticket of the last twelve months names one of these" in page_of(world)
    plotter = sites.installed_of_marta(world)
    for kind, days in (("incident", 3), ("incident", 200), ("request", 5), ("incident", 400)):
        made = actions.open_ticket(text=f"The plotter, {days}", kind=kind, actor=world.cast.marta, at=world.at)
        Ticket.objects.filter(pk=made.pk).update(
            site=world.cast.head_office, team=world.cast.service_desk, opened_at=world.at - timedelta(days=days)
        )
        actions.set_thing(ticket_id=made.pk, installed_id=plotter, actor=world.cast.hugo, at=world.at)
    shown = " ".join(page_of(world).split())
    assert "3 tickets of the last twelve months name one of these" in shown
    assert "failed twice in twelve months, of 3 tickets about it" in shown
    since = world.at - 365 * ONE_DAY
    assert queries.failures_at(world.cast.sanna, world.cast.head_office.pk, since=since, until=world.at) == {}


def test_what_stands_elsewhere_is_not_what_it_is_about(world: World) -> None:
    other = people.note_installed(
        site_id=people.create_site(
            organisation_id=world.cast.aldergate.pk, name="Attic", actor=world.cast.noor, at=world.at
        ).pk,
        kind="Lamp",
        name="Lamp",
        actor=world.cast.hugo,
        at=world.at,
    )
    with pytest.raises(actions.WrongChange):
        actions.set_thing(
            ticket_id=things.ticket_at_site(world), installed_id=other.pk, actor=world.cast.hugo, at=world.at
        )


def test_programs_read_and_say_the_same(world: World) -> None:
    ticket_id, plotter = things.ticket_at_site(world), sites.installed_of_marta(world)
    headers = {"Authorization": f"Bearer {world.api_tokens['hugo']}"}
    body = json.dumps({"installed_id": plotter})
    told = Client().patch(f"/api/v1/tickets/{ticket_id}", body, content_type="application/json", headers=headers)
    assert told.json()["installed_id"] == plotter
    sites.contact_of_marta(world)
    site = Client().get(f"/api/v1/sites/{world.cast.head_office.pk}", headers=headers).json()
    assert [one["person_id"] for one in site["contacts"]] == [world.marta]
