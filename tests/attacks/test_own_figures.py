"""Attacks by arithmetic on the three questions: an agent's own taps, taken off the figures of a team."""

from __future__ import annotations

import json
from collections.abc import Hashable, Iterable, Iterator
from itertools import chain, combinations
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from rapport.measures import taps as measure
from rapport.measures.taps import OURS, THEIRS, Tap

FIVE = 5
SAID = st.tuples(*[st.sampled_from((True, False, None))] * 3)


@st.composite
def quarters(draw: st.DrawFn) -> list[Tap]:
    """One quarter of three teams; some episodes are answered by one side, some by both, some by two of us."""
    found = []
    for episode in range(draw(st.integers(0, 60))):
        team = draw(st.sampled_from("abc"))
        if draw(st.integers(0, 9)):
            found.append(Tap(team, episode, THEIRS, draw(st.integers(100, 112)), draw(SAID)))
        for _ in range(draw(st.integers(0, 2))):
            found.append(Tap(team, episode, OURS, draw(st.integers(0, 8)), draw(SAID)))
    return found


def counted(taps: Iterable[Tap], side: str, question: int, teams: Iterable[Hashable]) -> list[Tap]:
    """The taps behind one figure of a side."""
    held = set(teams)
    return [one for one in taps if one.side == side and one.said[question] is not None and one.group in held]


def in_pairs(taps: list[Tap], side: str, question: int, teams: Iterable[Hashable]) -> list[Tap]:
    """The taps of a side behind one figure of both: of several of one side the first."""
    first = {
        name: {tap.episode: tap for tap in reversed(counted(taps, name, question, teams))} for name in (THEIRS, OURS)
    }
    return [tap for episode, tap in first[side].items() if episode in first[THEIRS] and episode in first[OURS]]


def left_over(taps: list[Tap], side: str, question: int) -> Iterator[list[Tap]]:
    """What is left of every figure that is shown when others that are shown are taken off it."""
    shown = measure.released(taps)
    teams = [one for one in shown if one is not None]
    singly = [one for one in teams if getattr(shown[one], side)[question] is not None]
    paired = [one for one in teams if shown[one].pairs[question] is not None]
    for found, sums, behind in (
        (singly, getattr(shown[None], side)[question], counted),
        (paired, shown[None].pairs[question], in_pairs),
    ):
        if sums is not None:
            for some in chain.from_iterable(combinations(found, n) for n in range(len(found) + 1)):
                yield behind(taps, side, question, set(teams) - set(some))
        yield from (behind(taps, side, question, [one]) for one in found)
    groups = [[one] for one in paired] + ([teams] if shown[None].pairs[question] is not None else [])
    if shown[None].pairs[question] is not None:
        groups.append([one for one in teams if one not in paired])
    for some in groups:
        both = {id(one) for one in in_pairs(taps, side, question, some)}
        yield [one for one in counted(taps, side, question, some) if id(one) not in both]


@given(quarters())
def test_nothing_that_is_taken_off_something_leaves_the_taps_of_fewer_than_five(taps: list[Tap]) -> None:
    for side in (THEIRS, OURS):
        for question in range(3):
            for rest in left_over(taps, side, question) if taps else ():
                assert not rest or len({one.person for one in rest}) >= FIVE


def test_the_one_of_us_whose_customer_said_nothing_is_not_read_from_the_pairs() -> None:
    """Six answered, five of them about what their customers answered, too: the sixth said no."""
    taps = [Tap("desk", n, THEIRS, 100 + n, (True,) * 3) for n in range(5)]
    taps += [Tap("desk", n, OURS, n, (n < 5,) * 3) for n in range(6)]
    shown = measure.released(taps)["desk"]
    assert shown.ours[0] == measure.Count(5, 6) and shown.pairs == (None,) * 3


def test_a_team_of_four_after_one_left_is_not_shown_nor_read_from_the_quarter_before() -> None:
    """Quarters are released apart and never summed; the four stand in no figure, not even in that of all teams."""
    five = [Tap("desk", n, OURS, n, (True,) * 3) for n in range(5)]
    four = [one for one in five if one.person]
    others = [Tap("field", 10 + n, OURS, 10 + n, (True,) * 3) for n in range(6)]
    before, after = measure.released([*five, *others]), measure.released([*four, *others])
    assert before["desk"].ours[0] == measure.Count(5, 5) and before[None].ours[0] == measure.Count(11, 11)
    assert after["desk"].ours == (None,) * 3 and after["desk"].answered == (None, None)
    assert after[None].ours == (None,) * 3


def test_programs_read_no_taps() -> None:
    """What one tapped and what teams tapped stands on one page and in its file; the REST API has neither."""
    described = json.loads(Path("docs/openapi.json").read_text(encoding="utf-8"))
    for address, told in described["paths"].items():
        assert "reflection" not in json.dumps([address, told]).lower(), address
    assert not [name for name in described["components"]["schemas"] if "reflection" in name.lower()]
