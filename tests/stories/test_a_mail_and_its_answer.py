"""You write, you hear at once that we have it, a person answers, and both sides see one conversation."""

from __future__ import annotations

import pytest
from django.urls import reverse

from rapport.domains.desk.models import Message, Ticket
from rapport.domains.ledger.models import Act, Episode, Relationship
from tests.cast import Cast
from tests.stories.conftest import Clock
from tests.stories.scene import letters, state_of, text_of, ticket_of, work, write
from tests.visitors import browser, plain


def test_a_mail_is_acknowledged_answered_and_goes_on_in_one_ticket(stage: Cast, clock: Clock) -> None:
    raw = write(stage.marta, "Plotter stuck", "It swallows drawings.")
    assert state_of(raw) == "ticket"
    (acknowledged,) = letters("acknowledgement", stage.marta)
    assert "Plotter stuck" in text_of(acknowledged)
    assert "sign-in" not in text_of(acknowledged)
    ticket = Ticket.objects.get(pk=ticket_of(raw))

    hugo = browser(stage.hugo)
    assert "Plotter stuck" in plain(hugo.get(reverse("workspace:queue")))
    clock.wait(minutes=5)
    said = {"text": "We are looking.", "then": "keep_open"}
    assert hugo.post(reverse("workspace:answer", args=[ticket.pk]), said).status_code == 302
    work()
    (answer,) = letters("answer", stage.marta)
    assert answer["In-Reply-To"].strip() == _first_id(raw)
    assert answer["Subject"].removeprefix("Re: ") == "Plotter stuck"
    assert "We are looking." in text_of(answer)

    clock.wait(minutes=5)
    reply = write(stage.marta, "Re: Plotter stuck", "Thank you, and it beeps now.", answers=answer)
    assert (state_of(reply), ticket_of(reply)) == ("reply", ticket.pk)
    page = plain(browser(stage.marta).get(reverse("portal:request", args=[ticket.public_key])))
    for words in ("It swallows drawings.", "We are looking.", "it beeps now", "Hugo Marek"):
        assert words in page
    acts = Act.objects.filter(ref_kind="ticket", ref_id=ticket.pk).order_by("at")
    assert [act.direction for act in acts] == ["theirs", "ours", "theirs"]


def test_a_reply_in_the_portal_reaches_the_agent(stage: Cast) -> None:
    ticket = Ticket.objects.get(pk=ticket_of(write(stage.marta, "Plotter stuck", "It swallows drawings.")))
    here = reverse("portal:request", args=[ticket.public_key])
    assert browser(stage.marta).post(here, {"text": "It smells, too."}).status_code == 302
    assert "It smells, too." in plain(browser(stage.hugo).get(reverse("workspace:ticket", args=[ticket.pk])))


def test_two_finished_matters_begin_a_relationship(stage: Cast, clock: Clock) -> None:
    for number in (1, 2):
        ticket_id = ticket_of(write(stage.marta, f"Matter {number}", "Please look."))
        clock.wait(hours=1)
        said = {"text": "Done.", "then": "finish"}
        browser(stage.hugo).post(reverse("workspace:answer", args=[ticket_id]), said)
        clock.wait(days=1)
    assert Episode.objects.filter(person_id=stage.marta.person_id, completed_at__isnull=False).count() == 2
    assert Relationship.objects.filter(person_id=stage.marta.person_id, team=stage.service_desk).count() == 1
    shown = plain(browser(stage.hugo).get(reverse("workspace:person", args=[stage.marta.person_id])))
    assert "Matter 1" in shown
    assert "Matter 2" in shown
    assert "Matter 1" in plain(browser(stage.marta).get(reverse("portal:relationship")))


def test_beside_the_conversation_stands_what_was_before(stage: Cast, clock: Clock) -> None:
    before = ticket_of(write(stage.marta, "Roller torn", "Please look."))
    hugo = browser(stage.hugo)
    hugo.post(reverse("workspace:answer", args=[before]), {"text": "Done.", "then": "finish"})
    clock.wait(days=8)
    ticket_id = ticket_of(write(stage.marta, "Plotter stuck", "It swallows drawings."))
    page = plain(browser(stage.hugo).get(reverse("workspace:ticket", args=[ticket_id])))
    said, _, beside = page.partition('<aside class="side"')
    assert "It swallows drawings." in said
    assert "Roller torn" in beside


@pytest.mark.parametrize("channel", ["phone", "walk-in", "chat", "visit"])
def test_what_was_said_elsewhere_is_logged_in_one_line(stage: Cast, channel: str) -> None:
    ticket_id = ticket_of(write(stage.marta, "Plotter stuck", "It swallows drawings."))
    hugo, said = browser(stage.hugo), {"text": "It works again.", "channel": channel, "direction": "theirs"}
    assert hugo.post(reverse("workspace:contact", args=[ticket_id]), said).status_code == 302
    assert "It works again." in plain(hugo.get(reverse("workspace:ticket", args=[ticket_id])))
    act = Act.objects.get(ref_kind="ticket", ref_id=ticket_id, channel=channel)
    assert (act.direction, act.person_id, act.exchange) == ("theirs", stage.marta.person_id, "service")
    paid = said | {"direction": "ours", "exchange": "finance", "planned": "on"}
    hugo.post(reverse("workspace:contact", args=[ticket_id]), paid)
    act = Act.objects.get(ref_kind="ticket", ref_id=ticket_id, channel=channel, direction="ours")
    assert (act.exchange, act.planned) == ("finance", True)


def _first_id(raw: int) -> str:
    return f"<{Message.objects.get(raw_mail_id=raw).mail_id.strip('<>')}>"
