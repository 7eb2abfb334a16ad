"""A drawn person is asked one question; looking counts nothing, the button counts once, the same link changes it."""

from __future__ import annotations

from datetime import date
from re import findall

import pytest
from django.test import Client
from django.urls import reverse

from rapport.domains.ledger.models import Act, Episode
from rapport.domains.people import actions as people
from rapport.domains.people.models import Person, Use
from rapport.domains.people.types import SHOW_ANSWERS
from rapport.domains.recovery.models import Recovery, Said
from rapport.domains.surveys.models import Answer, AnswerChange, Invitation
from rapport.foundation.models import Letter
from tests.cast import Cast
from tests.stories.conftest import Clock
from tests.stories.scene import letters, text_of, work
from tests.visitors import browser, plain


@pytest.fixture
def asked(stage: Cast, clock: Clock) -> list[str]:
    """Noor draws and sends a sample in the browser; the eleven links in Marta's mail."""
    Person.objects.update(known_since=date(2025, 1, 1))
    Use.objects.update(since=date(2025, 1, 1))
    noor = browser(stage.noor)
    drawn = noor.post(
        reverse("workspace:draw_sample"), {"month": "2026-12", "size": "5", "rest_days": "90", "seed": "7"}
    )
    assert drawn.status_code == 302
    noor.post(f"{drawn['Location']}/send")
    clock.at = Invitation.objects.get(person_id=stage.marta.person_id).send_at
    while not letters("invitation", stage.marta):
        assert clock.at.date() < date(2027, 1, 1), "every morning of December has passed"
        clock.wait(minutes=5)
        work()
    invitation = letters("invitation", stage.marta)[0]
    body = invitation.get_body(preferencelist=("html",)).get_content()  # type: ignore[union-attr]
    found = list(dict.fromkeys(findall(r"(/answer/[^\"?]+\?score=\d+)", body)))
    assert "Nobody is asked this question more" in " ".join(text_of(invitation).split())
    return found


def test_a_scanner_opens_all_eleven_links_and_nobody_has_answered(asked: list[str]) -> None:
    assert [link.rpartition("=")[2] for link in asked] == [str(n) for n in range(11)]
    for link in asked:
        assert Client().get(link).status_code == 200
        assert Client().head(link).status_code == 200
    assert Answer.objects.count() == 0


def test_one_button_counts_and_the_same_link_changes_it(asked: list[str], stage: Cast) -> None:
    here = asked[9].partition("?")[0]
    client = Client(enforce_csrf_checks=True)
    assert client.post(here, {"score": "9", "words": "You listen."}).status_code == 302
    assert client.post(here, {"score": "3"}).status_code == 302
    given = Answer.objects.get()
    assert (given.score, given.person_id) == (3, stage.marta.person_id)
    assert [change.score for change in AnswerChange.objects.all()] == [9]
    shown = plain(browser(stage.noor).get(reverse("workspace:loyalty")))
    assert "1 answer" in shown or "One answer" in shown or "one answer" in shown


def test_a_changed_answer_stands_everywhere_as_it_is_now_with_what_it_was(
    asked: list[str], stage: Cast, clock: Clock
) -> None:
    here = asked[9].partition("?")[0]
    for score, wait in (("3", 1), ("9", 60)):
        Client().post(here, {"score": score})
        work()
        clock.wait(minutes=wait)
    assert [(row.title, row.corrects is None) for row in Act.objects.filter(channel="answer").order_by("id")] == [
        ("3", True),
        ("9", False),
    ]
    own = plain(browser(stage.marta).get(reverse("portal:relationship")))
    assert "answers 9" in own and "Answer: 9, before that 3" in own
    assert "3 until it was changed" in own
    people.give_consent(kind=SHOW_ANSWERS, actor=stage.marta, at=clock.at)
    Episode.objects.filter(person_id=stage.marta.person_id).update(team=stage.service_desk)
    theirs = plain(browser(stage.hugo).get(reverse("workspace:person", args=[stage.marta.person_id])))
    assert "3 until it was changed" in theirs and "<b>9</b>" in theirs
    assert [(row.score, row.mood) for row in Said.objects.all()] == [(9, "happy")]
    assert not Recovery.objects.filter(ended_at__isnull=True).exists(), "who is content now needs no call"


def test_without_a_number_nothing_counts_and_the_words_are_kept(asked: list[str]) -> None:
    here = asked[0].partition("?")[0]
    again = Client().post(here, {"words": "I have no number."})
    assert again.status_code == 400
    assert "I have no number." in plain(again)
    assert Answer.objects.count() == 0


def test_leaving_the_name_out_leaves_nothing_in_the_ledger(asked: list[str], stage: Cast) -> None:
    Client().post(asked[5].partition("?")[0], {"score": "5", "leave_name_out": "on"})
    work()
    assert Answer.objects.get().person_id is None
    assert not Act.objects.filter(channel="answer").exists()


def test_never_ask_me_is_kept(asked: list[str], stage: Cast, clock: Clock) -> None:
    stop = f"{asked[0].partition('?')[0]}/stop"
    assert Client().get(stop).status_code == 200
    assert Person.objects.get(pk=stage.marta.person_id).opted_out_at is None
    Client().post(stop)
    assert Person.objects.get(pk=stage.marta.person_id).opted_out_at == clock.at
    before = Letter.objects.filter(kind="invitation").count()
    clock.wait(days=20)
    work()
    mails = list(Letter.objects.filter(kind="invitation").order_by("id")[before:])
    assert [row for row in mails if row.to[0][1].startswith("marta")] == []


def test_a_link_that_is_not_ours_says_so_with_and_without_a_number(asked: list[str]) -> None:
    for said in ({}, {"score": "9"}):
        assert Client().post("/answer/not-one-of-ours", said).status_code == 404
