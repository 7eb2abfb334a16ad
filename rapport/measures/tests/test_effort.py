"""Objective effort, worked through by hand."""

from __future__ import annotations

import doctest
from datetime import UTC, datetime, timedelta

from rapport.measures import effort
from rapport.measures.effort import Contact, Effort, of_episode, total
from rapport.measures.worktime import Calendar

OFFICE = Calendar("UTC", week={day: [("09:00", "17:00")] for day in range(5)})
HUGO, SANNA, DESK, FIELD = 1, 2, 10, 20


def day(text: str) -> datetime:
    """ "02 16:00" of November 2026; the 2nd is a Monday."""
    return datetime.strptime(f"2026-11-{text}", "%Y-%m-%d %H:%M").replace(tzinfo=UTC)


def theirs(number: int, at: str, channel: str = "mail", **facts: object) -> Contact:
    return Contact(number, day(at), False, channel, **facts)  # type: ignore[arg-type]


def ours(number: int, at: str, channel: str = "mail", **facts: object) -> Contact:
    given = {"author": HUGO, "team": DESK, **facts}
    return Contact(number, day(at), True, channel, **given)  # type: ignore[arg-type]


def sums(*contacts: Contact, again: bool = False) -> Effort:
    return total(one for _, one in of_episode(contacts, working=OFFICE, again=again))


def test_examples_hold() -> None:
    done = doctest.testmod(effort)
    assert done.attempted > 0 and done.failed == 0


def test_a_whole_matter_worked_through() -> None:
    """She writes Monday at four and again at half past, is answered Tuesday at ten by Hugo, writes once more on
    Wednesday at nine, is visited by Sanna of the field team that noon, and Hugo ends it on Thursday.
    """
    found = sums(
        theirs(1, "02 16:00", minutes=40),
        theirs(2, "02 16:30"),
        ours(3, "03 10:00", minutes=12),
        theirs(4, "04 09:00"),
        ours(5, "04 12:00", "visit", author=SANNA, team=FIELD, planned=True, minutes=45),
        ours(6, "05 09:00", completes=True),
    )
    assert (found.theirs, found.ours, found.contacts) == (3, 3, 6)
    assert (found.begun, found.planned, found.visits, found.repeats) == (1, 1, 1, 0)
    assert found.hand_offs == 2  # Hugo to Sanna, and back
    assert found.turns == 3  # theirs, ours, theirs, ours
    # One working hour on Monday and one on Tuesday, then three on Wednesday.
    assert (found.waits, found.waited, found.hours_waited) == (2, 5 * 3600, 5.0)
    assert (found.worked, found.n_worked) == (57, 2)
    assert (found.stated, found.n_stated) == (40, 1)


def test_what_still_waits_is_not_counted() -> None:
    assert sums(theirs(1, "02 10:00")).waits == 0


def test_a_call_is_talked_through_at_once_and_its_minutes_are_work() -> None:
    found = sums(theirs(1, "02 10:00", "phone", minutes=6), ours(2, "05 10:00"))
    assert (found.waits, found.worked, found.stated) == (0, 6, 0)


def test_thanks_after_the_end_are_no_repeat_but_coming_back_is() -> None:
    ended = (theirs(1, "02 10:00"), ours(2, "02 11:00", completes=True))
    assert sums(*ended, theirs(3, "02 12:00")).repeats == 0
    assert sums(*ended, theirs(3, "02 12:00"), ours(4, "02 13:00")).repeats == 1


def test_coming_back_twice_counts_twice_when_it_was_ended_twice() -> None:
    found = sums(
        theirs(1, "02 10:00"),
        ours(2, "02 11:00", completes=True),
        theirs(3, "02 12:00"),
        ours(4, "02 13:00", completes=True),
        theirs(5, "03 12:00"),
        ours(6, "03 13:00"),
    )
    assert found.repeats == 2


def test_the_repeat_belongs_to_the_act_that_came_back() -> None:
    told = of_episode(
        [theirs(1, "02 10:00"), ours(2, "02 11:00", completes=True), theirs(3, "02 12:00"), ours(4, "02 13:00")],
        working=OFFICE,
    )
    assert [one.id for one, found in told if found.repeats] == [3]


def test_an_episode_that_follows_soon_is_a_repeat_when_they_began_it() -> None:
    assert sums(theirs(1, "02 10:00"), again=True).repeats == 1
    assert sums(ours(1, "02 10:00"), again=True).repeats == 0


def test_what_is_not_known_is_no_hand_off() -> None:
    assert sums(ours(1, "02 10:00", author=None, team=None), ours(2, "02 11:00")).hand_offs == 0
    assert sums(ours(1, "02 10:00"), ours(2, "02 11:00", author=None, team=FIELD)).hand_offs == 1


def test_the_order_given_does_not_matter() -> None:
    acts = [theirs(1, "02 10:00"), ours(2, "02 10:00"), theirs(3, "02 10:00")]
    assert sums(*reversed(acts)) == sums(*acts)
    assert sums(*acts).turns == 2


def test_waiting_is_working_time_only() -> None:
    friday, monday = "06 16:00", "09 10:00"
    assert sums(theirs(1, friday), ours(2, monday)).waited == timedelta(hours=2).total_seconds()
