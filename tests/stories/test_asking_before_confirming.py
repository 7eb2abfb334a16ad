"""Somebody not signed in asks at once; staff see it as unconfirmed, nobody else does, and the link makes it theirs."""

from __future__ import annotations

import re

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from rapport.domains.desk import queries as desk
from rapport.domains.desk.models import Attachment, Ticket
from rapport.domains.knowledge import actions as knowledge
from rapport.domains.knowledge.types import Audience, Draft, Readers
from rapport.domains.ledger import queries as ledger
from rapport.domains.people.models import Person
from rapport.foundation import jobs, search
from rapport.foundation.models import Letter
from rapport.interfaces.mail.rendering import in_words
from tests.cast import MONDAY, Cast, address
from tests.stories.conftest import Clock
from tests.visitors import browser, plain
from tests.world import NOW

LAPTOP = "my laptop will not start"
MARTAS = "marta.kolb@aldergate.example"


def sent(client: Client, email: str = MARTAS, **more: object) -> object:
    """What the form of the first page sends, and where it leads."""
    said = {"ask": LAPTOP, "name": "Marta Kolb", "email": email, "seen": "1", **more}
    return client.post(reverse("portal:home"), said, follow=True)


def link_in(letter: Letter) -> str:
    """The link of the acknowledgement."""
    found = re.search(r"/mine/[\w-]+/", in_words(letter).text)
    assert found
    return found.group(0)


def acknowledgement() -> Letter:
    return Letter.objects.filter(kind="acknowledgement").latest("pk")


def test_it_is_with_us_at_once_and_only_staff_see_it(stage: Cast, clock: Clock) -> None:
    page = sent(browser(stage.nobody))
    assert "We have it" in plain(page) and "reads it" in plain(page)
    ticket = Ticket.objects.get()
    assert "address not confirmed" in plain(browser(stage.hugo).get(reverse("workspace:ticket", args=[ticket.pk])))
    for actor in (stage.marta, stage.ivo, stage.ruth, stage.lena, stage.tomas, stage.nobody):
        shown = browser(actor).get(reverse("portal:request", args=[ticket.public_key]))
        assert shown.status_code in {302, 404}, actor.name
        assert not search.find(actor, "laptop").rows, actor.name
    assert desk.own_tickets(stage.marta).rows == []
    assert not ledger.recent_episodes(stage.marta, [stage.marta.person_id or 0])
    assert "We have it" not in plain(Client().get(reverse("portal:sent"), follow=True))


def test_the_link_makes_it_hers_once_and_only_by_its_button(stage: Cast, clock: Clock) -> None:
    sent(browser(stage.nobody))
    ticket, link = Ticket.objects.get(), link_in(acknowledgement())
    assert [to[1] for to in acknowledgement().to] == [address(stage.marta)]
    client = Client()
    assert "Was it you" in plain(client.get(link)) and desk.own_tickets(stage.marta).rows == []
    assert "It is yours" in plain(client.post(link))
    jobs.run_all(at=NOW)
    hers = browser(stage.marta).get(reverse("portal:request", args=[ticket.public_key]))
    assert hers.status_code == 200 and LAPTOP in plain(hers)
    assert browser(stage.ivo).get(reverse("portal:request", args=[ticket.public_key])).status_code == 404
    assert client.post(link).status_code == 410
    assert "address not confirmed" not in plain(browser(stage.hugo).get(reverse("workspace:ticket", args=[ticket.pk])))


def test_an_answer_goes_to_the_address_before_it_is_confirmed(stage: Cast, clock: Clock) -> None:
    sent(browser(stage.nobody), email="new.one@else.example")
    ticket = Ticket.objects.get()
    where = reverse("workspace:answer", args=[ticket.pk])
    browser(stage.hugo).post(where, {"text": "Hold the button.", "then": "keep_open"})
    assert [to[1] for to in Letter.objects.get(kind="answer").to] == ["new.one@else.example"]
    Client().post(link_in(acknowledgement()))
    person = Person.objects.get(addresses__address="new.one@else.example")
    assert Ticket.objects.get().requester_id == person.pk and not person.unproven


