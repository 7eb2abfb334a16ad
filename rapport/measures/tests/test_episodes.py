"""From acts to episodes: the worked stream, the rules one by one, and what must hold for any input."""

import random
import time as stopwatch
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rapport.measures import episodes
from rapport.measures.episodes import ActRow, segment, segment_detailed

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
G, R = 5 * DAY, 7 * DAY
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def on(day: int, month: int, clock: str) -> datetime:
    return datetime.strptime(f"2026-{month}-{day} {clock}+0000", "%Y-%m-%d %H:%M%z")


def act(number: int, days: float = 0, reference: str | None = None, **other: Any) -> ActRow:
    return ActRow(number, other.pop("person", "ana"), NOON + days * DAY, reference, **other)


def found(*acts: ActRow, gap: Any = G, reopen: timedelta = R, **wishes: Any) -> list[list[int]]:
    return segment(acts, gap=gap, reopen=reopen, **wishes)


STREAM = [
    ActRow(1, "ana", on(2, 3, "09:00"), "T1", channel="mail"),
    ActRow(2, "ana", on(2, 3, "09:40"), "T1", channel="mail"),
    ActRow(3, "ana", on(2, 3, "11:00"), channel="call"),
    ActRow(4, "ana", on(4, 3, "10:00"), "T1", completes=True),
    ActRow(5, "ana", on(5, 3, "08:00"), "T1"),
    ActRow(6, "ana", on(20, 3, "09:00"), "T1"),
    ActRow(7, "ben", on(2, 3, "09:10"), "T2"),
    ActRow(8, "ana", on(21, 3, "15:00"), channel="visit"),
    ActRow(9, "ana", on(20, 4, "15:00"), channel="chat"),
]


def test_the_worked_stream_has_four_episodes() -> None:
    assert segment(STREAM, gap=G, reopen=R) == [[1, 2, 3, 4, 5], [7], [6, 8], [9]]


def test_the_worked_stream_with_a_longer_gap_has_three() -> None:
    assert segment(STREAM, gap=60 * DAY, reopen=R) == [[1, 2, 3, 4, 5], [7], [6, 8, 9]]


def test_the_worked_stream_in_detail() -> None:
    first, ben, second, chat = segment_detailed(STREAM, gap=G, reopen=R).episodes
    assert (first.reference, first.completed_at, first.follows) == ("T1", on(4, 3, "10:00"), None)
    assert (second.reference, second.completed_at, second.follows) == ("T1", None, 0)
    assert (ben.person, chat.reference, chat.ambiguous) == ("ben", None, ())


# Rule 1 ---------------------------------------------------------------------------------------------------------------


def test_a_reference_waits_however_long() -> None:
    assert found(act(1, 0, "T1"), act(2, 400, "T1")) == [[1, 2]]


def test_the_time_to_reopen_runs_from_the_last_act_and_includes_its_end() -> None:
    closed = (act(1, 0, "T1", completes=True), act(2, 7, "T1"), act(3, 14, "T1"))
    assert found(*closed) == [[1, 2, 3]]
    assert found(*closed, act(4, 21.001, "T1")) == [[1, 2, 3], [4]]


def test_a_reply_after_the_end_leaves_it_completed_at_the_first_moment() -> None:
    acts = act(1, 0, "T1"), act(2, 1, "T1", completes=True), act(3, 2, "T1"), act(4, 3, "T1", completes=True)
    (episode,) = segment_detailed(acts, gap=G, reopen=R).episodes
    assert episode.completed_at == NOON + DAY


def test_what_follows_becomes_the_reference_s_episode() -> None:
    acts = act(1, 0, "T1", completes=True), act(2, 20, "T1"), act(3, 100, "T1", completes=True), act(4, 200, "T1")
    first, second, third = segment_detailed(acts, gap=G, reopen=R).episodes
    assert [first.acts, second.acts, third.acts] == [(1,), (2, 3), (4,)]
    assert [first.follows, second.follows, third.follows] == [None, 0, 1]


def test_one_reference_of_two_persons_is_two_episodes() -> None:
    assert found(act(1, 0, "T1"), act(2, 0.1, "T1", person="ben"), act(3, 0.2, "T1")) == [[1, 3], [2]]


def test_an_act_with_a_reference_never_joins_by_nearness() -> None:
    assert found(act(1), act(2, 0.1, "T1")) == [[1], [2]]


