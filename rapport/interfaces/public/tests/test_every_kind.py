"""The answer page of every kind of survey: its scale, its classes, its languages, and what it refuses."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from rapport.domains.people.models import Person
from rapport.domains.surveys import actions
from rapport.domains.surveys.models import Answer, AnswerItem, Invitation
from rapport.domains.surveys.types import Asked, How, NewPastAsk
from rapport.foundation import links
from rapport.foundation.actors import system
from rapport.foundation.models import Letter
from rapport.interfaces.mail import rendering
from rapport.interfaces.mail.letters import invitation as invitation_letter  # noqa: F401 - registers its words
from tests import cast
from tests.cast import ONE_DAY, Cast

YESTERDAY = timedelta(days=1)


@pytest.fixture
def people(db: None) -> Cast:
    return cast.build(at=cast.long_ago())


@pytest.fixture
def browser() -> Client:
    return Client(enforce_csrf_checks=True)


def link(people: Cast, template: str, *, whom: int | None = None, service: int | None = None) -> str:
    """The address that one invitation of a new survey leads to."""
    person, at = whom or people.marta.person_id or 0, timezone.now() - YESTERDAY
    survey = actions.start_survey(
        template=template, name=f"{template} {person}", asked=Asked.USER, service_id=service,
        owner_id=people.dev.person_id, actor=people.dev, at=at,
    )  # fmt: skip
    asks = [NewPastAsk(person, people.aldergate.pk, at)]
    (one,) = actions.remember_asks(survey_id=survey.pk, asks=asks, how=How.AFTER_EPISODE, actor=people.dev, at=at)
    ref = (person, f"invitation:{one.invitation_id}")
    return "/answer/" + links.issue_many("answer", refs=[ref], expires_at=at + 30 * ONE_DAY, at=at)[0]


def reasons(page: str) -> list[str]:
    return re.findall(r'name="why" value="(\w+)"', page)


def test_three_taps_from_the_mail_to_the_thanks_and_who_sees_it_is_said_first(browser: Client, people: Cast) -> None:
    there = link(people, "csat", service=people.mail.pk)
    page = browser.get(f"{there}?score=4").content.decode()
    assert page.count('type="radio" name="score"') == 5
    assert 'value="4" checked' in page and "4 of 5" in page
    assert page.index("Dev Anand reads it with your name") < page.index("how satisfied are you")
    sent = browser.post(there, {"score": "4"}, follow=True).content.decode()
    assert "Your 4 has arrived." in sent and "Say why" in sent
    assert Answer.objects.get().score == 4


def test_a_number_of_another_scale_is_not_chosen_and_is_refused(browser: Client, people: Cast) -> None:
    there = link(people, "csat")
    assert "checked" not in browser.get(f"{there}?score=9").content.decode()
    refused = browser.post(there, {"score": "9", "words": "I wrote this", "q.solved": "partly"})
    said = refused.content.decode()
    assert refused.status_code == 400
    assert "Choose a number from 1 to 5." in said and "I wrote this" in said
    assert 'value="partly" checked' in said
    assert not Answer.objects.exists()


def test_reasons_stand_in_another_order_for_each_link_and_in_the_same_on_reload(browser: Client, people: Cast) -> None:
    theirs = [link(people, "nps", whom=one.person_id) for one in (people.marta, people.ivo, people.ruth, people.lena)]
    shown = [reasons(browser.get(there).content.decode()) for there in theirs]
    assert shown == [reasons(browser.get(there).content.decode()) for there in theirs]
    assert len({tuple(one) for one in shown}) > 1
    assert len({frozenset(one) for one in shown}) == 1
    ticked = browser.post(theirs[0], {"score": "3", "why": shown[0][:2]}, follow=True)
    assert ticked.status_code == 200
    again = browser.get(theirs[0]).content.decode()
    assert reasons(again) == shown[0]
    assert again.count('name="why"') == 18 and again.count("checked") == 3


def test_the_class_of_a_posted_score_is_shown_by_the_server_too(browser: Client, people: Cast) -> None:
    """For browsers that cannot choose by themselves: the first press counts the score, the second adds the why."""
    there = link(people, "csat")
    browser.post(there, {"score": "1"})
    page = browser.get(there).content.decode()
    assert '<div class="for-low now">' in page and '<div class="for-top">' in page
    assert 'class="asked of-class for-low now"' in page
    browser.post(there, {"score": "1", "why": "came_back", "q.what_to_try": "Call me first."})
    given = Answer.objects.get()
    assert (given.reasons, given.items.get().words) == (["came_back"], "Call me first.")
    assert "Call me first." in browser.get(there).content.decode()


def test_it_speaks_the_language_of_the_person_and_can_be_switched(browser: Client, people: Cast) -> None:
    Person.objects.filter(pk=people.marta.person_id).update(language="de-AT")
    there = link(people, "ces")
    german = browser.get(f"{there}?score=2")
    page = german.content.decode()
    assert '<html lang="de">' in page
    assert "leicht gemacht, mein Anliegen zu klären" in page and "Antwort senden" in page and "Wer das sieht" in page
    assert 'href="?lang=en&amp;score=2"' in page
    assert "Send my answer" in browser.get(f"{there}?lang=en").content.decode()
    refused = browser.post(there, {"score": "2", "q.minutes_lost": "ewig"}).content.decode()
    assert "Bitte geben Sie ganze Minuten von 0 bis 10.080" in refused
    thanks = browser.post(f"{there}?lang=de", {"score": "2", "q.minutes_lost": "90"}, follow=True).content.decode()
    assert "Vielen Dank" in thanks and "Ihre 2 ist angekommen." in thanks
    assert AnswerItem.objects.get().number == 90
    assert "Nie mehr fragen?" in browser.get(f"{there}/stop").content.decode()


def test_a_survey_without_a_first_scale_takes_what_was_answered_and_says_so(browser: Client, people: Cast) -> None:
    there = link(people, "trust")
    page = browser.get(f"{there}?score=5").content.decode()
    assert page.count('type="radio"') == 63 and 'name="score"' not in page
    nothing = browser.post(there, {"words": "Just words"})
    assert nothing.status_code == 400 and "Answer at least one question" in nothing.content.decode()
    wrong = browser.post(there, {"q.honest": "8"})
    assert wrong.status_code == 400 and "Choose a number from 1 to 7" in wrong.content.decode()
    assert "Your answer has arrived." in browser.post(there, {"q.honest": "7"}, follow=True).content.decode()
    assert 'name="q.honest" value="7" checked' in browser.get(there).content.decode()


def test_a_letter_carries_the_points_of_its_scale_or_one_link(people: Cast) -> None:
    for template, wanted in (("csat", 5), ("trust", 0)):
        link(people, template)
        Invitation.objects.exclude(survey__kind=template).delete()  # nobody is asked twice in fourteen days
        Invitation.objects.update(sent_at=None, send_at=timezone.now())
        actions.send_due(actor=system(), at=timezone.now())
        said = rendering.in_words(Letter.objects.filter(kind="invitation").latest("pk"))
        assert said.text.count("?score=") == wanted
        assert "/answer/" in said.text
