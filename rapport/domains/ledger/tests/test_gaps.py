"""When a new matter begins: read, set by hand, shown before it is saved, and taken up by every history."""

from __future__ import annotations

from datetime import timedelta

import pytest

from rapport.domains.ledger import actions, queries
from rapport.domains.ledger.models import Episode, GapReading, GapSetting, Resegmentation, ResegmentationPart
from rapport.domains.ledger.tests.stream import answered, days, grouping, picture, record
from rapport.foundation import jobs
from rapport.foundation.actors import NotAllowed, NotFound, system
from rapport.measures.worktime import Calendar
from tests.cast import MONDAY, ONE_HOUR, ONE_MINUTE, Cast, build

OFFICE = Calendar("UTC", week={day: [("09:00", "17:00")] for day in range(5)})


@pytest.fixture
def cast(db: None) -> Cast:
    return build()


def calls(cast: Cast, *, every: timedelta, times: int) -> None:
    """Calls with Marta and Ivo, so long after one another."""
    for who in (cast.marta, cast.ivo):
        record(*(answered(cast, who, MONDAY + n * every, channel="phone", title=f"Call {n + 1}") for n in range(times)))


def pairs_of_calls(cast: Cast, *, weeks: int = 40) -> None:
    """Each week a call and another one ten minutes later."""
    acts = []
    for week in range(weeks):
        first = MONDAY - days(175) + week * days(4)
        acts += [answered(cast, cast.marta, first + n * 10 * ONE_MINUTE, channel="phone") for n in range(3)]
    record(*acts)


def test_a_preview_counts_and_shows_what_would_join_and_changes_nothing(cast: Cast) -> None:
    calls(cast, every=days(6), times=3)
    before = picture()
    told = queries.gap_preview(cast.ines, channel="phone", gap=days(7))
    assert (told.persons, told.of_persons, told.acts) == (2, 2, 6)
    assert (told.episodes_now, told.episodes_then, told.joined, told.parted) == (6, 2, 4, 0)
    assert {(e.name, e.joined, e.silence) for e in told.examples} == {
        (cast.marta.name, True, days(6)),
        (cast.ivo.name, True, days(6)),
    }
    assert told.examples[0].before.startswith("Call")
    assert picture() == before


def test_a_preview_shows_what_would_part(cast: Cast) -> None:
    calls(cast, every=days(2), times=3)
    told = queries.gap_preview(cast.ines, channel="phone", gap=days(1))
    assert (told.episodes_now, told.episodes_then, told.joined, told.parted) == (2, 6, 0, 4)
    assert not any(example.joined for example in told.examples)


