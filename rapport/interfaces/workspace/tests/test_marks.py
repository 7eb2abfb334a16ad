"""An answer is marked by the scale it was given on: 4 of 5 is a happy one wherever it stands, never a detractor's."""

from __future__ import annotations

import pytest
from django.utils import timezone

from rapport.domains.surveys import actions
from rapport.domains.surveys.types import Asked, How, NewPastAsk
from rapport.foundation import jobs, links
from rapport.foundation.actors import system
from rapport.interfaces.look.figures.marks import AnswerMark
from rapport.interfaces.look.wording.words import mark_of
from rapport.interfaces.workspace.tests.test_loyalty import browser_of
from tests import cast
from tests.cast import ONE_DAY, Cast


@pytest.fixture
def people(db: None) -> Cast:
    return cast.build(at=cast.long_ago())


def answered(people: Cast, template: str, score: int) -> int:
    """Marta answers one survey of a kind by name; the survey."""
    at = timezone.now() - ONE_DAY
    survey = actions.start_survey(
        template=template, name=template, asked=Asked.USER, owner_id=people.dev.person_id, actor=people.dev, at=at
    )
    asks = [NewPastAsk(people.marta.person_id or 0, people.aldergate.pk, at)]
    (one,) = actions.remember_asks(survey_id=survey.pk, asks=asks, how=How.AFTER_EPISODE, actor=system(), at=at)
    ref = (people.marta.person_id or 0, f"invitation:{one.invitation_id}")
    token = links.issue_many("answer", refs=[ref], expires_at=at + 30 * ONE_DAY, at=at)[0]
    actions.answer(token=token, score=score, words=f"My {template}.", at=timezone.now())
    jobs.run_all(at=timezone.now())
    return survey.pk


def test_a_happy_four_of_five_is_a_promoter_s_mark_on_every_page(people: Cast) -> None:
    survey = answered(people, "csat", 4)
    owner = browser_of(people.dev)
    pages = {
        "cards": owner.get("/desk/recovery/").content.decode(),
        "by name": owner.get(f"/desk/loyalty/words/by-name?survey={survey}").content.decode(),
        "their own": browser_of(people.marta).get("/you-and-us/").content.decode(),
    }
    for name, page in pages.items():
        assert "4 of 5</b>" in page, name
        assert 'class="cls promoter"' in page, name
        assert 'class="cls detractor"' not in page, name


def test_an_unhappy_two_of_seven_keeps_its_scale_in_the_recovery(people: Cast) -> None:
    answered(people, "ces", 2)
    page = browser_of(people.dev).get("/desk/recovery/").content.decode()
    assert 'class="cls detractor"' in page and "2 of 7</b>" in page


def test_the_class_follows_the_scale() -> None:
    assert mark_of(9) == ("promoter", "9")
    assert mark_of(5, mood="happy", kind="csat") == ("promoter", "5 of 5")
    assert AnswerMark(timezone.now(), 3, mood="unhappy", last=7).kind == "ces"
