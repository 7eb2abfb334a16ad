"""What a client review may say of one organisation, and what nobody can take off it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest

from rapport.domains.insights import actions
from rapport.domains.insights.models import Release, ReleaseCell
from rapport.domains.people.models import Person
from rapport.domains.surveys import actions as surveys
from rapport.domains.surveys.tests import asking
from rapport.domains.surveys.types import NewAnswer
from rapport.foundation.actors import system
from tests import cast
from tests.cast import MONDAY, ONE_DAY, Cast

AT = MONDAY + 20 * ONE_DAY


@pytest.fixture
def people(db: None) -> Cast:
    return cast.build(at=MONDAY - timedelta(days=400))


def without_site(people: Cast, count: int, *, of: str = "Yard") -> list[int]:
    ids = asking.crowd(people, count, site=of)
    Person.objects.filter(pk__in=ids).update(site=None)
    return ids


def answer(ids: Sequence[int], *, site: str = "") -> None:
    rows = [
        NewAnswer(pk % 11, AT.date() - ONE_DAY, site=site, service="Mail", person_id=pk, source_key=f"{pk}")
        for pk in ids
    ]
    surveys.import_answers(rows, drawn=True, anonymous=False, actor=system(), at=AT)


def released() -> dict[str, list[int]]:
    """What the newest release shows of clients and sites: the answers of each cell, by margin."""
    survey_id = ReleaseCell.objects.values_list("release__survey_id", flat=True).first()
    actions.make_release(survey_id=survey_id or 1, actor=system(), at=AT)
    newest = Release.objects.order_by("-number")[0]
    found: dict[str, list[int]] = {}
    for one in newest.cells.filter(hidden=False).order_by("place"):
        found.setdefault(one.margin, []).append(one.detractors + one.passives + one.promoters)
    return found


def test_people_without_a_site_are_in_the_figure_of_their_organisation(people: Cast) -> None:
    answer(without_site(people, 9))
    answer(asking.crowd(people, 20), site="Mill Lane")
    shown = released()
    assert shown["site_quarter"] == [20]
    assert shown["organisation_quarter"] == shown["organisation_service"] == [29]


@pytest.mark.parametrize("few", [1, 4])
def test_the_whole_less_its_sites_is_never_a_few_people(people: Cast, few: int) -> None:
    answer(without_site(people, few))
    answer(asking.crowd(people, 20), site="Mill Lane")
    assert not {"organisation_quarter", "site_quarter"} <= released().keys()


def test_a_site_that_is_hidden_is_not_what_the_whole_leaves(people: Cast) -> None:
    answer(asking.crowd(people, 3, site="Mill Lane"), site="Mill Lane")
    answer(asking.crowd(people, 20, site="Depot"), site="Depot")
    answer(asking.crowd(people, 9, site="Wharf"), site="Wharf")
    shown = released()
    left = sum(shown.get("organisation_quarter", [])) - sum(shown.get("site_quarter", []))
    assert left <= 0 or left >= 5


def test_what_moved_beside_the_sites_waits_for_five(people: Cast) -> None:
    answer(without_site(people, 9))
    first = asking.crowd(people, 26)
    answer(first[:20], site="Mill Lane")
    assert released()["organisation_quarter"] == [29]
    answer(without_site(people, 2, of="Shed"))
    answer(first[20:], site="Mill Lane")
    shown = released()
    assert (shown.get("organisation_quarter"), shown.get("site_quarter")) != ([37], [26])
