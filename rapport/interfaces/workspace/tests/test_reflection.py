"""Do we understand each other: released quarters for leads and owners, own taps for everybody who serves."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
from django.urls import reverse

from rapport.domains.ledger import actions, queries
from rapport.domains.ledger.models import Episode, Reflection, ReflectionFigure
from rapport.domains.people.actions import Newcomer, meet
from rapport.foundation.actors import NotAllowed, system
from rapport.interfaces.workspace.reflection import wording
from tests.cast import Cast
from tests.visitors import browser
from tests.world import NOW

SUMMER = datetime(2026, 8, 3, 9, tzinfo=UTC)


def met(home: int, n: int, word: str) -> list[int]:
    named = [Newcomer(home, f"{word}{i}@x{home}.example", f"{word} {i}") for i in range(n)]
    return list(meet(newcomers=named, actor=system(), at=SUMMER).values())


@pytest.fixture
def summer(cast: Cast, clock: None) -> Cast:
    """Seven people and five of us about seven matters with the desk; two matters with the field team."""
    people, staff = met(cast.aldergate.pk, 7, "p"), met(cast.northwind.pk, 5, "s")
    for n, person in enumerate(people):
        tapped(cast, person, cast.service_desk.pk, n, theirs=n < 2, ours=n != 0, by=staff[n % 5])
    for n, person in enumerate(people[:2]):
        tapped(cast, person, cast.field_team.pk, n, theirs=True, ours=True, by=staff[n])
    episode(cast, people[0], cast.service_desk.pk, 9)
    actions.release_reflections(actor=system(), at=NOW)
    return cast


def episode(cast: Cast, person: int, team: int, n: int) -> Episode:
    at = SUMMER + timedelta(days=n)
    moments = {"started_at": at, "last_act_at": at, "completed_at": at}
    return Episode.objects.create(person_id=person, organisation=cast.aldergate, team_id=team, **moments)


def tapped(cast: Cast, person: int, team: int, n: int, *, theirs: bool, ours: bool, by: int) -> None:
    one = episode(cast, person, team, n)
    for side, who, said in (("theirs", person, theirs), ("ours", by, ours)):
        at = one.completed_at
        Reflection.objects.create(
            episode=one, side=side, person_id=who, asked_at=at, answered_at=at, understood=said, know_each_other=True
        )


def test_both_sides_stand_with_n_and_range_and_where_they_differ(summer: Cast) -> None:
    found = {one.team: one.quarters[-1] for one in queries.reflections_between(summer.dev)}
    desk = found["Service Desk"]
    assert desk.first == date(2026, 7, 1)
    theirs, ours = desk.theirs[2], desk.ours[2]
    assert theirs is not None and ours is not None and (theirs.k, theirs.n, ours.k, ours.n) == (2, 7, 6, 7)
    assert desk.pairs[2] is not None and (desk.pairs[2].theirs_only, desk.pairs[2].ours_only) == (1, 5)
    assert desk.theirs[1] is None  # nobody tapped it: no answer is no no
    assert desk.their_asked is not None
    assert (desk.their_asked.episodes, desk.their_asked.not_asked, desk.their_asked.no_answer) == (8, 1, 0)
    shown = browser(summer.dev).get(reverse("workspace:reflection")).content.decode()
    assert "2 of 7 (8 to 64" in shown and "6 of 7 (49 to 97" in shown and "5 only we" in shown


def test_small_groups_are_hidden_and_cannot_be_worked_out(summer: Cast) -> None:
    found = {one.team: one.quarters[-1] for one in queries.reflections_between(summer.dev)}
    assert found["Field Team"].is_hidden and found[""].is_hidden
    assert ReflectionFigure.objects.get(team=summer.field_team).told["theirs"] == [None, None, None]
    rows = list(csv.DictReader(StringIO(browser(summer.dev).get("/desk/reflection.csv").content.decode())))
    assert {row["n"] for row in rows if row["team"] != "Service Desk"} == {""}
    assert [row["yes"] for row in rows if row["team"] == "Service Desk" and row["question"] == wording.ASKED[2][0]] == [
        "2",
        "6",
    ]


def test_released_once_two_weeks_after_the_quarter(summer: Cast) -> None:
    before = list(ReflectionFigure.objects.order_by("pk").values_list("told", flat=True))
    Reflection.objects.update(understood=True)
    assert actions.release_reflections(actor=system(), at=NOW) == 0
    assert list(ReflectionFigure.objects.order_by("pk").values_list("told", flat=True)) == before
    ReflectionFigure.objects.all().delete()
    early = datetime(2026, 10, 10, tzinfo=UTC)
    assert actions.release_reflections(actor=system(), at=early) == 0


def test_leads_see_their_teams_only_and_agents_their_own_taps(summer: Cast) -> None:
    assert {one.team for one in queries.reflections_between(summer.noor)} == {"Service Desk"}
    with pytest.raises(NotAllowed):
        queries.reflections_between(summer.hugo)
    assert queries.reflections_between(summer.ruth) == []
    one = Episode.objects.order_by("pk")[0]
    Reflection.objects.create(
        episode=one, side="ours", person_id=summer.hugo.person_id, asked_at=NOW, answered_at=NOW, understood=False
    )
    taps = queries.own_taps(summer.hugo, at=NOW)
    assert taps is not None and (taps.counts[2], taps.answered) == ((0, 1), 1)
    shown = browser(summer.hugo).get(reverse("workspace:reflection")).content.decode()
    assert "0 of 1" in shown and "Aldergate" not in shown
    assert browser(summer.hugo).get(reverse("workspace:reflection_csv")).status_code == 403
    assert queries.own_taps(summer.marta, at=NOW) is None
