"""Two figures that differ by few people are not both shown, nor do both move by nearly the same answers."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rapport.domains.insights import actions, rules
from rapport.domains.insights.models import ReleaseCell
from rapport.domains.people.models import Use
from rapport.domains.surveys import actions as surveys
from rapport.domains.surveys.tests import asking
from rapport.domains.surveys.types import NewAnswer
from rapport.foundation.actors import system
from tests import cast
from tests.cast import MONDAY, ONE_DAY, Cast

AT = MONDAY + 20 * ONE_DAY
Group = list[tuple[int, int]]  # who, and what they said


@pytest.fixture
def people(db: None) -> Cast:
    return cast.build(at=MONDAY - timedelta(days=400))


def counted(said: dict[int, int]) -> tuple[int, ...]:
    by = Counter(said.values())
    return tuple(by[score] for score in range(11))


@settings(max_examples=50, deadline=None)
@given(
    said=st.lists(st.integers(0, 10), min_size=12, max_size=30),
    mail=st.sets(st.integers(0, 29), min_size=5),
    print_=st.sets(st.integers(0, 29), min_size=5),
)
def test_no_pair_that_betrays_few_escapes_the_first_look(said: list[int], mail: set[int], print_: set[int]) -> None:
    one, other = ({who: said[who] for who in group if who < len(said)} for group in (mail, print_))
    left, right = len(one.keys() - other.keys()), len(other.keys() - one.keys())
    a, b = counted(one), counted(other)
    if rules.betrays(a, b, left=left, right=right) and a != b:
        assert rules.suspects({"a": a, "b": b}) == [("a", "b")]
    if other.keys() < one.keys() and left < 5:
        assert rules.betrays(a, b, left=left, right=right)


def shown(margin: str) -> dict[str, int]:
    """What the newest release shows, by label, with its n."""
    newest = ReleaseCell.objects.order_by("-release__number")[0].release
    cells = newest.cells.filter(margin=margin, hidden=False)
    return {one.label: one.detractors + one.passives + one.promoters for one in cells}


def test_a_single_new_answer_in_one_service_is_not_seen_beside_another(people: Cast) -> None:
    ids = asking.crowd(people, 40)
    Use.objects.bulk_create(Use(person_id=pk, service=people.printing, since=date(2025, 1, 1)) for pk in ids[:30])
    asking.send(people, size=40, month=date(2026, 11, 1))
    of = {one.pk: len(one.services) for one in asking.Invitation.objects.filter(person_id__in=ids)}
    tokens = asking.tokens()
    both, alone = ([tokens[pk] for pk, n in of.items() if n == many] for many in (2, 1))
    say(people, (both[:14], 9), (alone[:6], 9))
    assert shown("service") == {"Mail": 20, "Printing": 14}
    say(people, (both[14:20], 9), (alone[6:7], 0))
    now = shown("service") | shown("all")
    moved = [now["Mail"] - 20, now["Printing"] - 14, now["All answers"] - 20]
    assert all(abs(a - b) not in range(1, 5) for a in moved for b in moved), moved


def say(people: Cast, *told: tuple[list[str], int]) -> None:
    for tokens, score in told:
        for token in tokens:
            surveys.answer(token=token, score=score, at=AT)
    actions.make_release(survey_id=asking.survey_id(people), actor=system(), at=AT)


@pytest.mark.parametrize("drawn", [True, False])
def test_answers_of_no_site_cannot_be_worked_out_from_the_sum(people: Cast, drawn: bool) -> None:
    rows = [NewAnswer(9, date(2026, 10, 5), site="Head office", service="Mail") for _ in range(12)]
    rows += [NewAnswer(0, date(2026, 10, 5)) for _ in range(2)]
    surveys.import_answers(rows, drawn=drawn, anonymous=True, actor=system(), at=MONDAY)
    assert shown("all") == {"All answers": 14}
    assert shown("site") == shown("site_quarter") == shown("service") == {}
