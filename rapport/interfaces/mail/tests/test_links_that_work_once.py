"""A link that works once stands in no row that anybody can read: sealed until it has left, then gone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from rapport.domains.people import actions as people_actions
from rapport.foundation import jobs, postroom
from rapport.foundation.actors import NOBODY
from rapport.foundation.models import Letter
from rapport.foundation.models.jobs import Job
from rapport.interfaces.mail.tests.test_sending import NOON, FakeHost, _words, host, post, states
from tests.cast import MONDAY, address, build

pytestmark = pytest.mark.django_db
__all__ = ["_words", "host"]
LINK = "https://help.example.org/sign-in/the-token/"


def stored() -> str:
    """Everything that the outbox holds, as somebody with the database would read it."""
    return " ".join(f"{one.data} {bytes(one.mime or b'')!r} {one.subject} {one.reason}" for one in Letter.objects.all())


def test_it_is_sealed_before_it_is_sent() -> None:
    (id,) = post(LINK, one_time=True)
    assert "the-token" not in stored()
    assert postroom.unsealed(Letter.objects.get(id=id)).data == {"text": LINK}


def test_every_attempt_sends_the_same_bytes_and_the_last_one_leaves_nothing(host: FakeHost) -> None:
    post(LINK, one_time=True)
    host.answers["the-token"] = "451 later"
    jobs.run_all("post")
    assert "the-token" not in stored()
    first = bytes(postroom.unsealed(Letter.objects.get()).mime or b"")
    assert LINK.encode() in first
    host.answers.clear()
    jobs.run_all("post", at=datetime.now(UTC) + timedelta(seconds=30))
    assert host.taken[0][1] == first
    letter = Letter.objects.get()
    assert (letter.state, letter.mime, postroom.is_emptied(letter)) == (Letter.SENT, None, True)
    assert (letter.to, bool(letter.message_id), bool(letter.sent_at)) == ([["", "ada@example.org"]], True, True)


def test_a_refused_one_leaves_nothing_and_cannot_be_sent_again(host: FakeHost) -> None:
    (id,) = post(LINK, one_time=True)
    host.answers["the-token"] = "550 never"
    jobs.run_all("post")
    assert states() == [("refused", "550 never")]
    assert postroom.is_emptied(Letter.objects.get())
    with pytest.raises(postroom.Emptied):
        postroom.send_again(id, at=NOON)
    assert states() == [("refused", "550 never")]


def test_one_to_an_address_that_gets_no_mail_is_never_written_down() -> None:
    postroom.suppress(["ada@example.org"], "It came back.", at=NOON)
    post(LINK, one_time=True)
    assert postroom.is_emptied(Letter.objects.get())


def test_without_a_smarthost_it_is_emptied_and_other_letters_are_kept(settings: Any) -> None:
    settings.SMARTHOST = ""
    post(LINK, one_time=True)
    post("Soon.")
    jobs.run_all("post")
    once, other = Letter.objects.order_by("id")
    assert (once.state, postroom.is_emptied(once), once.mime) == (Letter.KEPT, True, None)
    assert b"Soon." in bytes(other.mime or b"")


def test_a_demo_keeps_it_readable_for_its_post(settings: Any) -> None:
    settings.DEMO, settings.SMARTHOST = True, ""
    (id,) = post(LINK, one_time=True)
    jobs.run_all("post")
    assert "the-token" in Client().get(f"/post/{id}/").content.decode()


def test_one_sealed_with_a_lost_key_waits_and_says_so(host: FakeHost, settings: Any) -> None:
    post(LINK, one_time=True)
    settings.SECRET_KEY = "another key another key another key another key"
    jobs.run_all("post")
    assert (states(), host.taken) == ([("waiting", "")], [])
    assert "RAPPORT_OLD_SECRET_KEYS" in Job.objects.get().reason


def test_every_letter_for_getting_in_is_one() -> None:
    cast = build()
    people_actions.claim_address(address="new@home.example", actor=cast.marta, at=MONDAY)
    people_actions.sign_in_link(email=address(cast.marta), actor=NOBODY, at=MONDAY)
    letters = list(Letter.objects.filter(kind__in=["confirm", "sign_in"]))
    assert len(letters) == 2
    assert all(postroom.is_sealed(one) and not postroom.is_emptied(one) for one in letters)
