"""The planner, the rules by which a survey asks by itself, and its open page, as those who send surveys see them."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from rapport.domains.people.models import Person
from rapport.domains.surveys import actions
from rapport.domains.surveys.models import AskRule, Invitation, Sample, SayPage, Survey
from rapport.domains.surveys.tests import asking
from rapport.domains.surveys.types import Asked
from rapport.foundation.actors import system
from rapport.interfaces.workspace.tests.test_loyalty import browser_of
from tests import cast
from tests.cast import MONDAY, Cast


@pytest.fixture
def people(db: None) -> Cast:
    return cast.build(at=cast.long_ago())


def test_from_a_wanted_range_to_letters_in_one_clear_step_each(people: Cast) -> None:
    asking.crowd(people, 60)
    Person.objects.filter(name="Person 3").update(opted_out_at=MONDAY)
    survey, browser = asking.survey_id(people), browser_of(people.noor)
    page = browser.get(f"/desk/surveys/plan/?survey={survey}&margin=30&per=month").content.decode()
    assert "Opted out" in page
    assert "reckons with 30" in page
    assert page.count("btn-do") == 1
    look = browser.get(f"/desk/surveys/plan/?survey={survey}&margin=30&per=month&rest_days=90&seed=7&look=1")
    said = look.content.decode()
    assert "Mill Lane" in said
    assert not Sample.objects.exists()
    given = dict(re.findall(r'type="hidden" name="(survey|size|rest_days|seed)" value="(\d+)"', said))
    done = browser.post("/desk/surveys/plan/send/", given, follow=True).content.decode()
    sample = Sample.objects.get()
    assert (sample.seed, sample.drawn) == (7, int(given["size"]))
    assert Invitation.objects.count() == sample.drawn
    assert "invitations leave on working mornings" in done
    again = browser.post("/desk/surveys/plan/send/", given, follow=True).content.decode()
    assert "has its sample already" in again
    assert Invitation.objects.count() == sample.drawn


def test_planner_and_rules_say_the_same_of_how_long_people_rest(people: Cast) -> None:
    asking.crowd(people, 12)
    survey, browser = asking.survey_id(people), browser_of(people.noor)
    plan = browser.get(f"/desk/surveys/plan/?survey={survey}").content.decode()
    rules = browser.get(f"/desk/surveys/{survey}/asking/").content.decode()
    (said,) = {
        re.sub(r"\s+", " ", page[page.index('id="rests"') :].partition("</section>")[0]) for page in (plan, rules)
    }
    for days in (
        "14 days",
        "90 days",
        "30 days",
        "21 days",
        "After any question",
        "Between two about the relationship",
    ):
        assert days in said
    assert 'name="rest_days" value="90"' in plan
    Survey.objects.filter(pk=survey).update(kind="csat")
    assert 'name="rest_days" value="30"' in browser.get(f"/desk/surveys/plan/?survey={survey}").content.decode()


def test_another_sort_of_survey_brings_its_own_rest_unless_somebody_chose_one(people: Cast) -> None:
    asking.crowd(people, 12)
    nps, browser = asking.survey_id(people), browser_of(people.noor)
    csat = actions.start_survey(template="csat", name="Matters", asked=Asked.USER, actor=people.dev, at=MONDAY).pk
    page = browser.get(f"/desk/surveys/plan/?survey={nps}").content.decode()
    assert f'name="last" value="{nps}"' in page and 'name="rest_days" value="90"' in page
    address = f"/desk/surveys/plan/?survey={csat}&last={nps}&rest_days="
    for written, stands in ((90, 30), (120, 120), (30, 30)):
        assert f'name="rest_days" value="{stands}"' in browser.get(f"{address}{written}").content.decode()
    chosen = browser.get(f"/desk/surveys/plan/?survey={csat}&last={csat}&rest_days=90").content.decode()
    assert 'name="rest_days" value="90"' in chosen  # this one was wished for


def test_the_planner_says_when_there_is_nobody_and_when_it_is_not_enough(people: Cast) -> None:
    browser = browser_of(people.noor)
    assert "No survey yet" in browser.get("/desk/surveys/plan/").content.decode()
    asking.survey_id(people)
    Person.objects.update(opted_out_at=MONDAY)
    assert "Nobody can be asked now" in browser.get("/desk/surveys/plan/").content.decode()
    Person.objects.update(opted_out_at=None)
    asking.crowd(people, 12)
    said = browser.get("/desk/surveys/plan/?margin=5").content.decode()
    assert "cannot be reached" in said
    assert "Look at the draw" in said
    assert browser.get("/desk/surveys/plan/?margin=7").status_code == 400


def test_rules_are_set_seen_and_ended_on_a_page(people: Cast) -> None:
    survey, browser = asking.survey_id(people), browser_of(people.noor)
    address = f"/desk/surveys/{survey}/asking/"
    assert "It asks only when somebody sends a sample" in browser.get(address).content.decode()
    after = {"service": people.mail.pk, "delay": "240", "share": "50", "contacts": "3"}
    said = browser.post(f"{address}set/after/", after, follow=True).content.decode()
    assert "50 of 100 episodes of Mail with 3 contacts or more, 4 working hours later." in said
    for field, said, why in (
        ("share", "500", "from 1 to 100 for how many of a hundred"),
        ("contacts", "", "from 2 to 100"),
    ):
        wrong = browser.post(f"{address}set/after/", after | {field: said})
        assert (wrong.status_code, AskRule.objects.count()) == (400, 1)
        assert "No rule was set" in wrong.content.decode() and why in wrong.content.decode()
    wrong = browser.post(f"{address}set/around/", {"on": "2020-01-01", "size": "5", "before": "5", "after": "5"})
    assert wrong.status_code == 400
    assert "That day has passed" in wrong.content.decode()
    for kind, expected in (("schedule", 302), ("schedule", 400), ("never", 404)):
        answer = browser.post(f"{address}set/{kind}/", {"every": "quarter", "day": "3", "size": "50"})
        assert answer.status_code == expected
    rule = AskRule.objects.get(kind="after_episode")
    browser.post(f"{address}end/{rule.pk}/")
    rule.refresh_from_db()
    assert rule.ended_at is not None
    other = actions.start_default_survey(service_id=people.mail.pk, actor=system(), at=MONDAY)
    left = AskRule.objects.get(kind="on_schedule")
    assert browser.post(f"/desk/surveys/{other.pk}/asking/end/{left.pk}/").status_code == 404


def test_the_open_page_has_a_poster_with_its_code_and_a_snippet(people: Cast) -> None:
    segno = pytest.importorskip("segno")
    survey, browser = asking.survey_id(people), browser_of(people.noor)
    address = f"/desk/surveys/{survey}/asking/"
    assert browser.get(f"{address}poster.svg").status_code == 404
    said = browser.post(f"{address}page/", follow=True).content.decode()
    key = SayPage.objects.get().key
    assert f"/say/{key}/snippet.js" in said
    wrong = browser.post(f"{address}page/", {"origins": "https://good.example\nhttps://bad.example/path"})
    assert wrong.status_code == 400
    assert "without a path" in wrong.content.decode()
    browser.post(f"{address}page/", {"origins": "https://good.example\n"})
    assert SayPage.objects.get().origins == ["https://good.example"]
    drawn = browser.get(f"{address}poster.svg")
    assert drawn.headers["Content-Type"].startswith("image/svg+xml")
    words = drawn.content.decode()
    assert ElementTree.fromstring(words).tag.endswith("svg")
    assert f"/say/{key}/" in words
    assert "style=" not in words
    expected = segno.make(f"http://127.0.0.1:8000/say/{key}/", error="q", micro=False)
    assert f'viewBox="0 0 {expected.symbol_size(border=0)[0]} ' in words
    browser.post(f"{address}page/", {"close": "yes"})
    assert "The page is closed" in browser.get(address).content.decode()


def test_what_machines_opened_is_told_to_those_who_send(people: Cast) -> None:
    survey = asking.survey_id(people)
    for _ in range(3):
        actions.notice_opening(survey_id=survey, at=MONDAY)
    assert "3 visits by machines" in browser_of(people.dev).get(f"/desk/surveys/{survey}/asking/").content.decode()
