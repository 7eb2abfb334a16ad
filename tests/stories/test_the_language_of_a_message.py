"""A message in another language than the pages says so to programs that read aloud, and to the agent in a word."""

from __future__ import annotations

from django.urls import reverse

from rapport.domains.desk import actions, queries
from rapport.domains.desk.models import Message, Ticket
from rapport.foundation.actors import system
from tests.cast import Cast
from tests.stories.conftest import Clock
from tests.stories.scene import ticket_of, work, write
from tests.visitors import browser

GERMAN = "Der Scanner im Lager liest seit heute früh keine Etiketten mehr. Können Sie bitte helfen?"
ENGLISH = "The scanner in the hall reads no labels since this morning. Can you please help?"


def languages(ticket: Ticket) -> list[str | None]:
    """What each message of a ticket is said to be in."""
    return list(Message.objects.filter(ticket=ticket).order_by("pk").values_list("language", flat=True))


def test_a_mail_has_its_language_when_it_is_read_and_the_pages_say_so(stage: Cast, clock: Clock) -> None:
    ticket = Ticket.objects.get(pk=ticket_of(write(stage.marta, "Scanner", GERMAN)))
    assert languages(ticket) == ["de"]
    desk = browser(stage.hugo).get(reverse("workspace:ticket", args=[ticket.pk])).content.decode()
    hers = browser(stage.marta).get(reverse("portal:request", args=[ticket.public_key])).content.decode()
    for page in (desk, hers):
        assert f'<div lang="de" dir="auto"><p>{GERMAN}' in page
    assert "<small>German</small>" in desk and "<small>German</small>" not in hers


def test_what_pages_and_programs_send_is_looked_at_within_a_minute_and_once(stage: Cast, clock: Clock) -> None:
    ticket = Ticket.objects.get(pk=ticket_of(write(stage.marta, "Scanner", ENGLISH)))
    browser(stage.marta).post(reverse("portal:request", args=[ticket.public_key]), {"text": GERMAN})
    browser(stage.hugo).post(reverse("workspace:answer", args=[ticket.pk]), {"text": "Ok.", "then": "keep_open"})
    work()
    assert languages(ticket)[:2] == ["en", None]
    assert actions.read_languages(actor=system(), at=clock.at) == 2
    assert languages(ticket) == ["en", "de", ""]  # two letters are not sure enough
    assert actions.read_languages(actor=system(), at=clock.at) == 0
    page = browser(stage.hugo).get(reverse("workspace:ticket", args=[ticket.pk])).content.decode()
    assert page.count("<small>German</small>") == 1 and page.count('<div lang="en" dir="auto">') == 1


def test_a_call_they_began_is_said_to_be_noted_by_the_agent(stage: Cast, clock: Clock) -> None:
    ticket = Ticket.objects.get(pk=ticket_of(write(stage.marta, "Scanner", ENGLISH)))
    said = {"channel": "phone", "direction": "theirs", "text": "It is the blue one."}
    browser(stage.hugo).post(reverse("workspace:contact", args=[ticket.pk]), said)
    call = queries.ticket(stage.hugo, ticket.pk).messages[-1]
    assert (call.author, call.noted_by, call.side) == (stage.marta.name, stage.hugo.name, "theirs")
    for who, name, key in (
        (stage.hugo, "workspace:ticket", ticket.pk),
        (stage.marta, "portal:request", ticket.public_key),
    ):
        page = browser(who).get(reverse(name, args=[key])).content.decode()
        assert f"Call from {stage.marta.name}" in page and f"noted by {stage.hugo.name}" in page
