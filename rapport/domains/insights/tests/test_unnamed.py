"""Answers without a name join figures five at a time, so that nobody subtracts those by name."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rapport.domains.insights import actions, queries, rules
from rapport.domains.insights.models import ReleaseCell
from rapport.domains.insights.types import Cell
from rapport.domains.surveys import actions as surveys
from rapport.domains.surveys.tests import asking
from rapport.foundation.actors import system
from tests import cast
from tests.cast import MONDAY, ONE_DAY, Cast

AT = MONDAY + 20 * ONE_DAY


@pytest.fixture
def people(db: None) -> Cast:
    return cast.build(at=MONDAY - timedelta(days=400))


def say(tokens: list[str], scores: list[int], *, name: bool) -> None:
    for score in scores:
        surveys.answer(token=tokens.pop(), score=score, leave_name_out=not name, at=AT)


def whole(people: Cast) -> tuple[int, int, int]:
    """What the newest release says of all answers."""
    actions.make_release(survey_id=asking.survey_id(people), actor=system(), at=AT)
    cell = ReleaseCell.objects.filter(margin="all").order_by("-release__number")[0]
    return cell.detractors, cell.passives, cell.promoters


def test_one_confidential_answer_among_named_ones_waits(people: Cast) -> None:
    asking.crowd(people, 40)
    asking.send(people, size=40, month=date(2026, 11, 1))
    tokens = list(asking.tokens().values())
    say(tokens, [9] * 12, name=True)
    say(tokens, [0], name=False)
    assert whole(people) == (0, 0, 12)
    say(tokens, [9] * 5, name=True)
    say(tokens, [8, 8, 8], name=False)
    assert whole(people) == (0, 0, 17)
    say(tokens, [9] * 4, name=True)
    say(tokens, [0], name=False)
    assert whole(people) == (2, 3, 21)
    say(tokens, [9] * 5, name=True)
    say(tokens, [0], name=False)
    assert whole(people) == (2, 3, 21)
    assert queries.loyalty(people.dev).received == 32


def cell(named: int, unnamed: int) -> Cell:
    """So many zeros with a name and without."""
    rest = (0,) * 10
    return Cell(named + unnamed, scores=(named + unnamed, *rest), unnamed=(unnamed, *rest))


CELLS = st.builds(cell, st.integers(0, 9), st.integers(0, 9))


@given(st.dictionaries(st.sampled_from("abcdefgh"), CELLS, max_size=8))
@settings(max_examples=50)
def test_between_the_whole_and_its_parts_lie_none_or_five_without_a_name(cells: Mapping[str, Cell]) -> None:
    short = rules.named_only(cells)
    left = {key: sum(cell.unnamed) for key, cell in cells.items()}
    assert all(left[key] == 0 or left[key] >= 5 for key in cells if key not in short)
    waiting = sum(left[key] for key in short)
    assert waiting == 0 or waiting >= 5 or not any(left[key] for key in cells if key not in short)


@given(st.dictionaries(st.sampled_from("abcdefgh"), CELLS, max_size=8))
@settings(max_examples=50)
def test_strata_are_weighed_by_five_and_more(strata: Mapping[str, Cell]) -> None:
    together = rules.pooled(strata)
    assert sorted(key for keys in together.values() for key in keys) == sorted(k for k, c in strata.items() if c.n)
    for name, keys in together.items():
        enough = sum(strata[key].n for key in keys) >= 5
        few = 0 < sum(sum(strata[key].unnamed) for key in keys) < 5
        assert name == "others" or (enough and not few)


def test_where_everybody_answered_alike_nobody_is_told() -> None:
    alike = Cell(6, 0, 0, 6, 6, (6,) + (0,) * 10, unnamed=(6,) + (0,) * 10)
    mixed = Cell(5, 0, 1, 6, 6, (5,) + (0,) * 9 + (1,), unnamed=(5,) + (0,) * 9 + (1,))
    assert rules.named_only({"all": alike}) == {"all"}
    assert rules.named_only({"all": mixed}) == frozenset()