# Rule 2 ---------------------------------------------------------------------------------------------------------------


def test_the_gap_includes_its_end() -> None:
    assert found(act(1), act(2, 5)) == [[1, 2]]
    assert found(act(1), act(2, 5.0001)) == [[1], [2]]


def test_the_gap_is_the_one_of_the_act_s_channel() -> None:
    gaps = {"mail": 5 * DAY, "chat": HOUR}
    assert found(act(1, 0, channel="mail"), act(2, 1, channel="chat"), gap=gaps) == [[1], [2]]
    assert found(act(1, 0, channel="chat"), act(2, 1, channel="mail"), gap=gaps) == [[1, 2]]


def test_service_and_team_must_not_contradict() -> None:
    assert found(act(1, service="vpn"), act(2, 1, service="mail")) == [[1], [2]]
    assert found(act(1, service="vpn"), act(2, 1), act(3, 2, service="vpn")) == [[1, 2, 3]]
    assert found(act(1), act(2, 1, service="mail"), act(3, 2, service="vpn")) == [[1, 2], [3]]
    assert found(act(1, team="north"), act(2, 1, team="south")) == [[1], [2]]
    assert found(act(1, team="north"), act(2, 1), act(3, 2, team="north")) == [[1, 2, 3]]


def test_a_reference_that_moved_is_found_under_its_new_service() -> None:
    acts = (
        act(1, 0, "T1", service="vpn"),
        act(2, 1, "T1", service="mail"),
        act(3, 2, service="mail"),
        act(4, 3, service="vpn"),
    )
    assert found(*acts) == [[1, 2, 3], [4]]


def test_of_several_the_latest_is_joined_and_the_act_marked() -> None:
    acts = act(1, 0, "T1"), act(2, 1, "T2"), act(3, 2, "T1"), act(4, 2.5), act(5, 2.6, "T2", completes=True), act(6, 3)
    first, second = segment_detailed(acts, gap=G, reopen=R).episodes
    assert (first.acts, first.ambiguous) == ((1, 3, 4, 6), (4,))
    assert second.ambiguous == ()


def test_without_reference_nothing_is_completed_that_a_reference_opened() -> None:
    acts = act(1, 0, "T1"), act(2, 1, completes=True), act(3, 2)
    (episode,) = segment_detailed(acts, gap=G, reopen=R).episodes
    assert (episode.acts, episode.completed_at) == ((1, 2, 3), None)


def test_a_completed_reference_is_not_joined_by_nearness() -> None:
    assert found(act(1, 0, "T1", completes=True), act(2, 0.1)) == [[1], [2]]


# Rule 3 ---------------------------------------------------------------------------------------------------------------


def test_an_episode_without_reference_ends_by_completion() -> None:
    acts = act(1), act(2, 1, completes=True), act(3, 2)
    first, second = segment_detailed(acts, gap=G, reopen=R).episodes
    assert (first.acts, first.completed_at, second.acts, second.follows) == ((1, 2), NOON + DAY, (3,), None)


def test_one_act_can_be_a_whole_episode() -> None:
    assert segment_detailed([act(1, completes=True)], gap=G, reopen=R).episodes[0].completed_at == NOON


# Order, zones and refusals --------------------------------------------------------------------------------------------


def test_equal_moments_are_ordered_by_id_as_numbers() -> None:
    assert found(act(10), act(9), act(2, 0, "T1")) == [[2, 9, 10]]


def test_moments_of_one_zone_are_compared_as_moments() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    early = datetime(2026, 10, 25, 2, 50, tzinfo=berlin)
    late = datetime(2026, 10, 25, 2, 10, fold=1, tzinfo=berlin)
    assert segment([ActRow(1, "ana", late), ActRow(2, "ana", early)], gap=G, reopen=R) == [[2, 1]]


@pytest.mark.parametrize(
    "acts",
    [
        [act(1), act(1, 1)],
        [act(None)],
        [act(1, person=None)],
        [ActRow(1, "ana", "2026-03-02")],
        [ActRow(1, "ana", datetime(2026, 3, 2)), act(2)],
        [act(1), act("1")],
    ],
)
def test_acts_that_cannot_be_ordered_are_refused(acts: list[ActRow]) -> None:
    with pytest.raises(ValueError):
        found(*acts)


