"""Who writes German is answered in German, from the acknowledgement to the thanks for their three answers."""

from __future__ import annotations

from datetime import timedelta
from email.message import EmailMessage

import pytest
from django.test import Client
from django.urls import reverse

from rapport.domains.desk import actions as desk
from rapport.domains.desk.models import Mailbox, Message, Ticket, Visit
from rapport.domains.people import actions as people
from rapport.domains.people.models import Organisation, Person
from rapport.foundation.actors import system
from rapport.foundation.models import Letter
from rapport.interfaces.mail.tests.test_letters_in_german import english_in
from tests.cast import MONDAY, Cast, address
from tests.stories.conftest import Clock
from tests.stories.scene import leaving, letters, links_in, text_of, ticket_of, work, write
from tests.visitors import browser, plain

GERMAN = "Der Plotter im ersten Stock zieht seit heute früh kein Papier mehr ein. Können Sie bitte helfen?"
FRENCH = "Bonjour, le traceur du premier étage ne prend plus de papier depuis ce matin. Pouvez-vous m'aider ?"
HOME = "m@home.example"
OUTLOOK = """

-----Original Message-----
From: Notices <notices@aldergate.example>
Sent: Tuesday, 10 November 2026 18:02
To: Marta Kolb
Subject: Maintenance

The print server will be restarted tonight. Please save your work before you leave the office, thank you.
"""


@pytest.fixture(autouse=True)
def undecided(stage: Cast) -> None:
    """Marta chose no language, and the mailbox names none."""
    Person.objects.filter(pk=stage.marta.person_id).update(language="")


def last(kind: str, stage: Cast) -> EmailMessage:
    """The newest letter of a kind to Marta."""
    return letters(kind, stage.marta)[-1]


def asked(stage: Cast, text: str = GERMAN) -> Ticket:
    return Ticket.objects.get(pk=ticket_of(write(stage.marta, "Plotter", text)))


def test_from_her_mail_to_her_thanks(stage: Cast, clock: Clock) -> None:
    ticket = asked(stage, GERMAN + OUTLOOK)
    first = last("acknowledgement", stage)
    assert (first["Content-Language"], first["Subject"]) == ("de", "Re: Plotter")
    assert "Ihre Nachricht „Plotter“ ist bei uns angekommen." in " ".join(text_of(first).split())
    clock.wait(hours=1)
    soon = (clock.at + timedelta(days=2)).isoformat()
    said = {"text": "Wir kommen vorbei.", "then": "keep_open", "promise_until": soon, "promise_kind": "word"}
    browser(stage.hugo).post(reverse("workspace:answer", args=[ticket.pk]), said)
    work()
    assert "Sie hören bis Freitag, 13. November 2026, " in text_of(last("answer", stage))
    browser(stage.hugo).post(
        reverse("workspace:answer", args=[ticket.pk]), {"text": "Er läuft wieder.", "then": "finish"}
    )
    work()
    (link,) = set(links_in(last("closing", stage), "/questions/"))
    assert link.endswith("?lang=de")
    marta = Client()
    for page in (
        marta.get(link),
        marta.post(link, {}),
        marta.post(link, {"understood": "yes"}, follow=True),
        marta.get("/questions/unknown?lang=de"),
    ):
        shown = page.content.decode()
        assert '<html lang="de"' in shown and english_in(shown) == [], english_in(shown)
    assert "Wir haben einander verstanden." in plain(marta.get(f"{link}&sent=1"))
    assert 'lang="en"' in marta.get(link.partition("?")[0]).content.decode()


def test_whose_language_counts(stage: Cast, clock: Clock) -> None:
    box = Mailbox.objects.get()
    assert languages(asked(stage), stage) == ["de"]
    Person.objects.filter(pk=stage.marta.person_id).update(language="en")
    assert languages(asked(stage), stage) == ["en"]
    Person.objects.filter(pk=stage.marta.person_id).update(language="")
    Mailbox.objects.update(language="de")
    assert languages(asked(stage, FRENCH), stage) == ["de"]
    Mailbox.objects.update(language="")
    Organisation.objects.filter(pk=stage.aldergate.pk).update(language="de")
    assert languages(asked(stage, FRENCH), stage) == ["de"]
    assert box.language == ""


def languages(ticket: Ticket, stage: Cast) -> list[str]:
    """In which language an answer on it is written, beside its acknowledgement where it had one."""
    desk.answer(ticket_id=ticket.pk, text=f"Number {ticket.pk}.", actor=stage.hugo, at=ticket.opened_at)
    work()
    about = [one for one in letters("answer", stage.marta) if f"Number {ticket.pk}." in text_of(one)]
    return [str(one["Content-Language"]) for one in about]


def test_what_an_agent_noted_of_a_call_is_not_their_language(stage: Cast, clock: Clock) -> None:
    ticket = asked(stage)
    said = {"channel": "phone", "direction": "theirs", "text": "She says that it is the blue plotter upstairs."}
    browser(stage.hugo).post(reverse("workspace:contact", args=[ticket.pk]), said)
    Message.objects.filter(ticket=ticket, language__isnull=True).update(language="en")
    assert languages(ticket, stage) == ["de"]


