"""Further questions: what two releases, a sum and its parts or the other choices would leave over of few people."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from itertools import pairwise, product

import pytest

from rapport.domains.insights import rules
from rapport.domains.insights.actions.releasing_items import _items_of_release, _items_told
from rapport.domains.insights.models import Release, ReleaseCell
from rapport.domains.insights.types import Margin
from rapport.domains.surveys.types import QuestionAsked
from rapport.measures.disclosure import EACH_FROM, LEAST

AT = datetime(2026, 11, 23, tzinfo=UTC)
KEYS = ("home", "office", "van")
CHOICES = tuple((key, key.capitalize()) for key in KEYS)
WHERE = QuestionAsked(key="where", text="Where?", kind="single", choices=CHOICES)
WITH = QuestionAsked(key="where", text="With what?", kind="multiple", choices=CHOICES)
STEPS = ((7, 8, 0), (5, 0, 1), (0, 3, 2), (1, 4, 0), (6, 5, 0), (0, 5, 5), (9, 9, 9), (1, 1, 3), (20, 2, 12), (0, 1, 4))


def released(states: list[Mapping[str, int]], question: str = "where") -> list[ReleaseCell]:
    """One cell of each release, made one after another from counts that grow."""
    found: list[ReleaseCell] = []
    told: dict[tuple[str, str], list[Mapping[str, int]]] = {(Margin.ITEM, question): []}
    for counts in states:
        before = {(Margin.ITEM.value, question): found[-1]} if found else {}
        (cell,) = _items_of_release({question: counts}, {}, before, told)
        if not cell.hidden:
            told[Margin.ITEM, question].append(cell.scores)
        found.append(cell)
    return found


@pytest.mark.parametrize("keys", [("home", "office", "van"), ("1", "2", "3")])
def test_no_two_releases_of_a_question_leave_the_answers_of_few(keys: tuple[str, ...]) -> None:
    """Every pair is subtracted answer by answer, the far ones as well."""
    states, so_far = [], (0, 0, 0)
    for step in STEPS * 3:
        so_far = tuple(a + b for a, b in zip(so_far, step, strict=True))  # type: ignore[assignment]
        states.append(dict(zip(keys, so_far, strict=True)))
    shown = [cell.scores for cell in released(states) if not cell.hidden]
    assert len({str(one) for one in shown}) > 3  # it does move
    for then, now in ((a, b) for i, a in enumerate(shown) for b in shown[i + 1 :]):
        steps = [now.get(key, 0) - then.get(key, 0) for key in keys]
        assert sum(steps) == 0 or sum(steps) >= LEAST
        if not keys[0].isdigit():
            assert sum(steps) >= EACH_FROM or all(one == 0 or one >= LEAST for one in steps)
    assert any(a == b for a, b in pairwise(shown))  # and it waits


def test_a_changed_answer_among_five_new_ones_is_held_back() -> None:
    cells = released([{"home": 20, "office": 20}, {"home": 26, "office": 19}, {"home": 31, "office": 25}])
    assert [cell.scores for cell in cells] == [
        {"home": 20, "office": 20},
        {"home": 20, "office": 20},
        {"home": 31, "office": 25},
    ]


def test_a_single_choice_of_few_is_not_reckoned_from_the_others() -> None:
    for counts in product(range(15), repeat=3):
        if not 10 <= sum(counts) < EACH_FROM:
            continue
        (one,) = rules.items_of({"where": (sum(counts), dict(zip(KEYS, counts, strict=True)))}, [WHERE])
        told = [choice.many for choice in one.choices]
        assert all(many == 0 or many >= LEAST for many in told), counts
        assert not told or sum(told) == sum(counts), counts  # those of few stand together, or nothing does
        assert {many for _, many in one.counts} == {many for many in told if many}, counts


def test_several_choices_do_not_tell_of_the_few_who_left_one_out() -> None:
    said = {"home": 11, "office": 6, "van": 3}
    (one,) = rules.items_of({"where": (12, said)}, [WITH])
    assert [(choice.key, choice.many) for choice in one.choices] == [("office", 6)]
    assert one.counts == (("office", 6),)
    assert one.left_out == 2


def test_quarters_taken_off_their_sum_leave_no_choice_of_few() -> None:
    """Forty-one in all and thirty-two in one quarter: of the nine others one was at home."""
    whole = {"home": 17, "office": 24, "van": 0}
    quarters = {"where|2026-Q3": (32, {"home": 16, "office": 16}), "where|2026-Q4": (9, {"home": 1, "office": 8})}
    (one,) = rules.items_of({"where": (41, whole)}, [WHERE], quarters)
    assert [point.choices for point in one.quarters] == [(), ()]
    even = {"where|2026-Q3": (31, {"home": 12, "office": 19}), "where|2026-Q4": (10, {"home": 5, "office": 5})}
    (one,) = rules.items_of({"where": (41, whole)}, [WHERE], even)
    assert all(point.choices for point in one.quarters)


def test_a_figure_that_stands_the_same_in_many_releases_is_read_once(db: None) -> None:
    """A quarter that is over is in every release from then on: what is subtracted does not grow with it."""
    for number in range(1, 30):
        made = Release.objects.create(survey_id=1, number=number, made_at=AT, as_of=AT, answers=100)
        for margin, key, many in ((Margin.ITEM, "where", 10 + number), (Margin.ITEM_QUARTER, "where|2026-Q1", 10)):
            ReleaseCell.objects.create(release=made, margin=margin, key=key, unscored=many, scores={"home": many})
    told = _items_told(1, "drawn")
    assert {key: len(states) for (_, key), states in told.items()} == {"where": 29, "where|2026-Q1": 1}
