"""The demo's post takes mail as the listener does: for mailboxes that are there."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from rapport.domains.desk.tests.mails import mailbox
from rapport.foundation import postroom
from rapport.foundation.models import RawMail
from rapport.interfaces.mail import mime, rendering
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


def test_the_newest_letter_stands_first_and_odd_addresses_break_nothing(db: None, settings: Any) -> None:
    """The demo tells of other days: a letter of last week may have been written down after one of today."""
    settings.DEMO, settings.SMARTHOST = True, ""
    cast.build()
    for subject, at in (("Today", cast.MONDAY), ("Last week", cast.MONDAY - timedelta(days=7))):
        letter = postroom.NewLetter(
            kind="answer",
            data={},
            to=[("Ada", "ada@example.org")],
            sender=("Northwind", "rapport@example.org"),
            subject=subject,
            message_id=postroom.new_message_id("answer"),
        )
        postroom.post([letter], at=at)
    for sent in ({}, {"before": "²"}, {"before": "9" * 4400}):
        shown = Client().get("/post/", sent).content.decode()
        assert 0 < shown.index("Today") < shown.index("Last week"), sent


def test_a_letter_worded_for_its_reader_shows_the_subject_it_was_sent_with(db: None, settings: Any) -> None:
    settings.DEMO, settings.SMARTHOST = True, ""
    cast.build()
    [row] = postroom.post(
        [
            postroom.NewLetter(
                kind="problem_fixed",
                data={"name": "Ada", "brand": "Northwind", "title": "No route", "words": "", "key": "k"},
                to=[("Ada", "ada@example.org")],
                sender=("Northwind", "rapport@example.org"),
                subject="",
                message_id=postroom.new_message_id("problemfixed"),
            )
        ],
        at=cast.MONDAY,
    )
    row.mime = mime.build(row, rendering.in_words(row))
    postroom.keep_mime([row], at=cast.MONDAY)
    for page in ("/post/", f"/post/{row.pk}/"):
        assert "Fixed: No route" in Client().get(page).content.decode()
    assert "Re: Fixed: No route" in Client().get(f"/post/{row.pk}/").content.decode()


def test_the_demos_webhooks_are_taken_here_or_find_it_closed(db: None, settings: Any) -> None:
    there = Client(enforce_csrf_checks=True)
    assert there.post("/post/calls/", "{}", content_type="application/json").status_code == 404
    settings.DEMO, settings.SMARTHOST = True, ""
    for address, status in (("/post/calls/", 200), ("/post/calls/?closed", 503)):
        assert there.post(address, "{}", content_type="application/json").status_code == status
