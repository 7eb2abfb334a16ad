"""What may be shown and what may be said: the judgements of insights by example."""

from __future__ import annotations

import itertools
from datetime import date

import pytest

from rapport.domains.insights import rules
from rapport.domains.insights.rules import gaps
from rapport.domains.insights.types import Cell


@pytest.mark.parametrize(
    ("counts", "hidden"),
    [
        ({"a": 12, "b": 7, "c": 3}, {"b", "c"}),
        ({"a": 12, "b": 7, "c": 6}, set()),
        ({"a": 30, "b": 3, "c": 2}, {"b", "c"}),
        ({"a": 30, "b": 20, "c": 3, "d": 1}, {"b", "c", "d"}),
        ({"a": 4}, {"a"}),
        ({"a": 12, "b": 0}, set()),
        ({}, set()),
    ],
)
def test_small_groups_and_what_would_give_them_away_are_hidden(counts: dict[str, int], hidden: set[str]) -> None:
    assert rules.hidden_cells(counts) == hidden


def test_nobody_can_work_out_a_hidden_cell_from_its_sum() -> None:
    for counts in itertools.product(range(9), repeat=4):
        cells = dict(enumerate(counts))
        hidden = rules.hidden_cells(cells)
        shown = [n for key, n in cells.items() if key not in hidden]
        assert all(n == 0 or n >= 5 for n in shown)
        left = sum(counts) - sum(shown)
        assert left == 0 or left >= 5 or not any(shown)


def test_in_a_table_every_row_and_column_keeps_its_secret() -> None:
    table = {(r, c): n for r, row in zip("xyz", [(9, 8, 7), (3, 7, 9), (6, 6, 6)], strict=True)
             for c, n in zip("abc", row, strict=True)}  # fmt: skip
    hidden = rules.hidden_in_table(table)
    for line in ([k for k in table if k[i] == name] for i, names in enumerate(["xyz", "abc"]) for name in names):
        gone = [table[k] for k in line if k in hidden]
        assert not gone or (len(gone) > 1 and sum(gone) >= 5)


def test_a_month_alone_needs_thirty_answers_else_its_quarter_is_shown() -> None:
    april, may, july = date(2026, 4, 1), date(2026, 5, 1), date(2026, 7, 1)
    found = rules.periods_of({april: 40, may: 29, july: 30}, running=date(2026, 9, 1))
    assert found == {april: "2026-Q2", may: "2026-Q2", july: "2026-07"}


def test_a_month_that_was_shown_alone_is_never_pooled_afterwards() -> None:
    april, may = date(2026, 4, 1), date(2026, 5, 1)
    found = rules.periods_of({april: 40, may: 3}, running=date(2026, 9, 1), published=["2026-04"])
    assert found == {april: "2026-04", may: "2026-05"}


@pytest.mark.parametrize(("n", "points"), [(4, None), (9, None), (10, 100.0)])
def test_a_score_needs_ten_answers(n: int, points: float | None) -> None:
    assert rules.figure_of("", "", Cell(0, 0, n)).points == points


def test_from_five_to_nine_only_the_count_and_the_favourable_share_are_shown() -> None:
    figure = rules.figure_of("", "", Cell(3, 1, 4))
    assert (figure.n, figure.favourable, figure.points, figure.detractors) == (8, 0.5, None, 0)


def test_below_five_there_is_nothing() -> None:
    figure = rules.figure_of("", "", Cell(1, 1, 2, asked=9))
    assert (figure.n, figure.asked, figure.favourable, figure.hidden) == (0, 0, None, "few")


def test_no_clear_change_says_how_many_answers_would_be_needed() -> None:
    before, after = rules.figure_of("", "", Cell(38, 32, 30)), rules.figure_of("", "", Cell(30, 35, 35))
    change = rules.change_between(before, after)
    assert change is not None
    assert (change.verdict, change.needed) == ("no clear change", 316)
    assert (round(change.difference, 1), round(change.low, 1), round(change.high, 1)) == (12.6, -9.5, 34.7)


def test_with_as_many_answers_as_were_said_to_be_needed_the_change_is_clear() -> None:
    times = 316 / 100
    grown = [Cell(*(round(n * times * 1.02) for n in counts)) for counts in ((38, 32, 30), (30, 35, 35))]
    before, after = (rules.figure_of("", "", cell) for cell in grown)
    change = rules.change_between(before, after)
    assert change is not None
    assert change.verdict == "better"


def test_a_clear_change_needs_no_more_answers() -> None:
    change = rules.change_between(
        rules.figure_of("", "", Cell(152, 128, 120)), rules.figure_of("", "", Cell(120, 140, 140))
    )
    assert change is not None
    assert (change.verdict, change.needed) == ("better", None)


def test_weighting_uses_the_people_of_each_stratum() -> None:
    found = rules.weighted({"office": Cell(10, 20, 30), "site": Cell(20, 10, 10)}, {"office": 900, "site": 100})
    assert found is not None
    assert found.points == pytest.approx(27.5)


def test_without_a_frame_nothing_is_weighted() -> None:
    assert rules.weighted({"office": Cell(10, 20, 30)}, {}) is None


@pytest.mark.parametrize("n", range(5, 10))
def test_a_share_of_few_is_told_to_within_one_person(n: int) -> None:
    told = [rules.figure_of("", "", Cell(n - k, 0, k)).favourable for k in range(n + 1)]
    assert told == [min(max(k, 1), n - 1) / n for k in range(n + 1)]
    found = [gaps.judged(None, Cell(n - k, k, 0), 0.75) for k in range(n + 1)]
    assert [one.satisfied.value for one in found if one and one.satisfied] == pytest.approx(told)


def test_a_small_spread_has_no_bar_of_single_people() -> None:
    few = rules.figure_of("", "", Cell(3, 4, 4, scores=(1, 0, 1, 0, 0, 0, 1, 2, 2, 3, 1), singly=True))
    assert (few.scores, few.detractors, few.passives, few.promoters) == ((), 3, 4, 4)
    assert (few.deviation, few.median) == (None, None)
    many = (1, 0, 1, 0, 0, 0, 1, 10, 10, 10, 1)
    assert rules.figure_of("", "", Cell(3, 20, 11, scores=many, singly=True)).scores == many
    even = (0, 0, 0, 5, 0, 0, 0, 0, 0, 6, 0)
    assert rules.figure_of("", "", Cell(5, 0, 6, scores=even, singly=True)).scores == even
    part = rules.figure_of("", "", Cell(3, 20, 11, scores=many))
    assert (part.scores, part.deviation, part.detractors) == ((), None, 3)
