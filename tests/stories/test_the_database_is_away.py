"""The database or the disk gives up under a running desk: whoever asks is told, and who watches reads what is away."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from typing import Any, NoReturn
from unittest.mock import Mock

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse

from rapport.domains.people import queries as people
from rapport.interfaces.public import health
from tests.cast import Cast
from tests.visitors import browser, plain


def away(*_: Any, **__: Any) -> NoReturn:
    raise OperationalError("connection refused")


@pytest.fixture
def silent(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nothing that is asked of the database is answered."""
    for name in ("provider", "actor_of"):
        monkeypatch.setattr(people, name, away)
    monkeypatch.setattr(health, "standings", away)
    with connection.execute_wrapper(away):
        yield


def test_the_process_answers_without_a_database() -> None:
    """Without the fixture of the database each statement would fail the test."""
    assert Client().get("/healthz").content == b"ok\n"


@pytest.mark.usefixtures("silent")
def test_those_who_watch_read_that_it_is_away() -> None:
    watcher = Client(raise_request_exception=False)
    ready = watcher.get("/readyz")
    assert (ready.status_code, ready.json()) == (503, {"ready": False, "database": "does not answer"})
    figures = watcher.get("/metrics", HTTP_HOST="127.0.0.1")
    assert (figures.status_code, figures.content) == (503, b"the database does not answer\n")


def test_a_page_says_so_and_that_nothing_is_lost(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    hugo = browser(cast.hugo)
    hugo.raise_request_exception = False
    for name in ("provider", "actor_of"):
        monkeypatch.setattr(people, name, away)
    for visitor, page in ((Client(raise_request_exception=False), "public:results"), (hugo, "workspace:today")):
        answer = visitor.get(reverse(page))
        assert answer.status_code == 503 and answer["Retry-After"] == "30"
        said = plain(answer)
        assert "The database does not answer just now" in said and "stays saved" in said
        assert f'href="{reverse(page)}">Try again' in said


def test_a_full_disk_is_told_from_a_fault(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(people, "provider", Mock(side_effect=OSError(errno.ENOSPC, "No space left on device")))
    answer = Client(raise_request_exception=False).get(reverse("public:results"))
    assert answer.status_code == 503 and "There is no room left here" in plain(answer)


def test_programs_are_told_in_their_own_form(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    for error, status in ((OperationalError("gone"), 503), (ValueError("a fault of ours"), 500)):

        def fail(*_: Any, error: Exception = error, **__: Any) -> NoReturn:
            raise error

        monkeypatch.setattr(people, "actor_of_token", fail)
        program = Client(raise_request_exception=False)
        answer = program.get("/api/v1/tickets", headers={"Authorization": "Bearer rapport_x"})
        assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
        assert answer.json()["status"] == status and "What was saved before stays saved." in answer.json()["detail"]
