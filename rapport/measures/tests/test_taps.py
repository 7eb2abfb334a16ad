"""What may be told of taps by group, and what nobody may work out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.measures.taps import Count, Pairs, Tap, released

YES, NO, LEFT = True, False, None


def _side(side: str, group: str, said: list[bool | None], *, first: int = 0) -> list[Tap]:
    return [Tap(group, n, side, first + n, (one, LEFT, LEFT)) for n, one in enumerate(said)]


def test_five_people_are_told_and_four_are_not() -> None:
    assert released(_side("theirs", "desk", [YES] * 4 + [NO]))["desk"].theirs[0] == Count(4, 5)
    assert released(_side("theirs", "desk", [YES] * 4))["desk"].theirs[0] is None


def test_many_answers_of_few_people_are_not_told() -> None:
    taps = [Tap("desk", n, "ours", n % 4, (YES, LEFT, LEFT)) for n in range(40)]
    assert released(taps)["desk"].ours[0] is None
    assert released(taps)[None].ours[0] is None


def test_all_together_hide_where_one_small_group_could_be_worked_out() -> None:
    big, small = _side("theirs", "desk", [YES] * 9), _side("theirs", "field", [NO] * 2, first=100)
    found = released([*big, *small])
    assert found["desk"].theirs[0] == Count(9, 9)
    assert found["field"].theirs[0] is None and found[None].theirs[0] is None
    more = _side("theirs", "online", [NO] * 3, first=200)
    assert released([*big, *small, *more])[None].theirs[0] == Count(9, 14)


def test_a_question_left_out_is_no_no() -> None:
    taps = [Tap("desk", n, "theirs", n, (YES if n < 5 else LEFT, NO, LEFT)) for n in range(8)]
    found = released(taps)["desk"]
    assert (found.theirs[0], found.theirs[1], found.theirs[2]) == (Count(5, 5), Count(0, 8), None)
    assert found.answered == (8, None)


def test_where_two_sides_differ_is_counted_on_the_same_episodes() -> None:
    theirs = _side("theirs", "desk", [YES, YES, NO, NO, YES, LEFT])
    ours = _side("ours", "desk", [YES, NO, YES, NO, YES, LEFT], first=50)
    assert released([*theirs, *ours])["desk"].pairs[0] == Pairs(both=2, theirs_only=1, ours_only=1, neither=1)
    assert released([*theirs, *ours[:4]])["desk"].pairs[0] is None


def test_what_is_no_group_is_refused() -> None:
    with pytest.raises(ValueError, match="no group"):
        released([Tap(None, 1, "theirs", 1, (YES, YES, YES))])
    with pytest.raises(ValueError, match="hides nobody"):
        released([], least=1)


taps = st.lists(
    st.builds(
        Tap,
        group=st.sampled_from("abc"),
        episode=st.integers(1, 30),
        side=st.sampled_from(["theirs", "ours"]),
        person=st.integers(1, 12),
        said=st.tuples(*[st.sampled_from([YES, NO, LEFT])] * 3),
    ),
    max_size=80,
)


@given(taps)
def test_taking_away_never_leaves_fewer_than_five(held: list[Tap]) -> None:
    found = released(held)
    for question in range(3):
        total = found[None].theirs[question]
        if total is None:
            continue
        shown = {g for g in "abc" if g in found and found[g].theirs[question] is not None}
        hidden = [t for t in held if t.side == "theirs" and t.said[question] is not None and t.group not in shown]
        assert not hidden or len({t.person for t in hidden}) >= 5
