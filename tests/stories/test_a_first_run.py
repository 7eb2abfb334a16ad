"""From an empty place to a desk that answers: one link, a few pages, each saying what comes next."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import F
from django.test import Client
from django.urls import reverse

from rapport.domains.desk.models import Ticket
from rapport.domains.desk.tests.mails import mailbox
from rapport.domains.desk.types import TicketState
from rapport.domains.people.models import Person, Team
from rapport.foundation import postroom
from rapport.foundation.models import Letter
from rapport.interfaces.cli import welcome
from rapport.interfaces.look import first_steps
from tests.cast import Cast
from tests.stories.scene import DESK, letters, state_of, work, write
from tests.visitors import browser, plain

HER = {
    "name": "Northwind Service",
    "zone": "Europe/Berlin",
    "administrator_name": "Ines Roth",
    "administrator_email": "ines.roth@northwind.example",
}


@pytest.fixture
def ines(db: None, clock: object, settings: Any, tmp_path: Path) -> Client:
    """Ines opens the link that the command line printed and sets the place up."""
    settings.DATA = tmp_path
    link = welcome.administrator_link("")
    path = link.partition("//")[2].partition("/")[2]
    client = Client()
    assert client.get(f"/{path}").status_code == 200
    assert not Person.objects.exists(), "looking sets nothing up"
    assert client.post(f"/{path}", HER, follow=True).status_code == 200
    assert Client().post(f"/{path}", HER).status_code == 410, "the link works once"
    assert client.post(f"/{path}", HER)["Location"] == reverse("workspace:settings"), "she sent it twice, and goes on"
    return client


def test_the_empty_place_says_so(db: None) -> None:
    assert Client().get("/").status_code == 200
    assert Client().get(reverse("public:results")).status_code == 200
    for name in ("portal:home", "portal:sign_in", "public:results"):
        page = Client().get(reverse(name))
        assert "rapport admin invite" in plain(page), name
        assert "Sign in with a link we mail you" not in plain(page)


def test_without_a_mailbox_nobody_is_told_to_wait_for_mail(cast: Cast) -> None:
    """Who may is led to the settings, the others are told whom to ask; with a mailbox neither."""
    pages = [reverse("workspace:queue"), reverse("workspace:queue") + "?view=mine", reverse("workspace:today")]
    for connected in (False, True):
        if connected:
            mailbox(cast)
        for who in ("ines", "hugo"):
            for page in pages:
                said = plain(browser(cast.everybody[who]).get(page))
                assert ("no mailbox is connected" in said) != connected, (who, page)
                assert ("Ask Ines Roth" in said) == (who == "hugo" and not connected), (who, page)
                assert ("Connect a mailbox</a>" in said) == (who == "ines" and not connected), (who, page)


def test_each_page_says_the_next_step_until_the_desk_works(ines: Client) -> None:
    overview = reverse("workspace:settings")
    assert "Create the first team" in plain(ines.get(overview))
    ines.post(reverse("workspace:settings_team"), {"name": "Service Desk"})
    assert "Name the first service" in plain(ines.get(overview))
    team = _first_team()
    ines.post(reverse("workspace:settings_service"), {"name": "Mail", "team_id": team})
    assert "Connect a mailbox" in plain(ines.get(overview))
    box = {"address": DESK, "name": "Help", "team_id": team, "imap_port": "993"}
    assert "so there is nothing to try" in plain(ines.post(reverse("workspace:settings_mailbox"), box | {"test": "1"}))
    ines.post(reverse("workspace:settings_mailbox"), box)
    assert "Invite an agent" in plain(ines.get(overview))
    assert says_on_every_page(ines, "Invite an agent", "settings_agent")
    agent = {"name": "Hugo Marek", "email": "hugo.marek@northwind.example", "role": "agent", "team": team}
    ines.post(reverse("workspace:settings_agent"), agent)
    assert "Bring in the people you serve" in plain(ines.get(overview))
    assert says_on_every_page(ines, "Bring in the people you serve", "settings_people")
    rows = "email,name,organisation,services\nmarta.kolb@aldergate.example,Marta Kolb,Aldergate Electric,Mail\n"
    file = SimpleUploadedFile("people.csv", rows.encode())
    ines.post(reverse("workspace:settings_people"), {"file": file})
    assert "Everything in it was known already" in plain(
        ines.post(reverse("workspace:settings_people"), {"file": SimpleUploadedFile("people.csv", rows.encode())})
    )
    assert not says_on_every_page(ines, "", "settings_people")
    assert Person.objects.get(name="Marta Kolb").organisation.name == "Aldergate Electric"
    assert state_of(write("marta.kolb@aldergate.example", "Hello", "Does it work?")) == "ticket"
    assert letters("acknowledgement", "marta.kolb@aldergate.example")
    assert "Hello" in plain(ines.get(reverse("workspace:queue")))


def says_on_every_page(visitor: Client, step: str, page: str) -> bool:
    """True when each page leads to the page of the next step; False when none does."""
    where = ("today", "people", "settings_team", "articles", "find")
    wanted = f'Next step for this desk: <a href="{reverse("workspace:" + page)}">{step}'
    found = {name: wanted in visitor.get(reverse(f"workspace:{name}")).content.decode() for name in where}
    assert len(set(found.values())) == 1, found
    return found["today"]


def test_who_serves_alone_is_not_asked_for_agents_for_ever(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    mailbox(cast)
    monkeypatch.setattr(first_steps, "SEVERAL", 100)
    ines = browser(cast.ines)
    assert says_on_every_page(ines, "Invite an agent", "settings_agent")
    assert "Invite an agent" not in plain(browser(cast.hugo).get(reverse("workspace:today"))), "he cannot"
    assert state_of(write("marta.kolb@aldergate.example", "Hello", "Does it work?")) == "ticket"
    assert says_on_every_page(ines, "Invite an agent", "settings_agent")
    Ticket.objects.update(state=TicketState.SOLVED, solved_at=F("last_message_at"), waits_since=None)
    assert not says_on_every_page(ines, "", "settings_agent")


def test_an_invited_agent_joins_by_a_link_that_works_once(ines: Client, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    ines.post(reverse("workspace:settings_team"), {"name": "Service Desk"})
    agent = {"name": "Hugo Marek", "email": "hugo.marek@northwind.example", "role": "agent", "team": _first_team()}
    ines.post(reverse("workspace:settings_agent"), agent)
    token = postroom.unsealed(Letter.objects.get(kind="invite")).data["token"]
    work()
    assert postroom.is_emptied(Letter.objects.get(kind="invite")), "the link is kept nowhere once the letter has left"
    here = reverse("portal:invited", args=[token])
    hugo = Client()
    assert hugo.get(here).status_code == 200
    assert hugo.post(here).status_code == 302
    assert hugo.get(reverse("workspace:today")).status_code == 200
    assert Client().post(here).status_code == 410
    assert token not in caplog.text
    assert "Hugo Marek" not in caplog.text


def _first_team() -> int:
    return Team.objects.values_list("pk", flat=True)[0]
