"""A mail that cannot be trusted waits for a person; nothing of it is lost and its sender learns nothing."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from rapport.domains.desk.models import HeldMessage, Message
from rapport.foundation.models import Letter
from tests.cast import Cast
from tests.stories.scene import letters, state_of, ticket_of, write
from tests.visitors import browser, plain


def forged(stage: Cast, settings: Any) -> tuple[int, int]:
    """Somebody writes in Marta's name into her ticket, and her domain's policy says that it is not she."""
    settings.TRUSTED_MAIL_SERVERS = ["mx.northwind.example"]
    ticket_id = ticket_of(write(stage.marta, "Plotter stuck", "It swallows drawings.", proof="pass"))
    (acknowledged,) = letters("acknowledgement", stage.marta)
    raw = write(stage.marta, "Re: Plotter stuck", "Send the key to me.", answers=acknowledged, proof="fail")
    return ticket_id, raw


def test_a_forged_reply_waits_and_nobody_is_told(stage: Cast, settings: Any) -> None:
    ticket_id, raw = forged(stage, settings)
    assert state_of(raw) == "held"
    assert Message.objects.filter(ticket_id=ticket_id, text__contains="Send the key").count() == 0
    assert Letter.objects.count() == 1
    shown = plain(browser(stage.hugo).get(reverse("workspace:held")))
    assert "Send the key" in shown and "The sender looks forged: DMARC failed." in shown


def test_an_agent_lets_it_in_or_leaves_it_out(stage: Cast, settings: Any) -> None:
    ticket_id, _ = forged(stage, settings)
    (held,) = HeldMessage.objects.values_list("pk", flat=True)
    browser(stage.hugo).post(reverse("workspace:decide", args=[held]), {"decision": "accept"})
    assert Message.objects.get(ticket_id=ticket_id, text__contains="Send the key").unproven
    assert "Send the key" not in plain(browser(stage.hugo).get(reverse("workspace:held")))


def test_another_team_does_not_see_it(stage: Cast, settings: Any) -> None:
    forged(stage, settings)
    assert "Send the key" not in plain(browser(stage.sanna).get(reverse("workspace:held")))