def test_a_visit_is_moved_in_german_also_by_who_has_to_sign_in_first(stage: Cast, clock: Clock) -> None:
    ticket = asked(stage)
    day = (clock.at + timedelta(days=2)).date().isoformat()
    said = {"day": day, "begins": "09:00", "ends": "11:00", "what": "Walzen tauschen", "kit": "", "once": "k1"}
    said |= {"technician": str(stage.hugo.person_id), "site": str(stage.head_office.pk)}
    assert browser(stage.hugo).post(reverse("workspace:visit_for_ticket", args=[ticket.pk]), said).status_code == 302
    work()
    letter = last("visit", stage)
    assert "Freitag, 13. November 2026, zwischen 09:00 und 11:00 Uhr" in " ".join(text_of(letter).split())
    (link,) = set(links_in(letter, "/visits/"))
    stranger = Client()
    for page in (
        stranger.get(link, follow=True),
        stranger.post("/sign-in/?lang=de", {"email": "nobody@aldergate.example"}),
        stranger.post("/sign-in/?lang=de", {"email": "marta"}),
        stranger.post("/sign-in/?lang=de", {"email": ""}),
        stranger.get("/sign-in/unknown/?lang=de"),
    ):
        assert '<html lang="de"' in page.content.decode() and english_in(page.content.decode()) == []
    marta = browser(stage.marta)
    page = marta.get(link).content.decode()
    free = page.partition('name="starts_at" value="')[2].partition('"')[0]
    shown = [page, marta.post(link, {}).content.decode()]
    shown.append(marta.post(link, {"starts_at": free}, follow=True).content.decode())
    asking = reverse("portal:visit_ask", args=[Visit.objects.get().public_key])
    shown.append(marta.post(f"{asking}?lang=de", {"words": "Nur nach 14 Uhr."}, follow=True).content.decode())
    for one in shown:
        assert '<html lang="de"' in one and english_in(one) == [], english_in(one)
    assert "Der Besuch hat seinen neuen Termin." in shown[2]
    assert Message.objects.latest("pk").language == ""  # our words around hers tell nothing
    Person.objects.filter(pk=stage.marta.person_id).update(language="de")
    by_hand = browser(stage.marta).get(link.partition("?")[0]).content.decode()  # not from the letter: she reads German
    assert '<html lang="de"' in by_hand and english_in(by_hand) == []


def test_signing_in_and_confirming_speak_her_language_else_the_providers(stage: Cast, clock: Clock) -> None:
    Organisation.objects.filter(pk=stage.northwind.pk).update(language="de")
    people.sign_in_link(email=address(stage.marta), actor=stage.nobody, at=clock.at)
    people.claim_address(address=HOME, actor=stage.marta, at=clock.at)
    signing, confirming = leaving("sign_in", address(stage.marta)), leaving("confirm", HOME)
    assert (signing["Content-Language"], str(signing["Subject"])[:24]) == ("de", "Ihr Link zur Anmeldung b")
    client = Client()
    for letter, path in ((signing, "/sign-in/"), (confirming, "/confirm/")):
        (link,) = set(links_in(letter, path))
        shown = client.get(link).content.decode()
        assert '<html lang="de"' in shown and english_in(shown) == []
        if path == "/confirm/":
            assert english_in(client.post(link).content.decode()) == []
    assert people.create_organisation(name="Neu", actor=system(), at=MONDAY).language == "de"


def test_the_link_comes_in_the_language_of_the_page_it_was_asked_for_on(stage: Cast, clock: Clock) -> None:
    """A German browser reads a German page, and so the letter; what she chose herself comes first."""
    marta, wanted = address(stage.marta), []
    for language, headers in (("", {"Accept-Language": "de-AT,en;q=0.5"}), ("", {}), ("en", {"Accept-Language": "de"})):
        Person.objects.filter(pk=stage.marta.person_id).update(language=language)
        Client().post("/sign-in/", {"email": marta}, headers=headers)
        letter = Letter.objects.filter(kind="sign_in").latest("pk")
        wanted.append((letter.language, letter.subject.partition(" ")[0]))
    assert wanted == [("de", "Ihr"), ("en", "Your"), ("en", "Your")]


def test_asked_before_it_is_confirmed(stage: Cast, clock: Clock) -> None:
    Mailbox.objects.update(language="de")
    Client().post(reverse("portal:home"), {"ask": GERMAN, "name": "Marta Kolb", "email": HOME, "seen": "1"})
    work()
    letter = letters("acknowledgement", HOME)[-1]
    assert str(letter["Subject"]) == f"Ihr Anliegen {Ticket.objects.get().key}"
    (link,) = set(links_in(letter, "/mine/"))
    client = Client()
    for page in (client.get(link), client.post(link), client.post(link)):
        assert '<html lang="de"' in page.content.decode() and english_in(page.content.decode()) == []
