"""Whom to ask: sizes, fair chances, and a draw that repeats exactly."""

import random
from collections import Counter
from hashlib import sha256

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rapport.measures import sampling

STAFF = [f"person-{number}" for number in range(1200)]
SITES = {person: ("office", "site", "home")[number % 10 // 5 + number % 3 // 2] for number, person in enumerate(STAFF)}


@pytest.mark.parametrize(("margin", "answers"), [(0.10, 382), (0.15, 168), (0.20, 94), (1.0, 1)])
def test_how_many_answers_a_margin_needs(margin: float, answers: int) -> None:
    assert sampling.answers_needed(margin) == answers


def test_less_spread_and_less_confidence_need_fewer() -> None:
    assert sampling.answers_needed(0.1, variance=0.5) == 190
    assert sampling.answers_needed(0.1, confidence=0.9) == 268


@pytest.mark.parametrize("margin", [0, -0.1, 1.5, float("nan"), "0.1", True, None])
def test_a_bad_margin_is_refused(margin: object) -> None:
    with pytest.raises(ValueError):
        sampling.answers_needed(margin)
    with pytest.raises(ValueError):
        sampling.answers_needed(0.1, variance=margin)


def test_the_same_seed_draws_the_same_people_whatever_the_order() -> None:
    shuffled = random.Random(3).sample(STAFF, len(STAFF))
    first = sampling.draw(STAFF, size=100, strata=SITES, seed=20261101)
    again = sampling.draw(shuffled, size=100, strata=[SITES[person] for person in shuffled], seed=20261101)
    assert first == again
    assert list(first.probability) == list(again.probability)
    assert first.persons != sampling.draw(STAFF, size=100, strata=SITES, seed=20261102).persons


def test_a_draw_is_the_same_on_every_platform_and_version() -> None:
    found = sampling.draw(range(1, 21), size=4, strata=[number % 2 for number in range(1, 21)], seed=7)
    assert found.persons == (19, 9, 18, 14)


def test_every_stratum_has_its_share_and_every_row_its_chance() -> None:
    found = sampling.draw(STAFF, size=100, strata=SITES, seed=1)
    people = Counter(SITES.values())
    for stratum, seats in found.allocation.items():
        assert abs(seats - 100 * people[stratum] / 1200) < 1
    for row in found:
        assert row.stratum == SITES[row.person]
        assert row.probability == found.allocation[row.stratum] / people[row.stratum]
    assert len(found) == len(set(found.persons)) == 100


def test_seats_go_by_largest_remainder() -> None:
    strata = ["a"] * 56 + ["b"] * 27 + ["c"] * 17
    assert sampling.draw(range(100), size=10, strata=strata, seed="may").allocation == {"a": 5, "b": 3, "c": 2}


def test_twelve_months_ask_everyone_exactly_once() -> None:
    frame, asked = set(STAFF), set()
    for month in range(12):
        drawn = set(sampling.draw(frame, size=100, strata=SITES, seed=month).persons)
        assert not drawn & asked
        asked |= drawn
        frame -= drawn
    assert asked == set(STAFF)


def test_nobody_in_a_tiny_stratum_is_without_a_chance() -> None:
    strata = {person: f"crew {number // 4}" for number, person in enumerate(STAFF)}  # 300 crews of four
    times: Counter[str] = Counter()
    for seed in range(60):
        found = sampling.draw(STAFF, size=100, strata=strata, seed=seed)
        assert max(found.allocation.values()) == 1  # spread over the crews, not heaped
        times.update(found.persons)
    assert min(found.probability.values()) > 0
    assert len(times) > 0.98 * len(STAFF)


def test_a_lonely_stratum_beside_a_large_one_keeps_its_chance() -> None:
    found = sampling.draw(range(1000), size=10, strata=[number < 2 for number in range(1000)], seed=4)
    assert found.probability[0] == 0.5
    assert sum(found.probability.values()) == pytest.approx(10)


def test_chances_are_what_they_say() -> None:
    times: Counter[int] = Counter()
    strata = ["a"] * 7 + ["b"] * 9 + ["c", "d", "e"]
    for seed in range(3000):
        found = sampling.draw(range(19), size=6, strata=strata, seed=seed)
        times.update(found.persons)
    for person in (0, 6, 7, 15):
        assert times[person] / 3000 == pytest.approx(found.probability[person], abs=0.04)
    for person in (16, 17, 18):
        assert times[person] / 3000 == pytest.approx(1 / 3, abs=0.04)


@settings(max_examples=100)
@given(st.data())
def test_for_any_frame_the_draw_is_exact(data: st.DataObject) -> None:
    strata = data.draw(st.lists(st.sampled_from([None, "x", "y", 1, "1", ("s", 2), "lone"]), min_size=1, max_size=80))
    size = data.draw(st.integers(1, len(strata)))
    found = sampling.draw(range(len(strata)), size=size, strata=strata, seed=data.draw(st.integers()))
    assert len(set(found.persons)) == len(found) == size == sum(found.allocation.values())
    assert sum(found.probability.values()) == pytest.approx(size)
    assert all(0 < chance <= 1 for chance in found.probability.values())


class AlikeAtFirst:
    """Lots that begin alike, so that only all of them tell who is first."""

    def __init__(self, said: bytes) -> None:
        self._digest = sha256(said).digest()

    def digest(self) -> bytes:
        return bytes(8) + self._digest


@pytest.mark.parametrize("lots", [sha256, AlikeAtFirst])
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_columns_draw_the_same_people(data: st.DataObject, lots: type, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sampling, "sha256", lots)
    places = data.draw(st.lists(st.sampled_from([0, 0, 0, 0, 0, 0, 1, 1, 2, 3]), min_size=1, max_size=120))
    known = sorted(set(places))
    names = [f"4:{place}" for place in known]
    people = data.draw(st.lists(st.integers(1, 10**12), min_size=len(places), max_size=len(places), unique=True))
    size, seed = data.draw(st.integers(1, len(places))), data.draw(st.integers(-(10**18), 10**18))
    one = sampling.draw(people, size=size, strata=[f"4:{place}" for place in places], seed=seed)
    strata = [known.index(place) for place in places]
    other = sampling.draw_columns(people, size=size, strata=strata, names=names, seed=seed)
    assert [people[place] for place in other.drawn] == list(one.persons)
    assert dict(zip(people, other.probability.tolist(), strict=True)) == one.probability


@pytest.mark.parametrize(("strata", "names"), [([0, 0], ["a"]), ([0, 0, 0], ["a", "b"]), ([0, 1, 1], ["a", "a"])])
def test_columns_whose_strata_do_not_fit_are_refused(strata: list[int], names: list[str]) -> None:
    with pytest.raises(ValueError, match="strata must name"):
        sampling.draw_columns([1, 2, 3], size=1, strata=strata, names=names, seed=1)


@pytest.mark.parametrize(
    "changed",
    [
        {"frame": [1, 2, 2]},
        {"frame": [1, 2, None]},
        {"frame": [1, 2, float("nan")]},
        {"frame": [1, 2, [3]]},
        {"frame": "abc"},
        {"frame": []},
        {"size": 0},
        {"size": 4},
        {"size": 1.5},
        {"size": True},
        {"strata": ["a", "b"]},
        {"strata": {1: "a", 2: "b"}},
        {"strata": None},
        {"seed": None},
        {"seed": 1.5},
        {"seed": True},
    ],
)
def test_what_a_draw_refuses(changed: dict) -> None:
    arguments = {"frame": [1, 2, 3], "size": 2, "strata": ["a", "a", "b"], "seed": 1} | changed
    with pytest.raises(ValueError):
        sampling.draw(arguments.pop("frame"), **arguments)
