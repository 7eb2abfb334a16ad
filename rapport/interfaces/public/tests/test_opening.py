"""What opens a link: people, who then press the button, and scanners, who are counted and answer nothing."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connections
from django.test import Client
from django.utils import timezone

from rapport.domains.surveys.models import Answer, AnswerChange, Invitation, Openings
from rapport.domains.surveys.tests import asking
from rapport.foundation.models import Audit
from rapport.interfaces.public import opening
from tests import cast

ELEVEN = range(11)


@pytest.fixture(autouse=True)
def forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "_bursts", opening.Bursts())


def sent_link() -> str:
    people = cast.build(at=cast.long_ago())
    asking.crowd(people, 10)
    ago = timezone.now() - timedelta(days=20)
    asking.send(people, month=ago.date().replace(day=1), at=ago)
    return asking.first()[1]


@pytest.fixture
def token(db: None) -> str:
    return sent_link()


def suspected() -> int:
    return sum(Openings.objects.values_list("n", flat=True))


def test_eleven_links_fetched_answer_nothing_and_then_the_human_answers_once(token: str) -> None:
    browser, trail = Client(), Audit.objects.count()
    for score in ELEVEN:
        assert browser.get(f"/answer/{token}?score={score}").status_code == 200
        assert browser.head(f"/answer/{token}?score={score}").status_code == 200
        assert browser.get(f"/answer/{token}?score={score}", headers={"Sec-Purpose": "prefetch"}).status_code == 200
        assert browser.get(f"/answer/{token}/stop").status_code == 200
    assert not Answer.objects.exists()
    assert not Invitation.objects.exclude(answered_on=None, declined_at=None).exists()
    assert Audit.objects.count() == trail
    assert suspected() == 1  # one machine, one minute
    for score in ("8", "3"):
        browser.post(f"/answer/{token}", {"score": score})
    assert Answer.objects.get().score == 3
    assert AnswerChange.objects.get().score == 8


@pytest.mark.django_db(transaction=True)
def test_eleven_links_fetched_in_parallel_answer_nothing() -> None:
    token = sent_link()

    def fetch(score: int) -> int:
        try:
            return Client().get(f"/answer/{token}?score={score}").status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(fetch, ELEVEN)) == [200] * 11
    assert not Answer.objects.exists()
    assert suspected() == 1


def test_a_person_who_opens_one_link_twice_is_no_machine(token: str) -> None:
    for _ in range(3):
        Client().get(f"/answer/{token}?score=7")
    Client().get(f"/answer/{token}")
    assert suspected() == 0


@pytest.mark.parametrize("name", ["Sec-Purpose", "Purpose", "X-Moz"])
def test_what_is_fetched_ahead_is_a_machine(token: str, name: str) -> None:
    Client().get(f"/answer/{token}?score=7", headers={name: "prefetch;prerender"})
    assert suspected() == 1


def test_seconds_after_the_letter_left_nobody_has_read_it(token: str) -> None:
    Invitation.objects.update(sent_at=timezone.now())
    Client().get(f"/answer/{token}?score=7")
    assert suspected() == 1


def test_a_person_costs_no_statement_and_a_machine_one(token: str, django_assert_max_num_queries: Any) -> None:
    class Page:
        survey_id = Invitation.objects.all()[0].survey_id
        sent_at: datetime | None = None

    browser = Client()
    request = browser.get(f"/answer/{token}?score=1").wsgi_request
    with django_assert_max_num_queries(0):
        opening.notice(request, token, Page, at=timezone.now())  # type: ignore[arg-type]
    opening.notice(_with(request, "2"), token, Page, at=timezone.now())  # type: ignore[arg-type]
    monkey = opening.Bursts()
    opening._bursts = monkey
    opening.notice(_with(request, "3"), token, Page, at=timezone.now())  # type: ignore[arg-type]
    with django_assert_max_num_queries(1):
        opening.notice(_with(request, "4"), token, Page, at=timezone.now())  # type: ignore[arg-type]
    assert suspected() == 2


def _with(request: Any, score: str) -> Any:
    request.GET = {"score": score}
    return request


def test_only_not_this_time_is_one_button_and_no_final_word(token: str) -> None:
    said = Client().post(f"/answer/{token}/stop", {"not_now": "yes"}).content.decode()
    assert "Not this time, then" in said
    asked = asking.first()[0]
    asked.refresh_from_db()
    assert asked.declined_at is not None
    assert asked.person is not None
    assert asked.person.opted_out_at is None
