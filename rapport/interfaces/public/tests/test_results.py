"""The published page and what operators watch."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from rapport.domains.publishing import actions, queries
from rapport.domains.publishing.models import Target
from rapport.domains.publishing.types import Measure
from rapport.domains.surveys import actions as surveys
from rapport.domains.surveys.types import NewAnswer
from rapport.foundation.actors import NOBODY, NotAllowed, system
from tests import cast
from tests.cast import MONDAY, ONE_DAY, Cast


@pytest.fixture
def people(db: None) -> Cast:
    return cast.build()


@pytest.fixture
def published(people: Cast) -> Cast:
    """A target, a score and a deed."""
    name = "Would recommend us, −100 to +100"
    actions.set_target(measure=Measure.RECOMMEND, name=name, goal=20, actor=people.dev, at=MONDAY)
    actions.set_target(measure=Measure.PROMISES_KEPT, name="Done when we said", goal=0.95, actor=people.dev, at=MONDAY)
    actions.publish_deed(said="Tell us before.", did="Two weeks ahead.", actor=people.dev, at=MONDAY)
    rows = [NewAnswer(score, date(2026, 9, 5)) for score in [3] * 24 + [8] * 34 + [9] * 41]
    surveys.import_answers(rows, drawn=True, anonymous=True, actor=system(), at=MONDAY)
    return people


def test_anybody_reads_the_results_with_range_and_n(client: Client, published: Cast) -> None:
    said = client.get("/results").content.decode()
    assert "How we did in September 2026" in said
    assert "+17" in said
    assert "+1 to +32" in said
    assert "+20 lies inside the range" in said
    assert "Two weeks ahead." in said
    assert "Done when we said" in said  # named as not shown yet, with no figure


def test_an_empty_page_says_so(client: Client, people: Cast) -> None:
    page = client.get("/results")
    assert page.status_code == 200
    assert "not enough figures yet" in page.content.decode()


def test_figures_leave_as_csv_and_formulas_are_defused(client: Client, published: Cast) -> None:
    actions.set_target(measure=Measure.RECOMMEND, name="=1+1", goal=20, actor=published.dev, at=MONDAY)
    lines = client.get("/results.csv").content.decode().splitlines()
    assert lines[1].startswith("'=1+1,20.0,17.17")


def test_a_new_target_ends_the_old_one_and_keeps_it_on_record(published: Cast) -> None:
    later = MONDAY + 30 * ONE_DAY
    actions.set_target(measure=Measure.RECOMMEND, name="Recommend", goal=10, actor=published.dev, at=later)
    goals = Target.objects.filter(measure=Measure.RECOMMEND).order_by("id").values_list("goal", "until")
    assert list(goals) == [(20.0, later.date()), (10.0, None)]
    assert [t.goal for t in queries.targets(NOBODY)] == [10.0, 0.95]


def test_a_goal_beyond_its_scale_is_refused(people: Cast) -> None:
    with pytest.raises(actions.ImpossibleGoal):
        actions.set_target(measure=Measure.RESPONSE_RATE, name="Answer", goal=40, actor=people.dev, at=MONDAY)


def test_agents_leads_and_customers_publish_nothing(people: Cast) -> None:
    for actor in (people.hugo, people.noor, *people.outsiders.values()):
        with pytest.raises(NotAllowed):
            actions.publish_deed(said="a", did="b", actor=actor, at=MONDAY)


def test_a_small_place_is_named_as_not_shown_and_its_count_nowhere(client: Client, people: Cast) -> None:
    from rapport.domains.people import actions as people_actions

    for name in ("Mill Lane", "Yard"):
        people_actions.create_site(organisation_id=people.aldergate.pk, name=name, actor=system(), at=MONDAY)
    places = [("Head office", 40), ("Mill Lane", 7), ("Yard", 3)]
    rows = [NewAnswer(9, date(2026, 9, 5), site=site, service="Mail") for site, n in places for _ in range(n)]
    surveys.import_answers(rows, drawn=True, anonymous=True, actor=system(), at=MONDAY)
    said = client.get("/results").content.decode()
    assert "Mill Lane, Yard are not shown" in said


def test_operators_see_life_readiness_and_counts_without_names(client: Client, published: Cast) -> None:
    assert client.get("/healthz").content == b"ok\n"
    assert client.get("/readyz").json()["ready"] is True
    counts = client.get("/metrics", HTTP_HOST="127.0.0.1").content.decode()
    assert "rapport_jobs{" in counts or "rapport_workers" in counts
    assert "Northwind" not in counts
