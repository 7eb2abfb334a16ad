"""A time that was given is shown to the one it was given to, kept by speaking, and seen when it passes."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse

from rapport.domains.desk.models import Ticket
from rapport.domains.promises import queries as promises
from tests.cast import Cast
from tests.stories.conftest import Clock
from tests.stories.scene import letters, text_of, ticket_of, work, write
from tests.visitors import browser, plain


def promised(stage: Cast, clock: Clock) -> Ticket:
    """Hugo gives Marta a time: tomorrow at the same hour."""
    ticket_id = ticket_of(write(stage.marta, "Plotter stuck", "It swallows drawings."))
    until = (clock.at + timedelta(days=1, hours=1)).strftime("%Y-%m-%dT%H:%M")
    said = {"text": "The part comes tomorrow.", "then": "keep_open", "promise_until": until}
    assert browser(stage.hugo).post(reverse("workspace:answer", args=[ticket_id]), said).status_code == 302
    work()
    return Ticket.objects.get(pk=ticket_id)


def standing(stage: Cast, clock: Clock) -> list[str]:
    """How the promises to Marta stand."""
    found = promises.promises_to(stage.marta, stage.marta.person_id or 0, at=clock.at)
    return [str(one.standing.value) for one in found]


def test_the_time_stands_in_the_mail_and_on_her_page_in_her_own_zone(stage: Cast, clock: Clock) -> None:
    ticket = promised(stage, clock)
    (answer,) = letters("answer", stage.marta)
    assert "You hear from us again by Thursday 12 November 2026, 11:00." in " ".join(text_of(answer).split())
    assert "11:00" in plain(browser(stage.marta).get(reverse("portal:request", args=[ticket.public_key])))


def test_speaking_in_time_keeps_it(stage: Cast, clock: Clock) -> None:
    ticket = promised(stage, clock)
    clock.wait(hours=20)
    browser(stage.hugo).post(
        reverse("workspace:answer", args=[ticket.pk]), {"text": "Here it is.", "then": "keep_open"}
    )
    assert standing(stage, clock) == ["kept"]


def test_silence_breaks_it_and_the_agent_sees_it_first(stage: Cast, clock: Clock) -> None:
    ticket = promised(stage, clock)
    clock.wait(days=2)
    assert standing(stage, clock) == ["broken"]
    today = plain(browser(stage.hugo).get(reverse("workspace:today")))
    assert "The next word on “" in today
    browser(stage.hugo).post(reverse("workspace:answer", args=[ticket.pk]), {"text": "Sorry.", "then": "keep_open"})
    assert standing(stage, clock) == ["broken"], "spoken too late, it stays broken"
