"""Other programs hear of a day at the desk, and the how-to shows how they know that it was us."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from rapport.domains.desk import actions as desk
from rapport.domains.desk.tests.mails import mail, mailbox, receive
from rapport.domains.notices import actions
from rapport.domains.notices.models import HookCall
from rapport.domains.notices.types import OFFERED
from rapport.foundation import jobs, signed_calls
from tests.cast import MONDAY, ONE_HOUR, Cast
from tests.contracts import ROOT

ANOTHER = signed_calls.new_secret()
ADDRESS = "https://8.8.8.8/hook"  # only looked at, never called


@pytest.mark.django_db
def test_a_day_at_the_desk_is_told_without_a_word_of_it(cast: Cast) -> None:
    mailbox(cast)
    actions.open_endpoint(name="Dashboard", url=ADDRESS, events=list(OFFERED), actor=cast.ines, at=MONDAY)
    (found,) = receive(mail(cast.marta, "Plotter in the attic", text="The lighthouse is on fire."))
    desk.assign(ticket_id=found.ticket_id or 0, assignee_id=cast.hugo.person_id, actor=cast.noor, at=MONDAY)
    desk.answer(
        ticket_id=found.ticket_id or 0, text="Water helps.", then="finish", actor=cast.hugo, at=MONDAY + ONE_HOUR
    )
    jobs.run_all("default", at=MONDAY + ONE_HOUR)
    bodies = list(HookCall.objects.order_by("pk").values_list("body", flat=True))
    told = {json.loads(body)["type"] for body in bodies}
    assert {"ticket.opened", "ticket.assigned", "ticket.answered", "ticket.solved", "act.recorded"} <= told
    secret = ("Marta", "Kolb", "Hugo", "Plotter", "lighthouse", "Water", 'example"')
    assert [word for word in secret for body in bodies if word in body] == []


def example() -> Callable[..., bool]:
    """The function that the how-to shows."""
    code = re.findall(r"```python\n(.*?)```", (ROOT / "docs/how-to/receive-webhooks.md").read_text(), re.DOTALL)[0]
    found: dict[str, Any] = {}
    exec(code, found)
    return found["is_from_rapport"]


@pytest.mark.parametrize(
    ("late", "altered", "good"), [(0, b"", True), (299, b"", True), (301, b"", False), (0, b" ", False)]
)
def test_the_how_to_knows_that_it_was_us(late: int, altered: bytes, good: bool) -> None:
    secret, body = signed_calls.new_secret(), b'{"type":"test"}'
    signed = [signed_calls.signature(one, id="msg_1", stamp="1700000000", body=body) for one in (ANOTHER, secret)]
    headers = {"webhook-id": "msg_1", "webhook-timestamp": "1700000000", "webhook-signature": " ".join(signed)}
    assert example()(secret, headers, body + altered, now=1700000000 + late) is good


def test_the_how_to_names_every_event() -> None:
    said = (ROOT / "docs/how-to/receive-webhooks.md").read_text()
    assert [event for event in OFFERED if f"`{event}`" not in said] == []
