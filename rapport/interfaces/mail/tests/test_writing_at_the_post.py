"""The demo's post takes mail as the listener does: for mailboxes that are there."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from rapport.domains.desk.tests.mails import mailbox
from rapport.foundation.models import RawMail
from tests import cast

GIVEN = {"sender": "ada@example.org", "name": "Ada", "subject": "Printer", "text": "It smokes."}


@pytest.mark.parametrize(("to", "status", "taken"), [("helpx", 400, 0), ("nobody+x", 400, 0), ("", 302, 1)])
def test_a_mail_to_nobody_is_refused_on_the_form(db: None, settings: Any, to: str, status: int, taken: int) -> None:
    settings.DEMO, settings.SMARTHOST = True, ""
    known = mailbox(cast.build()).address
    address = f"{to}@{known.partition('@')[2]}" if to else known
    answer = Client().post("/post/write/", {**GIVEN, "to": address})
    assert (answer.status_code, RawMail.objects.count()) == (status, taken)
    assert ("Nobody here has this address" in answer.content.decode()) == (not taken)