@pytest.mark.parametrize(
    "changed", [{"gap": -DAY}, {"gap": 5}, {"gap": {"mail": DAY}}, {"gap": {None: None}}, {"reopen": None}]
)
def test_bad_lengths_of_time_are_refused(changed: dict) -> None:
    with pytest.raises(ValueError):
        segment([act(1)], **({"gap": G, "reopen": R} | changed))


def test_no_acts_are_no_episodes() -> None:
    assert found() == []


# Silences -------------------------------------------------------------------------------------------------------------


def test_silences_are_those_that_rule_two_judges() -> None:
    acts = (
        act(1, 0, channel="chat"),
        act(2, 1, channel="phone"),  # a day of silence, judged by the gap for calls
        act(3, 4, channel="chat", completes=True),  # its end: these three days lie within
        act(4, 90, channel="chat"),  # after the end: no silence to judge
        act(5, 91, "T1", channel="chat"),  # a reference needs no gap
        act(6, 95, channel="chat", person="ben"),
    )
    found = episodes.silences(acts)
    assert found == {
        "phone": episodes.Silences((86_400.0,), ()),
        "chat": episodes.Silences((3 * 86_400.0,), (3 * 86_400.0,)),
    }


def test_an_act_that_cannot_complete_tells_nothing_about_what_lies_within() -> None:
    found = episodes.silences([act(1, 0, "T1"), act(2, 3, completes=True)])
    assert found == {None: episodes.Silences((3 * 86_400.0,), ())}


# For any input --------------------------------------------------------------------------------------------------------

some = st.sampled_from
ROWS = st.builds(
    lambda person, hours, reference, service, completes, team, channel: (
        person,
        NOON + hours * HOUR,
        reference,
        service,
        completes,
        team,
        channel,
    ),
    some(["ana", "ben"]),
    st.integers(0, 900),
    some([None, None, None, "T1", "T2", "T3"]),
    some([None, None, "vpn", "mail"]),
    some([False, False, False, True]),
    some([None, None, "north", "south"]),
    some(["mail", "chat"]),
)
STREAMS = st.lists(ROWS, max_size=40).map(lambda rows: [ActRow(number, *row) for number, row in enumerate(rows)])
PLAIN = st.lists(st.tuples(some(["ana", "ben", "eve"]), st.integers(0, 900)), max_size=40).map(
    lambda rows: [ActRow(number, person, NOON + hours * HOUR) for number, (person, hours) in enumerate(rows)]
)
GAPS = {"mail": 60 * HOUR, "chat": 12 * HOUR}
PAIRS = st.lists(st.tuples(st.integers(0, 41), st.integers(0, 41)), max_size=8)


def by_the_book(acts: Sequence[ActRow]) -> list[list[int]]:
    """The three rules as they are written, looking at every episode every time."""
    made: list[dict] = []
    for row in sorted(acts, key=lambda row: (row.at, row.id)):
        own = [episode for episode in made if episode["person"] == row.person]
        if row.reference is not None:
            chosen = next((e for e in reversed(own) if e["reference"] == row.reference), None)
            if chosen and chosen["completed"] and row.at - chosen["last"] > R:
                chosen = None
        else:
            near = [e for e in own if not e["completed"] and row.at - e["last"] <= GAPS[row.channel]]
            near = [e for e in near if None in (row.service, e["service"]) or row.service == e["service"]]
            near = [e for e in near if None in (row.team, e["team"]) or row.team == e["team"]]
            chosen = max(near, key=lambda e: (e["last"], e["acts"][-1]), default=None)
        if chosen is None:
            chosen = {
                "person": row.person,
                "reference": row.reference,
                "completed": False,
                "acts": [],
                "service": None,
                "team": None,
            }
            made.append(chosen)
        chosen["acts"].append(row.id)
        chosen["last"], chosen["service"], chosen["team"] = (
            row.at,
            row.service or chosen["service"],
            row.team or chosen["team"],
        )
        if row.completes and (row.reference is not None or chosen["reference"] is None):
            chosen["completed"] = True
    return [episode["acts"] for episode in made]


@pytest.mark.slow
@settings(max_examples=1000)
@given(STREAMS)
def test_the_sweep_does_what_the_book_says(acts: list[ActRow]) -> None:
    assert segment(acts, gap=GAPS, reopen=R) == by_the_book(acts)


