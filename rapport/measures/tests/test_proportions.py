"""Shares and their Wilson intervals."""

import sys
from subprocess import run

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.measures import proportions


@pytest.mark.parametrize(("k", "n", "low", "high"), [(46, 200, 0.177093, 0.293083), (30, 60, 0.377350, 0.622650)])
def test_the_worked_shares(k: int, n: int, low: float, high: float) -> None:
    found = proportions.wilson(k, n)
    assert (found.value, found.low, found.high) == pytest.approx((k / n, low, high), abs=1e-6)


def test_none_and_all_reach_the_ends_but_not_beyond() -> None:
    assert proportions.wilson(0, 7).low == 0
    assert proportions.wilson(7, 7).high == 1
    assert 0 < proportions.wilson(7, 7).low < 1


@given(st.integers(1, 5000), st.data())
def test_the_interval_holds_the_share_and_mirrors(n: int, data: st.DataObject) -> None:
    k = data.draw(st.integers(0, n))
    found, mirrored = proportions.wilson(k, n), proportions.wilson(n - k, n)
    assert 0 <= found.low <= found.value <= found.high <= 1
    assert found.low == pytest.approx(1 - mirrored.high)


@pytest.mark.parametrize(
    ("k", "n", "confidence"),
    [
        (3, 2, 0.95),
        (-1, 2, 0.95),
        (0, 0, 0.95),
        (1, 2, 1.0),
        (1, 2, 0),
        (True, 2, 0.95),
        ("1", 2, 0.95),
        (0.5, 2, 0.95),
    ],
)
def test_what_is_refused(k: object, n: object, confidence: float) -> None:
    with pytest.raises(ValueError):
        proportions.wilson(k, n, confidence)


def test_pages_can_show_scores_and_shares_without_heavy_libraries() -> None:
    program = (
        "import sys; from rapport.measures import loyalty, proportions, sampling, estimates, worktime, episodes;"
        "loyalty.nps_from_counts(detractors=1, passives=2, promoters=3); proportions.wilson(1, 2);"
        "sys.exit(bool({'numpy', 'scipy', 'django'} & set(sys.modules)))"
    )
    assert run([sys.executable, "-c", program], check=False).returncode == 0
