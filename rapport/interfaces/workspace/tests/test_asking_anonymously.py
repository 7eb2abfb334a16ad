"""An anonymous survey from the form that starts it to the page that reads it, as a service owner and as those asked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from rapport.domains.insights import jobs as insights
from rapport.domains.surveys import actions
from rapport.domains.surveys.models import AnonymousInvitation, Answer, AskRule, Invitation, Sample, Survey
from rapport.domains.surveys.tests import asking
from rapport.domains.surveys.types import Mode
from rapport.foundation.actors import system
from rapport.foundation.models import Letter
from rapport.interfaces.workspace.tests.test_loyalty import browser_of
from tests import cast
from tests.cast import ONE_DAY, ONE_HOUR, Cast
from tests.visitors import plain


@pytest.fixture
def people(db: None, settings: Any, tmp_path: Path) -> Iterator[Cast]:
    settings.DATA = tmp_path
    yield cast.build(at=cast.long_ago())


def started(owner: Client, template: str = "nps") -> int:
    address = f"{reverse('workspace:new_survey')}?template={template}"
    assert "Anonymous: nothing links anybody to an answer" in plain(owner.get(address))
    said = {"name": "Honestly?", "asked": "user", "mode": "anonymous", "languages": ["en", "de"]}
    assert owner.post(address, said).status_code == 302
    survey = Survey.objects.get(name="Honestly?")
    assert survey.default_mode == Mode.ANONYMOUS
    return survey.pk


def sent(owner: Client, survey_id: int) -> list[str]:
    """The sample is planned, drawn and sent on the planner's page; the links of its letters."""
    look = plain(owner.get(f"/desk/surveys/plan/?survey={survey_id}&margin=30&look=1"))
    given = dict(re.findall(r'type="hidden" name="(survey|size|rest_days|seed)" value="(\d+)"', look))
    owner.post("/desk/surveys/plan/send/", given)
    assert not Invitation.objects.exists()
    at = timezone.now().replace(hour=10)
    for _ in range(60):
        actions.send_anonymous_due(actor=system(), at=at)
        at += ONE_DAY
    letters = Letter.objects.filter(ref_kind="anonymous_invitation")
    assert letters.count() == AnonymousInvitation.objects.count() == int(given["size"])
    return [letter.data["link"].partition("/answer/")[2] for letter in letters]


def test_started_on_the_form_sent_answered_moved_released_and_read(people: Cast) -> None:
    asking.crowd(people, 40)
    owner, anybody = browser_of(people.dev), Client()
    survey_id = started(owner)
    assert "waits in sealed boxes" in plain(owner.get(f"/desk/surveys/{survey_id}/")).replace("answers wait", "waits")
    assert "Nobody here can look up what you answered" in plain(owner.get(f"/desk/surveys/{survey_id}/preview/"))
    tokens = sent(owner, survey_id)
    for number, token in enumerate(tokens[:12]):
        assert "Nobody here can look up what you answered" in plain(anybody.get(f"/answer/{token}"))
        done = anybody.post(f"/answer/{token}", {"score": "9" if number % 2 else "2", "words": f"It is {number}."})
        assert done.status_code in {200, 302}
    assert Answer.objects.count() == 0
    actions.move_sealed(actor=system(), at=timezone.now() + ONE_HOUR)
    assert {(a.mode, a.person_id, a.invitation_id) for a in Answer.objects.all()} == {(Mode.ANONYMOUS, None, None)}
    insights.release(at=timezone.now() + ONE_DAY)
    page = plain(owner.get(f"/desk/loyalty?survey={survey_id}"))
    assert "12 answers have arrived. Drawn answers only" in page
    assert "Drawn answers only" in page


def test_fewer_than_five_are_refused_in_words_and_nothing_is_drawn(people: Cast) -> None:
    asking.crowd(people, 3)
    owner = browser_of(people.dev)
    survey_id = started(owner)
    given = {"survey": survey_id, "size": 3, "rest_days": 90, "seed": 7}
    said = plain(owner.post("/desk/surveys/plan/send/", given, follow=True))
    assert "An anonymous survey asks at least five" in said
    assert not Sample.objects.exists()


def test_no_matter_and_no_change_leads_to_who_said_what(people: Cast) -> None:
    owner = browser_of(people.dev)
    survey_id = started(owner, "csat")
    after = owner.post(
        reverse("workspace:ask_rule_set", args=[survey_id, "after"]), {"delay": 60, "share": 50, "contacts": 2}
    )
    assert after.status_code == 400
    assert "whoever sees the matter would know who was asked" in plain(after)
    on = (timezone.localdate() + timedelta(days=20)).isoformat()
    around = owner.post(
        reverse("workspace:ask_rule_set", args=[survey_id, "around"]),
        {"on": on, "size": 20, "before": 10, "after": 30},
    )
    assert "could not be told apart" in plain(around)
    assert not AskRule.objects.exists()
