"""People's decisions about acts come before all rules, and never cross persons."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from rapport.measures.episodes import ActRow, Segmentation, segment_detailed

DAY = timedelta(days=1)
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def act(number: int, days: float = 0, reference: str | None = None, **other: Any) -> ActRow:
    return ActRow(number, other.pop("person", "ana"), NOON + days * DAY, reference, **other)


def whole(*acts: ActRow, **wishes: Any) -> Segmentation:
    return segment_detailed(acts, gap=5 * DAY, reopen=7 * DAY, **wishes)


def found(*acts: ActRow, **wishes: Any) -> list[list[int]]:
    return [list(episode.acts) for episode in whole(*acts, **wishes).episodes]


def test_together_bridges_any_silence() -> None:
    assert found(act(1), act(2, 90), act(3, 91), together=[(2, 1)]) == [[1, 2, 3]]


def test_apart_splits_and_what_comes_after_goes_with_the_later_part() -> None:
    assert found(act(1), act(2, 1), act(3, 2), apart=[(1, 2)]) == [[1], [2, 3]]
    split = whole(act(1, 0, "T1"), act(2, 1, "T1"), act(3, 2, "T1"), apart=[(1, 2)])
    assert [episode.acts for episode in split.episodes] == [(1,), (2, 3)]
    assert split.episodes[1].follows == 0


def test_a_call_logged_before_its_ticket_is_placed_with_it() -> None:
    acts = act(1, 0, "T1"), act(2, 1), act(3, 2, "T2"), act(4, 3, "T2", completes=True)
    assert found(*acts) == [[1, 2], [3, 4]]
    assert found(*acts, together=[(2, 3)]) == [[1], [2, 3, 4]]


def test_two_references_are_joined_by_their_first_acts() -> None:
    acts = act(1, 0, "T1"), act(2, 1, "T2"), act(3, 2, "T1"), act(4, 3, "T2")
    assert found(*acts, together=[(1, 2)]) == [[1, 2, 3, 4]]


def test_one_act_is_moved_and_the_rest_of_its_reference_stays() -> None:
    acts = act(1, 0, "T1"), act(2, 1, "T2"), act(3, 2, "T2"), act(4, 3, "T2")
    assert found(*acts, together=[(1, 3)]) == [[1, 3], [2, 4]]


def test_one_act_is_taken_out_and_the_reference_goes_on() -> None:
    acts = act(1, 0, "T1"), act(2, 1, "T1"), act(3, 2, "T1"), act(4, 3, "T1")
    assert found(*acts, apart=[(1, 2)], together=[(1, 3)]) == [[1, 3, 4], [2]]


def test_wishes_reach_across_others() -> None:
    assert found(act(1), act(2, 50), act(3, 100), together=[(1, 2), (2, 3)]) == [[1, 2, 3]]
    assert found(act(1), act(2, 1), act(3, 2), together=[(1, 3)], apart=[(2, 3)]) == [[1, 3], [2]]


def test_an_act_kept_apart_is_no_candidate_and_makes_nothing_ambiguous() -> None:
    kept = whole(act(1, 0, "T1"), act(2, 1, "T2"), act(3, 2), apart=[(2, 3)])
    assert [episode.acts for episode in kept.episodes] == [(1, 3), (2,)]
    assert kept.episodes[0].ambiguous == ()


def test_a_wish_never_crosses_persons() -> None:
    crossed = whole(act(1), act(2, person="ben"), together=[(1, 2)])
    assert len(crossed.episodes) == 2
    assert crossed.refused_together == ((1, 2),)


def test_what_contradicts_itself_stays_apart_and_comes_back() -> None:
    torn = whole(act(1), act(2, 1), act(3, 2), together=[(1, 2), (2, 3)], apart=[(1, 3)])
    assert torn.refused_together == ((2, 3),)
    assert [episode.acts for episode in torn.episodes] == [(1, 2), (3,)]


def test_wishes_about_unknown_acts_come_back() -> None:
    lost = whole(act(1), together=[(1, 9)], apart=[(8, 1), (1, 1)])
    assert lost.refused_together == ((1, 9),)
    assert set(lost.refused_apart) == {(8, 1), (1, 1)}


def test_an_act_without_reference_tied_to_one_does_not_complete_it() -> None:
    acts = act(1, 0, completes=True), act(2, 1, "T1"), act(3, 30, "T1", completes=True)
    (episode,) = whole(*acts, together=[(1, 2)]).episodes
    assert (episode.acts, episode.reference, episode.completed_at) == ((1, 2, 3), "T1", NOON + 30 * DAY)


@pytest.mark.parametrize("wish", [1, (1,), (1, 2, 3), None])
def test_a_wish_is_a_pair(wish: object) -> None:
    with pytest.raises(ValueError, match="pair"):
        found(act(1), together=[wish])
