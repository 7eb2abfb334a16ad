"""The open page and its snippet: volunteered, nameless, once for each form, and only where the owner allowed it."""

from __future__ import annotations

import gzip
import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from rapport.domains.insights import actions as insights
from rapport.domains.insights import queries as figures
from rapport.domains.ledger.models import Act
from rapport.domains.surveys import actions, queries
from rapport.domains.surveys.models import Answer
from rapport.domains.surveys.tests import asking
from rapport.foundation.actors import system
from rapport.foundation.models import Audit
from rapport.interfaces.public import saying
from tests import cast
from tests.cast import MONDAY, Cast

HOME = "https://intranet.aldergate.example"


@pytest.fixture
def people(db: None) -> Cast:
    return cast.build(at=MONDAY - timedelta(days=400))


@pytest.fixture
def key(people: Cast) -> str:
    survey = asking.survey_id(people)
    page = actions.open_say_page(survey_id=survey, actor=people.dev, at=MONDAY)
    actions.allow_origins(survey_id=survey, origins=[HOME, "http://localhost:9000/"], actor=people.dev, at=MONDAY)
    return page.key


def form_of(page: Any) -> str:
    found = re.search(r'name="form" value="([^"]+)"', page.content.decode())
    assert found
    return found[1]


def test_somebody_answers_without_being_asked_and_stays_nobody(people: Cast, key: str) -> None:
    browser, trail = Client(enforce_csrf_checks=True), Audit.objects.count()
    page = browser.get(f"/say/{key}/")
    assert page.content.decode().count('type="radio"') == 11
    said = {"form": form_of(page), "score": "8", "words": "The screen in the hall is too low."}
    for _ in range(3):  # pressed again and again it is one answer
        assert "Thank you" in browser.post(f"/say/{key}/", said, follow=True).content.decode()
    given = Answer.objects.get()
    assert (given.how, given.score, given.person_id, given.answered_at) == ("volunteered", 8, None, None)
    assert not browser.cookies
    assert Audit.objects.count() == trail
    assert not Act.objects.exists()


def test_volunteered_answers_are_in_no_figure_of_drawn_ones(people: Cast, key: str) -> None:
    for _ in range(30):
        nonce = saying.read_form_key(key, saying.new_form_key(key, at=MONDAY), at=MONDAY)
        actions.say(key=key, form_key=nonce, score=10, at=MONDAY)
    while insights.fold_counts(actor=system(), at=MONDAY):
        pass
    survey = asking.survey_id(people)
    insights.make_release(survey_id=survey, actor=system(), at=MONDAY + timedelta(days=40))
    page = figures.loyalty(people.dev, survey_id=survey)
    assert (page.figure, page.total, page.received) == (None, None, 0)


def test_an_old_or_foreign_form_is_refused_and_keeps_what_was_written(key: str) -> None:
    old = saying.new_form_key(key, at=timezone.now() - timedelta(hours=30))
    other = saying.new_form_key("elsewhere", at=timezone.now())
    for form in (old, other, "", "x"):
        page = Client().post(f"/say/{key}/", {"form": form, "score": "5", "words": "Kept, please."})
        assert page.status_code == 400
        assert "Kept, please." in page.content.decode()
    fresh = saying.new_form_key(key, at=timezone.now())
    assert Client().post(f"/say/{key}/", {"form": fresh, "score": "11"}).status_code == 400
    assert Client().post(f"/say/{key}/", {"form": fresh, "score": "5", "words": "x" * 4001}).status_code == 400
    assert not Answer.objects.exists()


def test_a_closed_page_is_not_there_and_opens_again_at_its_address(people: Cast, key: str) -> None:
    survey = asking.survey_id(people)
    actions.close_say_page(survey_id=survey, actor=people.dev, at=MONDAY)
    assert {Client().get(f"/say/{key}/{rest}").status_code for rest in ("", "snippet.js", "form.json")} == {404}
    assert actions.open_say_page(survey_id=survey, actor=people.dev, at=MONDAY).key == key


def test_it_is_limited_from_one_place(key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saying, "FROM_HERE", 2)
    codes = []
    for _ in range(3):
        form = saying.new_form_key(key, at=timezone.now())
        codes.append(Client().post(f"/say/{key}/", {"form": form, "score": "5"}).status_code)
    assert codes == [302, 302, 429]
    assert Answer.objects.count() == 2


def test_the_snippet_is_small_and_answers_its_own_pages_alone(key: str) -> None:
    script = Client().get(f"/say/{key}/snippet.js")
    assert len(gzip.compress(script.content)) < 10 * 1024
    assert b"cookie" not in script.content.replace(b"no cookie", b"")
    assert b"Storage" not in script.content
    for origin in ("", "null", "https://evil.example", HOME + ".evil.example", HOME.replace("https", "http")):
        headers = {"Origin": origin} if origin else {}
        refused = Client().get(f"/say/{key}/form.json", headers=headers)
        assert (refused.status_code, refused.headers.get("Access-Control-Allow-Origin")) == (403, None)
    asked = Client().get(f"/say/{key}/form.json?language=de", headers={"Origin": HOME})
    assert asked.headers["Access-Control-Allow-Origin"] == HOME
    said = json.dumps({"form": asked.json()["form"], "score": "4", "words": "From the intranet."})
    post = f"/say/{key}/post"
    refused = Client().post(post, said, content_type="text/plain", headers={"Origin": "https://evil.example"})
    assert refused.status_code == 403
    for _ in range(2):
        taken = Client().post(post, said, content_type="text/plain", headers={"Origin": HOME})
        assert taken.json() == {"arrived": True}
    assert Answer.objects.get().words == "From the intranet."
    for body in ("{", "[]", json.dumps({"form": "x", "score": 3}), "9" * 30_000):
        assert Client().post(post, body, content_type="text/plain", headers={"Origin": HOME}).status_code == 400
    assert Answer.objects.count() == 1


@pytest.mark.parametrize(
    "wrong", ["intranet.example", "http://intranet.example", "https://a.example/path", "javascript:alert(1)", "*"]
)
def test_a_wrong_address_is_refused_with_words(people: Cast, key: str, wrong: str) -> None:
    with pytest.raises(actions.WrongOrigin):
        actions.allow_origins(survey_id=asking.survey_id(people), origins=[wrong], actor=people.dev, at=MONDAY)


def test_a_german_survey_asks_in_german(people: Cast, key: str) -> None:
    survey = asking.survey_id(people)
    wording = queries.survey(people.dev, survey).versions.latest("number").wording
    german = wording["en"] | {"question": "Würden Sie uns empfehlen?", "low": "nein", "high": "ja"}
    actions.change_wording(survey_id=survey, wording=wording | {"de": german}, actor=people.dev, at=MONDAY)
    said = Client().get(f"/say/{key}/", headers={"Accept-Language": "de-AT,de;q=0.9"}).content.decode()
    assert '<html lang="de"' in said
    assert "Würden Sie uns empfehlen?" in said
    assert "Antwort senden" in said
