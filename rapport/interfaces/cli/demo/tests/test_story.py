"""The story holds what the demo promises, and is the same whenever it is told for the same moment."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from random import Random
from zoneinfo import ZoneInfo

import pytest

from rapport.domains.insights.rules import change_between, figure_of
from rapport.domains.insights.types import Cell
from rapport.domains.promises.models.hours import office_hours
from rapport.interfaces.cli.demo import answers as told
from rapport.interfaces.cli.demo import names as n
from rapport.interfaces.cli.demo.answers import Asked, Pinned
from rapport.interfaces.cli.demo.calendar import ZONE, lately, some_moment, working
from rapport.interfaces.cli.demo.script import Story
from rapport.interfaces.cli.demo.story import tell
from rapport.interfaces.cli.demo.today import NOW, due_of, tell_today
from rapport.measures import worktime

TUESDAY = datetime(2026, 11, 17, 7, 40, tzinfo=UTC)
NEW_YEAR = datetime(2027, 1, 1, 10, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def story() -> Story:
    return tell(TUESDAY)


def test_it_is_large_enough_to_be_believed(story: Story) -> None:
    acts = [one for script in story.scripts for one in script.said if one.side != "note"]
    acts += [one for talk in story.talks for one in talk.said]
    assert len(story.parts) >= 1200
    assert len(story.scripts) >= 2500
    assert len(acts) >= 10_000


def test_the_builder_has_five_offices_and_24_temporary_sites(story: Story) -> None:
    kinds = Counter(place.kind for place in story.places if place.organisation == n.BUILDER)
    assert kinds == {"office": 5, "temporary": 24}


def test_temporary_sites_open_and_close(story: Story) -> None:
    today = TUESDAY.date()
    sites = [place for place in story.places if place.kind == "temporary"]
    assert any(site.closes < today for site in sites if site.closes)
    assert any(site.opens > today for site in sites if site.opens)
    assert all(site.opens < site.closes for site in sites if site.opens and site.closes)


def test_crews_move_when_their_site_has_closed(story: Story) -> None:
    closes = {place.name: place.closes for place in story.places}
    first = {part.email: part.site for part in story.parts}
    assert story.moves
    assert all(day == closes[first[part.email]] for day, part in story.moves)


def test_nothing_has_happened_that_is_still_to_come(story: Story) -> None:
    assert all(one.at <= TUESDAY for script in story.scripts for one in script.said)
    assert all(one.at <= TUESDAY for talk in story.talks for one in talk.said)
    assert all(script.solved_at is None or script.solved_at <= TUESDAY for script in story.scripts)


def test_nobody_answers_before_they_were_asked(story: Story) -> None:
    assert all(script.said[0].side == "theirs" for script in story.scripts)
    assert all(script.said[0].at == min(one.at for one in script.said) for script in story.scripts)


def test_promises_are_kept_mostly_and_broken_sometimes(story: Story) -> None:
    due = [pledge for script in story.scripts for pledge in script.pledges if pledge.due_at < TUESDAY]
    kept = sum(pledge.kept_at is not None and pledge.kept_at <= pledge.due_at for pledge in due)
    assert 0.8 < kept / len(due) < 0.99
    assert all(pledge.due_at > pledge.made_at for script in story.scripts for pledge in script.pledges)


def test_about_twelve_wait_for_the_sites_team_and_some_promises_pass_today(story: Story) -> None:
    waiting = [s for s in story.scripts if s.state in {"new", "open"} and n.TEAM_OF[s.service] == n.SITES_TEAM]
    today = [p for s in waiting for p in s.pledges if TUESDAY < p.due_at < TUESDAY + timedelta(hours=9)]
    assert 10 <= len(waiting) <= 14
    assert len(today) >= 3


def test_contact_with_marta_was_planned_more_and_more(story: Story) -> None:
    said = [one for talk in story.talks if talk.person == n.MARTA for one in talk.said]
    year = TUESDAY - timedelta(days=365)
    assert sum(one.planned for one in said if one.at < year) < sum(one.planned for one in said if one.at >= year)


def test_the_same_moment_tells_the_same_story(story: Story) -> None:
    again = tell(TUESDAY)
    assert again.scripts == story.scripts
    assert again.parts == story.parts
    assert again.talks == story.talks


def test_it_can_be_told_on_the_first_day_of_a_year() -> None:
    story = tell(NEW_YEAR)
    assert len(story.scripts) >= 2500
    assert all(one.at <= NEW_YEAR for script in story.scripts for one in script.said)


def test_every_text_is_filled_in(story: Story) -> None:
    assert not [one.text for script in story.scripts for one in script.said if "{" in one.text]


def test_the_score_goes_from_minus_8_to_plus_5_and_says_how_many_answers_it_takes_to_tell() -> None:
    first, last = (figure_of("", "", Cell(*month)) for month in (told.MONTHS[0], told.MONTHS[-1]))
    change = change_between(first, last)
    assert (round(first.points), round(last.points)) == (-8, 5)
    assert change is not None and change.verdict == "no clear change"
    assert 295 <= change.needed < 305


def test_a_month_has_exactly_its_classes_and_what_the_story_says() -> None:
    asked = [Asked(i, f"{i}@example.org", i % 3 == 0, i % 5 == 0, TUESDAY) for i in range(240)]
    pinned = {"7@example.org": Pinned(4, ("explain_again",), "Four people.")}
    given = told.answers_of(asked, (35, 37, 27), pinned, Random(1), TUESDAY + timedelta(days=9))
    assert Counter(told.class_of(one.score) for one in given) == {"detractor": 35, "passive": 37, "promoter": 27}
    assert [one.words for one in given if one.invitation_id == 7] == ["Four people."]
    assert len({one.invitation_id for one in given}) == len(given)


def test_a_sentence_is_printed_once_only() -> None:
    asked = [Asked(i, f"{i}@example.org", on_site=False, citizen=False, sent_at=TUESDAY) for i in range(240)]
    printed: set[str] = set()
    given = told.unprinted(told.answers_of(asked, (35, 37, 27), {}, Random(1), TUESDAY), printed)
    words = [one.words for one in given if one.may_print]
    assert words and len(words) == len(set(words))


@pytest.mark.parametrize("day", [21, 22])
def test_nobody_works_on_a_weekend(day: int) -> None:
    monday = working(datetime(2026, 11, day, 12, 0, tzinfo=UTC))
    assert (monday.day, monday.hour) == (23, 7)


def test_whenever_the_story_is_told_what_is_promised_falls_due_while_somebody_works() -> None:
    hours = office_hours("Europe/Berlin")
    for step in range(0, 8 * 24, 5):  # every hour of the day and every day of the week
        at = TUESDAY + timedelta(hours=step)
        for one in NOW:
            if one.promised:
                due = due_of(one, at)
                assert due > at and worktime.elapsed(hours, due - timedelta(minutes=1), due + timedelta(minutes=1))
    noor = next(one for one in NOW if one.promised == "Noor calls after lunch")
    sunday_night = datetime(2026, 11, 22, 21, 0, tzinfo=UTC)
    assert due_of(noor, sunday_night) == datetime(2026, 11, 23, 14, 0, tzinfo=UTC)  # three o'clock there


def test_whenever_the_story_is_told_what_was_said_lately_was_said_while_somebody_works() -> None:
    for step in range(0, 8 * 24, 5):
        at = TUESDAY + timedelta(hours=step)
        moments = [lately(at - timedelta(minutes=20 * back)) for back in range(400)]
        assert all(later > earlier for later, earlier in pairwise(moments)), "the order of time stays"
        here = [one.astimezone(ZoneInfo(ZONE)) for one in moments]
        assert all(one.weekday() < 5 and time(7) <= one.time() <= time(18) for one in here)
        assert moments[0] <= at
    sunday_night = Story()
    tell_today(sunday_night, datetime(2026, 11, 22, 23, 30, tzinfo=UTC))
    said = [one.at for script in sunday_night.scripts for one in script.said]
    assert said and max(said) <= datetime(2026, 11, 20, 17, 0, tzinfo=UTC), "on Friday, not in the night"
    assert all(script.said[0].at == min(one.at for one in script.said) for script in sunday_night.scripts)


def test_moments_lie_on_working_days() -> None:
    lot = Random(3)
    found = [some_moment(lot, TUESDAY.date(), TUESDAY.date() + timedelta(days=30)) for _ in range(200)]
    assert all(one.weekday() < 5 for one in found)
