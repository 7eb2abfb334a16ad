"""Several mailboxes, each with its own identity: who writes, what stands below, and where an answer comes from."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from rapport.domains.desk import actions, queries
from rapport.domains.desk.models import Mailbox, Ticket
from rapport.domains.desk.tests.mails import mail, receive
from rapport.foundation.actors import system
from rapport.foundation.models import Letter
from rapport.interfaces.mail.rendering import in_words
from rapport.interfaces.workspace.mailboxes import pages
from tests.cast import MONDAY, ONE_HOUR, Cast
from tests.stories.conftest import Clock
from tests.visitors import browser, plain

SITES = "sites@northwind.example"
SIGNED = "Northwind Sites\nDay and night: +49 30 1234"


def sites(cast: Cast) -> Mailbox:
    """A second mailbox of the same team, with a voice of its own."""
    return actions.add_mailbox(
        address=SITES,
        name="Site support",
        sender_name="Northwind Sites",
        signature=SIGNED,
        language="de",
        team_id=cast.service_desk.pk,
        imap_host="imap.example",
        imap_user="sites",
        imap_password="secret",
        actor=cast.ines,
        at=MONDAY,
    )


def ticket(cast: Cast, box: Mailbox) -> Ticket:
    """Marta wrote to it."""
    (found,) = receive(mail(cast.marta, to=(SITES,), recipients=(SITES,)))
    made = Ticket.objects.get(pk=found.ticket_id)
    assert made.mailbox == box
    return made


def answered(cast: Cast, found: Ticket) -> Letter:
    """What she gets."""
    actions.answer(ticket_id=found.pk, text="It is on its way.", then="wait", actor=cast.hugo, at=MONDAY + ONE_HOUR)
    return Letter.objects.filter(kind="answer").latest("pk")


def test_an_answer_speaks_for_the_mailbox_it_came_to(stage: Cast) -> None:
    letter = answered(stage, ticket(stage, sites(stage)))
    assert (letter.sender_name, letter.sender_address, letter.language) == ("Northwind Sites", SITES, "de")
    words = in_words(letter)
    assert f"Hugo Marek, Site support\n{SIGNED}" in words.text
    assert "Northwind Sites<br>Day and night" in (words.html or "")


def test_what_a_person_chose_comes_before_the_mailbox(stage: Cast) -> None:
    found = ticket(stage, sites(stage))
    type(found.requester).objects.filter(pk=found.requester_id).update(language="fr")
    assert answered(stage, found).language == "fr"


def test_a_removed_one_leaves_what_it_brought(stage: Cast) -> None:
    box = sites(stage)
    found = ticket(stage, box)
    page = browser(stage.ines).post(reverse("workspace:remove_mailbox", args=[box.pk]), follow=True)
    assert "What was taken stays" in plain(page)
    letter = answered(stage, Ticket.objects.get(pk=found.pk))
    assert letter.sender_address == "help@northwind.example"
    with pytest.raises(actions.WrongMailbox, match="only mailbox"):
        actions.remove_mailbox(mailbox_id=Mailbox.objects.get().pk, actor=stage.ines, at=MONDAY)


def test_a_paused_one_is_not_looked_into_and_begins_where_it_was_left(stage: Cast) -> None:
    box = sites(stage)
    actions.note_fetch(mailbox_id=box.pk, actor=system(), at=MONDAY, uidvalidity=3, last_uid=41)
    ines = browser(stage.ines)
    ines.post(reverse("workspace:pause_mailbox", args=[box.pk]))
    assert queries.mailboxes_to_fetch(system()) == []
    ines.post(reverse("workspace:resume_mailbox", args=[box.pk]))
    assert [one.last_uid for one in queries.mailboxes_to_fetch(system())] == [41]


def test_a_change_keeps_the_password_and_its_place(stage: Cast, clock: Clock) -> None:
    box = sites(stage)
    actions.note_fetch(mailbox_id=box.pk, actor=system(), at=MONDAY, uidvalidity=3, last_uid=41)
    said = {"name": "Sites", "team_id": stage.service_desk.pk, "imap_port": 993, "imap_host": "imap.example"}
    address = reverse("workspace:mailbox", args=[box.pk])
    assert browser(stage.ines).post(address, said | {"imap_user": "sites"}).status_code == 302
    changed = Mailbox.objects.get(pk=box.pk)
    assert (changed.name, changed.last_uid, changed.imap_password_sealed) == ("Sites", 41, box.imap_password_sealed)
    assert "secret" not in plain(browser(stage.ines).get(address))


def test_the_password_we_have_goes_to_no_other_server(stage: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    box, sent = sites(stage), []

    def tried(**account: Any) -> pages.testing.Tried:
        sent.append(account)
        return pages.testing.Tried(True, "It works.")

    monkeypatch.setattr(pages.testing, "try_mailbox", tried)
    said = {"name": "S", "team_id": stage.service_desk.pk, "imap_port": 993, "imap_user": "sites", "test": "1"}
    address, ines = reverse("workspace:mailbox", args=[box.pk]), browser(stage.ines)
    assert "enter the password, too" in plain(ines.post(address, said | {"imap_host": "evil.example"}))
    assert sent == []
    assert "It works." in plain(ines.post(address, said | {"imap_host": "imap.example"}))
    assert [one["password"] for one in sent] == ["secret"]
