"""Stages rise by two months of evidence, never by failures, never fall by absence, whatever the order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.measures.stages import (
    BY_CHOICE,
    FAILURES,
    Attitude,
    Evidence,
    Kind,
    Path,
    Stage,
    attitude_of,
    number_of,
    path,
)

START, END = date(2025, 1, 1), date(2026, 12, 31)


def on(month: int, day: int = 10) -> date:
    """A day in a month, counted from January 2025."""
    return date(2025 + (month - 1) // 12, (month - 1) % 12 + 1, day)


def told(*evidence: Evidence, until: int = 24) -> Path:
    return path(evidence, since=START, until=on(until))


def answers(**by_month: int) -> list[Evidence]:
    return [Evidence(Kind.ANSWER, on(int(month[1:])), score) for month, score in by_month.items()]


FOLLOWS = [Evidence(Kind.USE, on(1)), Evidence(Kind.QUESTION, on(2)), Evidence(Kind.TALK, on(3))]
SUPPORTS = [*FOLLOWS, *answers(m4=7, m5=9)]


def test_without_use_or_a_completed_episode_one_is_a_visitor() -> None:
    assert told(Evidence(Kind.CONTACT, on(1)), Evidence(Kind.FAILURE, on(2))).stage == Stage.VISITOR


@pytest.mark.parametrize("kind", [Kind.USE, Kind.EPISODE])
def test_use_or_an_episode_makes_a_user_after_two_months(kind: Kind) -> None:
    [move] = told(Evidence(kind, on(3))).moves
    assert (move.month, move.before, move.after) == (on(4, 1), Stage.VISITOR, Stage.USER)
    assert (move.reasons[0].why, move.reasons[0].on) == (kind, on(3))


def test_contact_by_choice_in_two_of_six_months_makes_a_follower() -> None:
    move = told(*FOLLOWS).moves[-1]
    assert (move.month, move.after, move.reasons[0].n) == (on(4, 1), Stage.FOLLOWER, 2)
    assert told(Evidence(Kind.USE, on(1)), Evidence(Kind.QUESTION, on(2)), Evidence(Kind.IDEA, on(9))).stage == 1


def test_two_answers_the_recent_one_favourable_make_a_supporter() -> None:
    move = told(*SUPPORTS).moves[-1]
    assert (move.month, move.after, move.reasons[0].scores) == (on(6, 1), Stage.SUPPORTER, (7, 9))


def test_a_ten_alone_makes_no_advocate_and_no_supporter() -> None:
    found = told(*FOLLOWS, *answers(m4=10))
    assert (found.stage, found.attitude) == (Stage.FOLLOWER, Attitude.UNKNOWN)


@pytest.mark.parametrize("kind", [Kind.REFERRAL, Kind.HELPED, Kind.TESTIMONIAL])
def test_an_evidenced_act_makes_a_supporter_an_advocate(kind: Kind) -> None:
    found = told(*SUPPORTS, Evidence(kind, on(9)))
    assert (found.stage, found.moves[-1].reasons[0].why) == (Stage.ADVOCATE, kind)


@pytest.mark.parametrize("kind", [Kind.REQUIREMENT, Kind.PILOT, Kind.DESIGN_GROUP, Kind.IDEA_DELIVERED])
def test_who_made_it_with_us_is_a_partner(kind: Kind) -> None:
    assert told(*SUPPORTS, Evidence(kind, on(9))).stage == Stage.PARTNER


def test_frequent_use_with_a_poor_attitude_is_not_loyal() -> None:
    often = [Evidence(Kind.USED, on(month)) for month in range(1, 25)]
    found = told(*often, *answers(m3=2, m9=4), Evidence(Kind.PILOT, on(10)), Evidence(Kind.HELPED, on(11)))
    assert (found.stage, found.attitude, found.active) == (Stage.FOLLOWER, Attitude.UNFAVOURABLE, 6)
    assert (found.advocacy, found.co_produced) == (1, 1), "shown beside it, never added up"


def test_absence_lowers_nothing_and_shows_as_gone_quiet() -> None:
    found = told(*SUPPORTS)
    assert (found.stage, found.quiet_since, found.active) == (Stage.SUPPORTER, on(6, 1), 0)


def test_a_failure_ends_the_silence_and_nothing_else() -> None:
    before, after = told(*SUPPORTS), told(*SUPPORTS, Evidence(Kind.FAILURE, on(23)))
    assert after.quiet_since is None
    assert replace(after, quiet_since=before.quiet_since) == before


def test_one_month_neither_raises_nor_lowers() -> None:
    lowered = told(*SUPPORTS, *answers(m10=3))
    assert [(m.month, m.after) for m in lowered.moves[-1:]] == [(on(11, 1), Stage.FOLLOWER)]
    assert told(*SUPPORTS, *answers(m10=3), until=10).stage == Stage.SUPPORTER
    mended = [*SUPPORTS, *answers(m10=3), Evidence(Kind.ANSWER, on(11), 8)]
    assert told(*mended).stage == Stage.SUPPORTER


def test_answers_of_long_ago_say_nothing_any_more() -> None:
    found = path([*FOLLOWS, *answers(m4=9, m5=9)], since=START, until=date(2027, 7, 1))
    assert (found.stage, found.attitude) == (Stage.SUPPORTER, Attitude.UNKNOWN)


@pytest.mark.parametrize(
    ("scores", "said"),
    [
        ([], "unknown"),
        ([9], "unknown"),
        ([3, 9], "mixed"),
        ([9, 8], "mixed"),
        ([7, 10], "favourable"),
        ([10, 6], "unfavourable"),
    ],
)
def test_attitudes(scores: list[int], said: str) -> None:
    assert attitude_of(scores) == said


def test_a_score_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="11"):
        told(Evidence(Kind.ANSWER, on(2), 11))


def test_the_stage_at_the_end_of_any_month() -> None:
    found = told(*SUPPORTS)
    assert [found.at(on(m, 1)) for m in (1, 2, 4, 5, 6, 24)] == [0, 1, 2, 2, 3, 3]
    assert found.at(date(2024, 12, 1)) is None


days = st.integers(0, 729).map(lambda n: START + timedelta(days=n))


def pieces(kinds: st.SearchStrategy[Kind]) -> st.SearchStrategy[list[Evidence]]:
    one = st.builds(Evidence, kinds.filter(lambda k: k != Kind.ANSWER), days)
    answer = st.builds(Evidence, st.just(Kind.ANSWER), days, st.integers(0, 10))
    return st.lists(one | answer, max_size=25)


everything = pieces(st.sampled_from(list(Kind)))
failures = st.lists(st.builds(Evidence, st.sampled_from(sorted(FAILURES)), days), max_size=10)


@given(everything, failures)
def test_failures_raise_no_stage_at_any_time(evidence: list[Evidence], failed: list[Evidence]) -> None:
    assert told(*evidence, *failed).moves == told(*evidence).moves


@given(everything, st.randoms())
def test_the_order_in_which_we_learn_does_not_matter(evidence: list[Evidence], lot: object) -> None:
    mixed = list(evidence)
    lot.shuffle(mixed)  # type: ignore[attr-defined]
    assert told(*mixed) == told(*evidence)


@given(everything)
def test_a_move_needs_two_months_and_has_a_reason(evidence: list[Evidence]) -> None:
    found = told(*evidence)
    for move in found.moves:
        assert move.reasons
        assert move.before != move.after
        # Had nothing been learned in the month of the move, the month before alone would not have moved it.
        until_before = path(evidence, since=START, until=date.fromordinal(move.month.toordinal() - 1))
        assert until_before.stage == move.before


@given(everything)
def test_evidence_of_one_single_month_raises_nothing_in_that_month(evidence: list[Evidence]) -> None:
    month = date(2025, 1, 1)
    here = [one for one in evidence if number_of(one.on) == number_of(month)]
    assert path(here, since=START, until=date(2025, 1, 31)).stage == Stage.VISITOR


@given(everything, st.integers(2, 24))
def test_what_comes_later_changes_nothing_before(evidence: list[Evidence], until: int) -> None:
    whole, part = told(*evidence), told(*evidence, until=until)
    assert part.moves == tuple(move for move in whole.moves if number_of(move.month) <= number_of(on(until)))


@given(everything)
def test_only_an_unfavourable_answer_lowers(evidence: list[Evidence]) -> None:
    for move in told(*evidence).moves:
        if move.after < move.before:
            assert move.after == Stage.FOLLOWER
            assert move.reasons[0].scores[-1] <= 6


@given(everything)
def test_removing_all_absence_or_adding_choice_never_lowers_behaviour(evidence: list[Evidence]) -> None:
    more = [*evidence, *(Evidence(Kind.QUESTION, on(month)) for month in range(1, 25))]
    assert told(*more).stage >= told(*evidence).stage
    assert Kind.QUESTION in BY_CHOICE