def test_a_preview_loads_no_more_acts_than_it_says(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rapport.domains.ledger.queries.gaps.MOST_ACTS", 5)
    calls(cast, every=days(6), times=3)
    told = queries.gap_preview(cast.ines, channel="phone", gap=days(7))
    assert (told.persons, told.of_persons, told.acts) == (1, 2, 3)


def test_what_was_previewed_is_what_stands_after_saving(cast: Cast) -> None:
    calls(cast, every=days(6), times=3)
    told = queries.gap_preview(cast.ines, channel="phone", gap=days(7))
    actions.adjust_gap(channel="phone", gap=days(7), actor=cast.ines, at=MONDAY)
    assert Episode.objects.count() == told.episodes_now  # nobody waits; the histories follow one by one
    assert jobs.run_all().failed == []
    assert Episode.objects.count() == told.episodes_then
    run = queries.resegmentation(cast.ines)
    assert run is not None
    assert (run.persons, run.moved, run.share) == (2, 4, 1.0)
    assert run.ended_at is not None


def test_it_goes_on_where_it_was_stopped(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rapport.domains.ledger.actions.everybody.PERSONS_AT_ONCE", 1)
    monkeypatch.setattr("rapport.domains.ledger.actions.everybody.RANGES_A_STEP", 1)
    calls(cast, every=days(6), times=3)
    actions.adjust_gap(channel="phone", gap=days(7), actor=cast.ines, at=MONDAY)
    [part] = ResegmentationPart.objects.all()
    on = {"part_id": part.pk, "working": OFFICE, "actor": system(), "at": MONDAY}
    assert actions.continue_resegmentation(step=0, **on)
    assert not actions.continue_resegmentation(step=0, **on)  # a job that comes late finds nothing to do
    assert Episode.objects.count() == 4
    seen = queries.resegmentation(cast.ines)
    assert seen is not None
    assert (seen.persons, seen.ended_at) == (1, None)
    assert jobs.run_all().failed == []
    assert Episode.objects.count() == 2
    assert Resegmentation.objects.get().persons == 2


def test_a_gap_changed_again_begins_from_the_start(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rapport.domains.ledger.actions.everybody.PERSONS_AT_ONCE", 1)
    monkeypatch.setattr("rapport.domains.ledger.actions.everybody.RANGES_A_STEP", 1)
    calls(cast, every=days(6), times=3)
    run = actions.adjust_gap(channel="phone", gap=days(7), actor=cast.ines, at=MONDAY)
    part = ResegmentationPart.objects.get()
    actions.continue_resegmentation(part_id=part.pk, step=0, working=OFFICE, actor=system(), at=MONDAY)
    again = actions.adjust_gap(channel="phone", gap=days(5), actor=cast.ines, at=MONDAY + ONE_HOUR)
    assert again.pk == run.pk
    assert jobs.run_all().failed == []
    assert Episode.objects.count() == 6
    assert Resegmentation.objects.get().persons == 2


def test_a_gap_read_from_the_silences_holds_until_somebody_sets_it_and_can_hold_again(cast: Cast) -> None:
    pairs_of_calls(cast)
    actions.read_gaps(actor=system(), at=MONDAY)
    [seen] = queries.gaps_seen(cast.ines)
    assert (seen.channel, seen.method, seen.n, seen.by_hand) == ("phone", "valley", 119, False)
    assert sum(count for _, _, count in seen.bins) == 119
    assert timedelta(hours=1) <= seen.in_force < days(4)
    actions.adjust_gap(channel="phone", gap=days(9), actor=cast.ines, at=MONDAY)
    actions.read_gaps(actor=system(), at=MONDAY)
    by_hand = queries.gap_seen(cast.ines, "phone")
    assert (by_hand.in_force, by_hand.by_hand) == (days(9), True)
    actions.adjust_gap(channel="phone", gap=None, actor=cast.ines, at=MONDAY)
    assert queries.gap_seen(cast.ines, "phone").in_force == seen.in_force


def test_a_reading_that_says_nearly_the_same_moves_nobody(cast: Cast) -> None:
    pairs_of_calls(cast)
    actions.read_gaps(actor=system(), at=MONDAY)
    runs = Resegmentation.objects.count()
    setting = GapSetting.objects.get()
    GapSetting.objects.update(hours=round(setting.hours * 1.1))
    jobs.run_all()
    actions.read_gaps(actor=system(), at=MONDAY)
    assert Resegmentation.objects.count() == runs == 1
    assert not Resegmentation.objects.filter(ended_at__isnull=True).exists()


def test_without_a_reading_there_is_nothing_to_hold_again(cast: Cast) -> None:
    with pytest.raises(actions.NothingRead):
        actions.adjust_gap(channel="chat", gap=None, actor=cast.ines, at=MONDAY)
    assert not GapReading.objects.exists()


def test_only_owners_and_administrators_look_and_set(cast: Cast) -> None:
    for who in (cast.hugo, cast.marta, *cast.outsiders.values()):
        with pytest.raises(NotAllowed):
            queries.gap_preview(who, channel="phone", gap=days(1))
        with pytest.raises(NotAllowed):
            actions.adjust_gap(channel="phone", gap=days(1), actor=who, at=MONDAY)
    with pytest.raises(NotFound):
        queries.gap_seen(cast.ines, "pigeon")


def test_recomputing_everything_changes_nothing_after_a_gap_was_changed(cast: Cast) -> None:
    pairs_of_calls(cast)
    actions.adjust_gap(channel="phone", gap=days(3), actor=cast.ines, at=MONDAY)
    jobs.run_all()
    settled, groups = picture(), grouping()
    for who in (cast.marta, cast.ivo):
        assert actions.resegment(person_id=who.person_id or 0, actor=system(), at=MONDAY) == 0
    assert (picture(), grouping()) == (settled, groups)
