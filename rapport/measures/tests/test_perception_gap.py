"""Facts beside perception: the worked numbers, what flags, what does not, and what is refused."""

import sys
from subprocess import run

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.measures import gaps, proportions

COUNTS = st.integers(0, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def test_the_reliability_of_a_difference() -> None:
    assert gaps.difference_reliability(0.94, 0.89, 0.31) == pytest.approx(0.876812, abs=1e-6)


def test_parts_that_spread_unequally_weigh_unequally() -> None:
    found = gaps.difference_reliability(0.9, 0.5, 0.0, deviation_perceived=3.0, deviation_expected=1.0)
    assert found == pytest.approx((0.9 * 9 + 0.5) / 10)


@pytest.mark.parametrize("given", [(1.2, 0.8, 0.1), (0.9, 0.8, 2), (0.9, 0.9, 1.0), (0.9, 0.8, 0.1, 0.0)])
def test_what_has_no_reliability_is_refused(given: tuple[float, ...]) -> None:
    with pytest.raises(ValueError):
        gaps.difference_reliability(*given)


def test_green_facts_with_red_perception_are_flagged() -> None:
    found = gaps.perception_gap(
        unhappy_met=41, met=120, unhappy_missed=9, missed=14, level_met=True, perception_target=0.85
    )
    assert found.flagged and found.n == 134
    assert found.satisfied == proportions.wilson(84, 134)
    assert found.unhappy_met == proportions.wilson(41, 120)
    assert found.difference is not None and found.difference.value == pytest.approx(41 / 120 - 9 / 14)


@pytest.mark.parametrize(
    ("counts", "level_met", "target"),
    [
        ((41, 120, 9, 14), False, 0.85),  # the facts are red, too
        ((10, 120, 0, 14), True, 0.85),  # perception is not clearly below
        ((4, 4, 0, 0), True, 0.85),  # too few
        ((60, 120, 0, 0), True, 0.55),  # the upper end reaches the target
    ],
)
def test_anything_else_is_not(counts: tuple[int, int, int, int], level_met: bool, target: float) -> None:
    assert not gaps.perception_gap(*counts, level_met=level_met, perception_target=target).flagged


def test_where_nobody_was_asked_nothing_is_said() -> None:
    found = gaps.perception_gap(0, 0, 0, 0, level_met=True, perception_target=0.9)
    assert (found.unhappy_met, found.difference, found.satisfied, found.n, found.flagged) == (
        None,
        None,
        None,
        0,
        False,
    )
    assert gaps.perception_gap(1, 9, 0, 0, level_met=True, perception_target=0.9).difference is None


def test_newcombes_example() -> None:
    """Newcombe 1998, table II (a): 56 of 70 against 48 of 80, method 10."""
    found = gaps.perception_gap(56, 70, 48, 80, level_met=True, perception_target=0.5).difference
    assert found is not None
    assert (found.low, found.high) == pytest.approx((0.0524, 0.3339), abs=1e-4)


@given(COUNTS, COUNTS, st.floats(0, 1), st.booleans())
def test_a_flag_is_what_it_says(met: tuple[int, int], missed: tuple[int, int], target: float, level: bool) -> None:
    found = gaps.perception_gap(*met, *missed, level_met=level, perception_target=target)
    if found.flagged:
        assert level and found.n >= 5 and found.satisfied is not None and found.satisfied.high < target
    if found.difference is not None:
        assert -1 <= found.difference.low <= found.difference.value <= found.difference.high <= 1


@given(COUNTS, COUNTS)
def test_exchanging_the_sides_turns_the_difference(met: tuple[int, int], missed: tuple[int, int]) -> None:
    one = gaps.perception_gap(*met, *missed, level_met=True, perception_target=0.5).difference
    other = gaps.perception_gap(*missed, *met, level_met=True, perception_target=0.5).difference
    assert (one is None) == (other is None)
    if one is not None and other is not None:
        assert (one.low, one.high) == pytest.approx((-other.high, -other.low))


@pytest.mark.parametrize(
    "given",
    [
        {"unhappy_met": 3, "met": 2},
        {"unhappy_met": -1},
        {"met": 2.5},
        {"perception_target": 1.2},
        {"level_met": 1},
        {"confidence": 1.0},
    ],
)
def test_what_cannot_be_is_refused(given: dict[str, object]) -> None:
    sound: dict[str, object] = {"unhappy_met": 1, "met": 2, "unhappy_missed": 0, "missed": 1, "level_met": True}
    with pytest.raises(ValueError):
        gaps.perception_gap(**{**sound, "perception_target": 0.8, **given})  # type: ignore[arg-type]


def test_the_zone_of_tolerance() -> None:
    found = gaps.service_quality(adequate=[4, 5, 4, 5], desired=[7, 7, 6, 6], perceived=[5, 6, 3, 6])
    assert (found.adequate, found.desired, found.perceived) == (4.5, 6.5, 5.0)
    assert (found.adequacy_gap, found.superiority_gap, found.tolerated) == (0.5, -1.5, True)
    assert (found.inside.k, found.n) == (3, 4)
    assert found.adequacy is not None and found.adequacy.low < 0.5 < found.adequacy.high
    # Differences 1, 1, -1, 1: mean .5, s 1, t(3) 3.182446, standard error .5
    assert found.adequacy.high == pytest.approx(0.5 + 3.182446 * 0.5, abs=1e-5)


def test_one_person_has_no_interval() -> None:
    found = gaps.service_quality(adequate=[4], desired=[6], perceived=[5])
    assert found.adequacy is None and found.superiority is None and found.tolerated


@pytest.mark.parametrize(
    ("adequate", "desired", "perceived"),
    [
        ([], [], []),
        ([4], [6, 7], [5]),
        ([7], [6], [5]),
        ([4], [6], [float("nan")]),
        ("4", "6", "5"),
        ([4], [6], [True]),
    ],
)
def test_answers_that_do_not_belong_together_are_refused(adequate: object, desired: object, perceived: object) -> None:
    with pytest.raises(ValueError):
        gaps.service_quality(adequate=adequate, desired=desired, perceived=perceived)


def test_it_needs_no_heavy_library_for_a_page() -> None:
    said = (
        "import sys; from rapport.measures import gaps; "
        "gaps.perception_gap(1, 9, 2, 4, level_met=True, perception_target=.8); assert 'scipy' not in sys.modules"
    )
    assert run([sys.executable, "-c", said], check=False).returncode == 0
