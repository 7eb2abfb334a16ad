"""The question behind a mail's link: only the button counts, nobody else learns of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from rapport.domains.people.models import Person
from rapport.domains.surveys.models import Answer, Invitation
from rapport.domains.surveys.tests import asking
from rapport.foundation.models import Letter
from rapport.interfaces.mail import rendering
from rapport.interfaces.mail.letters import invitation as invitation_letter  # noqa: F401 - registers its words
from tests import cast
from tests.cast import Cast


@pytest.fixture
def people(db: None) -> Cast:
    return cast.build(at=cast.long_ago())


@pytest.fixture
def token(people: Cast) -> str:
    """A link that went out some days ago."""
    asking.crowd(people, 10)
    ago = timezone.now() - timedelta(days=20)
    asking.send(people, month=ago.date().replace(day=1), at=ago)
    return asking.first()[1]


@pytest.fixture
def browser() -> Client:
    return Client(enforce_csrf_checks=True)


def test_opening_the_link_shows_eleven_labelled_numbers_and_counts_nothing(browser: Client, token: str) -> None:
    page = browser.get(f"/answer/{token}?score=6")
    said = page.content.decode()
    assert page.status_code == 200
    assert said.count('type="radio"') == 11
    assert all(f"{number} of 10" in said for number in range(11))
    assert 'value="6" checked' in said
    assert "Who will see this" in said
    assert "Dev Anand" in said
    assert browser.head(f"/answer/{token}?score=6").status_code == 200
    assert not Answer.objects.exists()
    assert not Invitation.objects.filter(answered_on__isnull=False).exists()


def test_no_copy_stays_and_the_address_goes_nowhere(browser: Client, token: str) -> None:
    for page in (browser.get(f"/answer/{token}"), browser.post(f"/answer/{token}", {"score": "9"})):
        assert page.headers["Cache-Control"] == "no-store"
        assert page.headers["Referrer-Policy"] == "no-referrer"
    assert "sessionid" not in browser.cookies


def test_the_button_sends_the_answer_and_says_what_happens_next(browser: Client, token: str) -> None:
    sent = browser.post(f"/answer/{token}", {"score": "9", "words": "Thank you", "why": ["keep_word"]}, follow=True)
    assert "What happens next" in sent.content.decode()
    given = Answer.objects.get()
    assert (given.score, given.words, given.reasons) == (9, "Thank you", ["keep_word"])


def test_the_same_link_changes_the_answer(browser: Client, token: str) -> None:
    browser.post(f"/answer/{token}", {"score": "9"})
    assert "changes your answer" in browser.get(f"/answer/{token}").content.decode()
    browser.post(f"/answer/{token}", {"score": "3"})
    assert Answer.objects.get().score == 3


def test_one_tap_leaves_the_name_out(browser: Client, token: str) -> None:
    browser.post(f"/answer/{token}", {"score": "3", "leave_name_out": "on"})
    assert Answer.objects.get().person is None


def test_without_a_number_nothing_is_sent_and_the_words_are_kept(browser: Client, token: str) -> None:
    page = browser.post(f"/answer/{token}", {"words": "I wrote this"})
    assert page.status_code == 400
    assert "I wrote this" in page.content.decode()
    assert "Choose a number" in page.content.decode()
    assert not Answer.objects.exists()


def test_a_number_in_the_address_that_is_none_is_not_repeated(browser: Client, token: str) -> None:
    page = browser.get(f"/answer/{token}", {"score": "<b>11"})
    assert "checked" not in page.content.decode()
    assert "<b>11" not in page.content.decode()


def test_an_unknown_link_says_what_is_safe(browser: Client, db: None) -> None:
    for page in (browser.get("/answer/unknown"), browser.post("/answer/unknown", {"score": "3"})):
        assert page.status_code == 404
        assert "Nothing was sent or changed" in page.content.decode()


def test_never_again_needs_the_button(browser: Client, token: str) -> None:
    invitation, _ = asking.first()
    assert "Never ask me again?" in browser.get(f"/answer/{token}/stop").content.decode()
    assert Person.objects.get(pk=invitation.person_id).opted_out_at is None
    said = browser.post(f"/answer/{token}/stop", {"List-Unsubscribe": "One-Click"}).content.decode()
    assert "We will not ask you again" in said
    assert Person.objects.get(pk=invitation.person_id).opted_out_at is not None


def test_a_link_is_not_for_hammering(browser: Client, token: str) -> None:
    answers = [browser.post(f"/answer/{token}", {"score": "9"}).status_code for _ in range(31)]
    assert answers[-1] == 429
    assert answers[0] == 302


def test_the_letter_carries_eleven_links_who_sees_it_and_the_way_out(token: str) -> None:
    letter = Letter.objects.filter(kind="invitation").order_by("id")[0]
    words = rendering.in_words(letter)
    assert words.html is not None
    for said in (words.text, words.html):
        assert all(f"?score={number}" in said for number in range(11))
        assert "Dev Anand" in said
        assert "/stop" in said
    assert "<img" not in words.html
    assert letter.bulk


def test_who_opted_out_is_not_told_when_we_ask_again_and_finds_the_way_back(browser: Client, token: str) -> None:
    assert "We ask again in" in browser.get(f"/answer/{token}").content.decode()
    said = browser.post(f"/answer/{token}/stop").content.decode()
    assert 'href="/you-and-us/being-asked/"' in said
    for page in (browser.get(f"/answer/{token}"), browser.post(f"/answer/{token}", {"score": "9"}, follow=True)):
        assert "We ask again in" not in page.content.decode()
        assert "We ask you again in" not in page.content.decode()
        assert "We do not ask you again" in page.content.decode()