def test_nothing_a_stranger_writes_is_mailed_to_the_address_they_name(stage: Cast, clock: Clock) -> None:
    sent(browser(stage.nobody), ask="Buy at evil.example now", name="evil.example")
    letter = acknowledgement()
    said = in_words(letter)
    assert not [part for part in (said.subject, said.text, str(said.html)) if "evil" in part]
    assert not any("evil" in name for name, _ in letter.to)


def test_a_known_and_an_unknown_address_are_told_the_same(stage: Cast, clock: Clock) -> None:
    pages = []
    for email in (MARTAS, "nobody.here@else.example"):
        shown = plain(sent(browser(stage.nobody), email=email)).replace(email, "ADDRESS")
        pages.append(re.sub(r"[A-Z]+-\d+", "KEY", shown))
    assert pages[0] == pages[1]


def test_a_flood_for_one_address_ends_and_loses_nothing(stage: Cast, clock: Clock) -> None:
    answers = [sent(browser(stage.nobody), ask=f"{LAPTOP} {n}").status_code for n in range(5)]  # type: ignore[attr-defined]
    assert answers == [200, 200, 200, 429, 429] and Ticket.objects.count() == 3


def test_the_same_form_twice_is_one_request(stage: Cast, clock: Clock) -> None:
    client = browser(stage.nobody)
    for _ in range(2):
        assert "We have it" in plain(sent(client, once="the-same-key"))
    assert Ticket.objects.count() == 1


def test_what_may_help_is_shown_once_before_it_is_sent_and_stands_in_the_acknowledgement(
    stage: Cast, clock: Clock
) -> None:
    draft = Draft("When the laptop does not start", "Hold the button.")
    made = knowledge.write_article(draft=draft, readers=Readers(Audience.EVERYBODY), actor=stage.hugo, at=MONDAY)
    client = browser(stage.nobody)
    before = sent(client, seen="")
    assert draft.title in plain(before) and "None of these" in plain(before) and not Ticket.objects.exists()
    assert client.get(reverse("portal:suggest"), {"q": "my lapto"}).json()["many"] == 1
    after = sent(client)
    assert "We have it" in plain(after) and draft.title in plain(after)
    said = in_words(acknowledgement())
    assert f"/help/{made.key}/" in said.text and draft.title in str(said.html)


def test_files_come_with_it_and_what_is_too_much_is_said_at_the_field(stage: Cast, clock: Clock) -> None:
    picture = SimpleUploadedFile("screen.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 32)
    sent(browser(stage.nobody), enclosed=picture)
    assert Attachment.objects.get().name == "screen.png"
    many = [SimpleUploadedFile(f"{n}.txt", b"words") for n in range(6)]
    page = sent(browser(stage.nobody), enclosed=many)
    assert page.status_code == 400 and "“5.txt” does not fit: 5 files may come along" in plain(page)  # type: ignore[attr-defined]
    assert "your text is kept" in plain(page) and "5 files at most, each of 10 MB" in plain(page)
    assert Ticket.objects.count() == 1


def test_whoever_asked_says_that_it_is_solved_and_opens_it_again(stage: Cast, clock: Clock) -> None:
    marta = browser(stage.marta)
    marta.post(reverse("portal:home"), {"ask": LAPTOP, "seen": "1"})
    ticket = Ticket.objects.get()
    where = reverse("portal:request", args=[ticket.public_key])
    assert "This solved it" in plain(marta.get(where))
    solved = reverse("portal:solved", args=[ticket.public_key])
    assert "open again" in plain(marta.post(solved, {"minutes": "40"}, follow=True))
    assert Ticket.objects.get().state == "solved"
    seen = ledger.timeline(stage.marta, stage.marta.person_id).acts[-1]
    assert (seen.direction, seen.completes, seen.minutes) == ("theirs", True, 40), "what it cost them, as they state it"
    marta.post(where, {"text": "Not after all.", "enclosed": SimpleUploadedFile("a.txt", b"words")})
    assert Ticket.objects.get().state == "open" and Attachment.objects.get().name == "a.txt"