@given(STREAMS)
def test_there_is_a_silence_for_every_act_that_joins(acts: list[ActRow]) -> None:
    joined = {by for group in segment(acts, gap=10_000 * DAY, reopen=timedelta()) for by in group[1:]}
    found = episodes.silences(acts)
    assert sum(len(one.seconds) for one in found.values()) == sum(
        row.reference is None and row.id in joined for row in acts
    )
    assert all(second >= 0 for one in found.values() for second in (*one.seconds, *one.within))


@pytest.mark.slow
@settings(max_examples=1000)
@given(STREAMS, PAIRS, PAIRS, st.randoms(use_true_random=False))
def test_what_must_hold_for_any_stream_and_any_wishes(
    acts: list[ActRow], together: list, apart: list, chance: random.Random
) -> None:
    whole = segment_detailed(acts, gap=GAPS, reopen=R, together=together, apart=apart)
    episode_of = {number: index for index, episode in enumerate(whole.episodes) for number in episode.acts}
    by_id = {row.id: row for row in acts}
    assert sorted(number for episode in whole.episodes for number in episode.acts) == sorted(by_id)
    for episode in whole.episodes:
        assert {by_id[number].person for number in episode.acts} == {episode.person}
        assert list(episode.acts) == sorted(episode.acts, key=lambda number: (by_id[number].at, number))
    firsts = [(by_id[episode.acts[0]].at, episode.acts[0]) for episode in whole.episodes]
    assert firsts == sorted(firsts)
    refused = {frozenset(pair) for pair in (*whole.refused_together, *whole.refused_apart)}
    for pairs, wanted in ((together, True), (apart, False)):
        for pair in pairs:
            if frozenset(pair) not in refused:
                assert (episode_of[pair[0]] == episode_of[pair[1]]) is wanted
    shuffled = [chance.sample(pile, len(pile)) for pile in (acts, together, apart)]
    again = segment_detailed(shuffled[0], gap=GAPS, reopen=R, together=shuffled[1], apart=shuffled[2])
    assert again.episodes == whole.episodes


@settings(max_examples=1000)
@given(PLAIN, st.integers(0, 200), st.integers(0, 200))
def test_a_longer_gap_never_gives_more_episodes(acts: list[ActRow], one: int, other: int) -> None:
    short, long = sorted((one, other))
    assert len(found(*acts, gap=long * HOUR)) <= len(found(*acts, gap=short * HOUR))


@settings(max_examples=100)
@given(STREAMS, st.integers(-11, 12))
def test_the_zone_moments_are_written_in_plays_no_part(acts: list[ActRow], hours: int) -> None:
    zone = timezone(hours * HOUR)
    moved = [
        ActRow(a.id, a.person, a.at.astimezone(zone), a.reference, a.service, a.completes, a.team, a.channel)
        for a in acts
    ]
    assert segment(moved, gap=GAPS, reopen=R) == segment(acts, gap=GAPS, reopen=R)


@pytest.mark.slow
@pytest.mark.parametrize(("people", "services"), [(5000, 5), (1, 5), (1, 5000)])
def test_a_hundred_thousand_acts_take_seconds_and_not_minutes(people: int, services: int) -> None:
    chance = random.Random(1)
    acts = [
        ActRow(
            number,
            chance.randrange(people),
            NOON + chance.randrange(365 * 86400) * timedelta(seconds=1),
            chance.choice([None, chance.randrange(20_000)]),
            chance.randrange(services),
            chance.random() < 0.1,
        )
        for number in range(100_000)
    ]
    began = stopwatch.process_time()
    episodes.segment(acts, gap=G, reopen=R)
    assert stopwatch.process_time() - began < 6


def test_a_quiet_act_stands_in_its_episode_and_moves_nothing_for_the_acts_after_it() -> None:
    """Thanks on day 6 keep nothing open: the mail of day 10 stands where it stood without them."""
    done = [act(1, 0, "T1", service="print"), act(2, 1, "T1", completes=True, service="print")]
    later = [act(4, 10, "T1"), act(5, 20)]
    thanks = act(3, 6, "T1", quiet=True, service="web")
    assert found(*done, thanks, *later) == [[1, 2, 3], [4], [5]]
    assert found(*done, *later) == [[1, 2], [4], [5]]
    assert found(*done, act(3, 6, "T1"), *later) == [[1, 2, 3, 4], [5]], "a mail would have kept it open"
    assert found(act(1, 0, "T1"), act(2, 3, "T1", quiet=True), act(3, 7)) == [[1, 2], [3]]
