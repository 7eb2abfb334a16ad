"""Idempotency-Key: sent twice, a call is done once, also by two at the same moment."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, connections
from django.test import Client

from rapport.domains.desk.models import Message, Ticket
from rapport.domains.people.actions import issue_token
from rapport.domains.people.types import SCOPES
from rapport.foundation.models import KeptAnswer
from tests import cast as named
from tests.cast import MONDAY
from tests.world import World

TEXT = {"text": "The plotter hums."}


def post(token: str, path: str, body: Any, *, key: str = "5f1c") -> Any:
    """A POST with a key."""
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": key}
    return Client().post(f"/api/v1/{path}", body, content_type="application/json", headers=headers)


def test_a_ticket_sent_twice_is_there_once_and_answered_the_same(world: World) -> None:
    token, before = world.api_tokens["marta"], Ticket.objects.count()
    first, second = post(token, "tickets", TEXT), post(token, "tickets", TEXT)
    assert (first.status_code, first.content) == (second.status_code, second.content)
    assert (second.headers["Content-Type"], second.headers["Idempotent-Replayed"]) == (
        first.headers["Content-Type"],
        "true",
    )
    assert "Idempotent-Replayed" not in first.headers
    assert Ticket.objects.count() == before + 1


def test_a_message_sent_twice_is_said_once(world: World) -> None:
    path, before = f"tickets/{world.ticket.pk}/messages", Message.objects.count()
    answers = [post(world.api_tokens["hugo"], path, {"text": "It is on its way.", "then": "wait"}) for _ in range(2)]
    assert [one.status_code for one in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    assert Message.objects.count() == before + 1


def test_the_same_key_for_another_call_is_refused(world: World) -> None:
    token = world.api_tokens["marta"]
    post(token, "tickets", TEXT)
    for path, body in (("tickets", {"text": "Something else."}), (f"tickets/{world.ticket.pk}/messages", TEXT)):
        answer = post(token, path, body)
        assert (answer.status_code, answer.headers["Content-Type"]) == (422, "application/problem+json")
        assert "Nothing was done" in answer.json()["detail"]


def test_a_key_is_its_callers_own(world: World) -> None:
    before = Ticket.objects.count()
    for who in ("marta", "lena"):
        assert post(world.api_tokens[who], "tickets", TEXT).status_code == 201
    assert Ticket.objects.count() == before + 2


def test_what_was_refused_may_be_mended_under_the_same_key(world: World) -> None:
    token = world.api_tokens["marta"]
    assert post(token, "tickets", {"text": ""}).status_code == 422
    assert post(token, "tickets", TEXT).status_code == 201


def test_while_the_first_runs_the_second_is_told_to_wait(world: World) -> None:
    token = world.api_tokens["marta"]
    post(token, "tickets", TEXT)
    KeptAnswer.objects.update(status=None)
    answer = post(token, "tickets", TEXT)
    assert (answer.status_code, answer.headers["Content-Type"]) == (409, "application/problem+json")


@pytest.mark.parametrize("key", ["", "two words", "ä", "x" * 256])
def test_what_is_no_key_is_refused(world: World, key: str) -> None:
    before = Ticket.objects.count()
    assert post(world.api_tokens["marta"], "tickets", TEXT, key=key).status_code == 400
    assert Ticket.objects.count() == before


def test_too_large_a_body_is_refused_with_a_key_as_without(world: World) -> None:
    answer = post(world.api_tokens["marta"], "tickets", {"text": "x" * (3 * 1024 * 1024)})
    assert (answer.status_code, answer.headers["Content-Type"]) == (413, "application/problem+json")


def test_nothing_is_kept_for_strangers(db: None) -> None:
    assert post("rapport_nobody", "tickets", TEXT).status_code == 401
    assert not KeptAnswer.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_at_once_make_one_ticket() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite in memory has one table lock for all threads; its file lets one writer in after the other")
    cast = named.build()
    token = issue_token(name="Twice", scopes=SCOPES, actor=cast.marta, at=MONDAY)
    body = TEXT | {"service_id": cast.mail.pk}

    def send(_: int) -> Any:
        try:
            return post(token, "tickets", body)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(send, range(8)))
    assert {one.status_code for one in answers} <= {201, 409}
    assert len({one.content for one in answers if one.status_code == 201}) == 1
    assert Ticket.objects.count() == 1
