"""Answering anonymously by the link of a mail: the promise first, once, and nothing to be found afterwards."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from rapport.domains.surveys.models import AnonymousInvitation, Answer, SealedAnswer
from rapport.domains.surveys.tests.asking import crowd
from rapport.domains.surveys.tests.test_anonymous import LATER, ask
from rapport.foundation.models import Letter
from rapport.interfaces.look.wording import modes
from rapport.interfaces.mail import rendering
from rapport.interfaces.mail.letters import invitation as invitation_letter  # noqa: F401 - registers its words
from tests import cast
from tests.cast import MONDAY


@pytest.fixture
def token(db: None, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    settings.DATA = tmp_path
    monkeypatch.setattr(timezone, "now", lambda: LATER)
    people = cast.build(at=MONDAY - timedelta(days=400))
    crowd(people, 12)
    return ask(people)[0]


def test_the_promise_comes_before_the_question_in_the_mail_and_on_the_page(token: str) -> None:
    promise = modes.promise(modes.ANONYMOUS)
    letter = rendering.in_words(Letter.objects.filter(kind="invitation").order_by("id")[0])
    page = Client().get(f"/answer/{token}?score=3").content.decode()
    assert "cannot be changed" in promise
    assert letter.html is not None
    for said in (" ".join(letter.text.split()), letter.html, page):
        assert said.index(promise) < said.index("How likely are you")
    assert "Leave my name out" not in page


def test_one_button_seals_it_and_the_link_shows_nothing_of_it_afterwards(token: str) -> None:
    client = Client(enforce_csrf_checks=True)
    sent = client.post(f"/answer/{token}", {"score": "3", "words": "The crane is never free."}, follow=True)
    for page in (sent, client.get(f"/answer/{token}"), client.get(f"/answer/{token}?score=9")):
        said = page.content.decode()
        assert page.status_code == 200
        assert "Nothing leads from you to your answer" in said
        assert "crane" not in said
        assert "checked" not in said
    again = client.post(f"/answer/{token}", {"score": "9"})
    assert (again.status_code, "Nothing leads" in again.content.decode()) == (409, True)
    assert (SealedAnswer.objects.count(), Answer.objects.count()) == (1, 0)
    assert AnonymousInvitation.objects.filter(answered=True).count() == 1


def test_eleven_links_opened_answer_nothing_and_declining_works(token: str) -> None:
    for score in range(11):
        assert Client().get(f"/answer/{token}?score={score}").status_code == 200
        assert Client().head(f"/answer/{token}?score={score}").status_code == 200
    assert not SealedAnswer.objects.exists()
    assert "We will not ask you again" in Client().post(f"/answer/{token}/stop").content.decode()
    assert AnonymousInvitation.objects.filter(declined=True).count() == 1


def test_the_page_on_privacy_says_what_an_administrator_could_do(db: None) -> None:
    said = Client().get("/privacy").content.decode()
    for words in ("24 hours", "log of the database", "rapport doctor privacy", modes.promise(modes.ANONYMOUS)):
        assert words in said


def test_each_promise_has_its_german_sentence() -> None:
    assert set(modes.PROMISES["de"]) == set(modes.PROMISES["en"])
    assert modes.promise(modes.NAMED, owner="Noor", language="de").startswith("Ihr Name")
    assert modes.promise(modes.CONFIDENTIAL, language="fr") == modes.promise(modes.CONFIDENTIAL)
