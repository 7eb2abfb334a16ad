"""After a matter is done both sides may tap three answers, once, without a mail of its own."""

from __future__ import annotations

from django.urls import reverse

from rapport.domains.desk.models import Ticket
from rapport.domains.ledger.models import Episode, Reflection
from rapport.foundation.models import Letter
from tests.cast import Cast
from tests.stories.conftest import Clock
from tests.stories.scene import letters, links_in, ticket_of, work, write
from tests.visitors import browser, plain

QUESTION = "Did we understand each other?"


def finished(stage: Cast, clock: Clock) -> Ticket:
    """A ticket that Hugo has answered and finished."""
    ticket_id = ticket_of(write(stage.marta, "Plotter stuck", "It swallows drawings."))
    clock.wait(hours=1)
    said = {"text": "It works again.", "then": "finish"}
    browser(stage.hugo).post(reverse("workspace:answer", args=[ticket_id]), said)
    work()
    return Ticket.objects.get(pk=ticket_id)


def test_the_closing_letter_leads_to_the_questions_and_looking_answers_nothing(stage: Cast, clock: Clock) -> None:
    ticket = finished(stage, clock)
    (closing,) = letters("closing", stage.marta)
    (link,) = set(links_in(closing, "/requests/[^/]+/questions/"))
    marta = browser(stage.marta)
    page = plain(marta.get(link, follow=True))
    assert QUESTION in page
    marta.head(link)
    assert Reflection.objects.exclude(answered_at=None).count() == 0
    assert reverse("portal:request", args=[ticket.public_key])


def test_she_taps_once_and_is_not_asked_again(stage: Cast, clock: Clock) -> None:
    ticket = finished(stage, clock)
    marta = browser(stage.marta)
    marta.post(reverse("portal:three_questions", args=[ticket.public_key]), {"understood": "yes"})
    said = Reflection.objects.get(side="theirs")
    assert (said.understood, said.know_each_other, said.they_know_us) == (True, None, None)
    assert QUESTION not in plain(marta.get(reverse("portal:request", args=[ticket.public_key])))


def test_the_agent_is_asked_the_next_day_and_may_skip(stage: Cast, clock: Clock) -> None:
    finished(stage, clock)
    clock.wait(days=1)
    hugo = browser(stage.hugo)
    assert QUESTION in plain(hugo.get(reverse("workspace:today")))
    (asked,) = _episodes()
    hugo.post(reverse("workspace:three_questions", args=[asked]), {"skip": "1"})
    assert QUESTION not in plain(hugo.get(reverse("workspace:today")))
    assert Reflection.objects.get(side="ours").skipped_at == clock.at


def test_the_questions_cause_no_mail_of_their_own(stage: Cast, clock: Clock) -> None:
    finished(stage, clock)
    before = Letter.objects.count()
    clock.wait(days=10)
    work()
    assert Letter.objects.count() == before


def _episodes() -> list[int]:
    return list(Episode.objects.values_list("pk", flat=True))
