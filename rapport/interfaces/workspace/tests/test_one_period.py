"""A table of groups is of one period, and the planner speaks the unit of the survey it plans."""

from __future__ import annotations

import pytest
from django.utils import timezone

from rapport.domains.insights import queries
from rapport.domains.insights.types import Figure, Judging, LoyaltyPage, Metric, Series
from rapport.domains.surveys import actions
from rapport.domains.surveys.tests import asking
from rapport.domains.surveys.types import Asked
from rapport.interfaces.look.figures.scales import NET
from rapport.interfaces.workspace.asking.wording import margin_words
from rapport.interfaces.workspace.loyalty.drawing import facets
from rapport.interfaces.workspace.tests.test_loyalty import answered, browser_of
from tests import cast
from tests.cast import Cast


@pytest.fixture
def people(db: None) -> Cast:
    return cast.build(at=cast.long_ago())


def series(label: str, *quarters: str) -> Series:
    points = [Figure(f"{label}|{q}", label, 40, points=10, low=0, high=20) for q in quarters]
    whole = Figure(label, label, 90, points=5, low=0, high=10)
    return Series(label, label, points, points[-1] if points else whole, None, "", whole)


def page_with(people: Cast, *many: Series) -> LoyaltyPage:
    from dataclasses import replace

    answered(people)
    return replace(queries.loyalty(people.dev), facets=(("team", many),))


def test_one_table_never_mixes_periods(people: Cast) -> None:
    both = page_with(people, series("Desk", "2026-Q2", "2026-Q3"), series("Field", "2026-Q3"), series("Lab", "2026-Q1"))
    (table,) = facets(both, NET)
    assert (table["when"], [row.label for row in table["rows"]], table["absent"]) == (
        "in Q3 26", ["Desk", "Field"], ["Lab"],
    )  # fmt: skip
    (apart,) = facets(page_with(people, series("Desk", "2026-Q2"), series("Field", "2026-Q3"), series("Lab")), NET)
    assert (apart["when"], [row.n for row in apart["rows"]], apart["absent"]) == ("so far, all answers", ["90"] * 3, [])


def test_the_planner_says_the_range_in_the_survey_s_own_unit(people: Cast) -> None:
    asking.crowd(people, 60)
    said = {"asked": Asked.USER, "actor": people.dev, "at": timezone.now()}
    csat = actions.start_survey(template="csat", name="Satisfied", **said).pk
    ces = actions.start_survey(template="ces", name="Easy", **said).pk
    browser = browser_of(people.dev)
    shares = browser.get(f"/desk/surveys/plan/?survey={csat}&margin=20").content.decode()
    assert "for ±20 percentage points" in shares and "points</option>" in shares
    ease = browser.get(f"/desk/surveys/plan/?survey={ces}&margin=10").content.decode()
    assert "±0.6 on 1 to 7" in ease
    assert margin_words(15, Judging("nps", Metric.NET, 0, 10)) == "±15 points"
    # Of a share the worst variance is a quarter, so far fewer answers do.
    assert "Ask 60 people" not in ease


def test_surveys_stand_in_one_line_to_choose_from(people: Cast) -> None:
    answered(people)
    for number in range(4):
        actions.start_survey(
            template="csat", name=f"Another {number}", asked=Asked.USER, actor=people.dev, at=timezone.now()
        )
    page = browser_of(people.dev).get("/desk/loyalty").content.decode()
    assert page.count('<select id="survey"') == 1
    assert page.count("Another ") == 4
