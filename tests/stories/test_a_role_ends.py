"""Somebody who served leaves: their roles end by the how-to, what they had in hand goes back, and then they go."""

from __future__ import annotations

import re

from django.test import Client
from django.urls import reverse

from rapport.domains.desk import actions as desk
from rapport.domains.desk.models import Ticket
from rapport.domains.people import actions as people
from rapport.domains.people.models import Role
from rapport.domains.people.types import RoleName
from rapport.foundation.actors import system
from tests.cast import Cast, person
from tests.stories.scene import work
from tests.visitors import browser, plain
from tests.world import NOW


def in_hand(stage: Cast) -> Ticket:
    """Hugo has a ticket of Marta's."""
    row = desk.open_ticket(text="The plotter is jammed.", actor=stage.marta, at=NOW)
    Ticket.objects.filter(pk=row.pk).update(team=stage.service_desk)
    return desk.assign(ticket_id=row.pk, assignee_id=stage.hugo.person_id, actor=stage.hugo, at=NOW)


def button(page: str) -> str:
    """Where the link “Take it away” leads."""
    found = re.search(r'href="(/desk/settings/roles/\d+/)"', page)
    assert found is not None
    return found[1]


def take(client: Client, address: str) -> str:
    """Press the button and read where it leads."""
    return plain(client.post(address, follow=True))


def test_an_agent_leaves_by_the_how_to(stage: Cast) -> None:
    ticket, ines, hugo = in_hand(stage), browser(stage.ines), browser(stage.hugo)
    erase = reverse("workspace:erase_person", args=[stage.hugo.person_id])
    refused = ines.post(erase, {"name": "Hugo Marek"})
    assert refused.status_code == 400, "who serves is not erased"
    roles = reverse("workspace:roles", args=[stage.hugo.person_id])
    assert roles in plain(refused) and roles in plain(ines.get(reverse("workspace:settings")))
    ends = button(plain(ines.get(roles)))
    asked = plain(ines.get(ends))
    assert "agent in Service Desk?" in asked and "One open ticket goes" in asked and "They serve no longer" in asked
    assert hugo.get(reverse("workspace:today")).status_code == 200, "looking takes nothing away"
    said = take(ines, ends)
    assert "Hugo Marek is no longer agent in Service Desk." in said and "holds no role" in said
    assert hugo.get(reverse("workspace:today")).status_code == 302, "the session that was open has ended"
    work()
    ticket.refresh_from_db()
    assert ticket.assignee_id is None and ticket.state == "new"
    assert "The plotter is jammed" in plain(browser(stage.noor).get(reverse("workspace:queue") + "?view=unassigned"))
    assert ines.post(ends).status_code == 404, "sent twice, it is gone"
    assert ines.post(erase, {"name": "Hugo Marek"}).status_code == 302


def test_what_another_role_still_serves_stays(stage: Cast) -> None:
    ticket, ines = in_hand(stage), browser(stage.ines)
    lead = people.grant_role(
        person_id=stage.hugo.person_id or 0,
        role=RoleName.TEAM_LEAD,
        team_id=stage.service_desk.pk,
        actor=system(),
        at=NOW,
    )
    asked = plain(ines.get(reverse("workspace:end_role", args=[lead.pk])))
    assert "No open ticket is left with nobody" in asked and "They still serve" in asked
    take(ines, reverse("workspace:end_role", args=[lead.pk]))
    work()
    ticket.refresh_from_db()
    assert ticket.assignee_id == stage.hugo.person_id


def test_the_last_administrator_stays(stage: Cast) -> None:
    ines, own = browser(stage.ines), Role.objects.get(role=RoleName.ADMINISTRATOR)
    assert "The last administrator" in plain(ines.get(reverse("workspace:roles", args=[stage.ines.person_id])))
    ends = reverse("workspace:end_role", args=[own.pk])
    assert '<button class="btn btn-end">' not in plain(ines.get(ends))
    refused = ines.post(ends)
    assert refused.status_code == 409 and "Nothing was changed" in plain(refused)
    people.grant_role(person_id=stage.dev.person_id or 0, role=RoleName.ADMINISTRATOR, actor=system(), at=NOW)
    assert "You are signed out everywhere" in plain(ines.get(ends))
    assert ines.post(ends)["Location"] == reverse("workspace:roles", args=[stage.ines.person_id])
    assert ines.get(reverse("workspace:settings")).status_code == 302
    assert not Role.objects.filter(person=person(stage.ines)).exists()


def test_only_who_gives_roles_takes_them(stage: Cast) -> None:
    role = Role.objects.get(person_id=stage.hugo.person_id)
    for who in (stage.noor, stage.dev):
        assert browser(who).post(reverse("workspace:end_role", args=[role.pk])).status_code == 403
    assert Role.objects.filter(pk=role.pk).exists()
