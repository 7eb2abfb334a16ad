"""Recording acts: the worked stream, repeats, late acts, and the number of statements."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rapport.domains.ledger import actions
from rapport.domains.ledger.models import Act, Episode, Part, Relationship
from rapport.domains.ledger.tests.stream import answered, days, grouping, record, said
from rapport.domains.ledger.types import NewPart
from rapport.foundation.actors import system
from rapport.foundation.models.jobs import Job
from tests.cast import MONDAY, ONE_HOUR, ONE_MINUTE, Cast, build

T1, T2 = ("ticket", 1), ("ticket", 2)


@pytest.fixture
def cast(db: None) -> Cast:
    return build()


def day(text: str) -> datetime:
    """ "02-03 09:00" of 2026."""
    return datetime.strptime(f"2026-{text}", "%Y-%d-%m %H:%M").replace(tzinfo=UTC)


def worked_stream(cast: Cast) -> list:
    """The stream of docs/measures.md 3."""
    ana, ben = cast.marta, cast.ivo
    return [
        said(cast, ana, day("02-03 09:00"), ref=T1),
        said(cast, ben, day("02-03 09:10"), ref=T2),
        answered(cast, ana, day("02-03 09:40"), ref=T1),
        said(cast, ana, day("02-03 11:00"), channel="phone"),
        answered(cast, ana, day("04-03 10:00"), ref=T1, completes=True, kind="closing"),
        said(cast, ana, day("05-03 08:00"), ref=T1),
        said(cast, ana, day("20-03 09:00"), ref=T1),
        said(cast, ana, day("21-03 15:00"), channel="visit"),
        said(cast, ana, day("20-04 15:00"), channel="chat"),
    ]


def test_the_worked_stream_has_four_episodes(cast: Cast) -> None:
    record(*worked_stream(cast))
    assert sorted(len(group) for group in grouping()) == [1, 1, 2, 5]


def test_with_a_gap_of_sixty_days_it_has_three(cast: Cast) -> None:
    for channel in ("mail", "phone", "visit", "chat"):
        actions.set_gap(channel=channel, gap=days(60), actor=system(), at=MONDAY)
    record(*worked_stream(cast))
    assert sorted(len(group) for group in grouping()) == [1, 3, 5]


def test_one_by_one_gives_the_same_as_all_at_once(cast: Cast) -> None:
    for act in worked_stream(cast):
        record(act)
    assert sorted(len(group) for group in grouping()) == [1, 1, 2, 5]


def test_counters_and_moments_are_those_of_the_acts(cast: Cast) -> None:
    record(*worked_stream(cast))
    first = Episode.objects.filter(ref_kind="ticket", ref_id=1).earliest("started_at")
    assert (first.theirs, first.ours) == (3, 2)
    assert first.started_at == day("02-03 09:00")
    assert first.last_act_at == day("05-03 08:00")
    assert first.completed_at == day("04-03 10:00")


def test_a_later_message_opens_an_episode_that_follows(cast: Cast) -> None:
    record(*worked_stream(cast))
    first, second = Episode.objects.filter(ref_kind="ticket", ref_id=1).order_by("started_at")
    assert second.follows == first
    assert second.completed_at is None


def test_a_repeat_is_ignored_and_answered(cast: Cast) -> None:
    act = said(cast, cast.marta, MONDAY, ref=T1)
    [first] = record(act)
    again = record(act, said(cast, cast.marta, MONDAY + ONE_HOUR, ref=T1))
    assert again[0].repeat and again[0].act_id == first.act_id and again[0].episode_id == first.episode_id
    assert not again[1].repeat
    assert Episode.objects.get().theirs == 2


def test_the_same_key_twice_in_one_list_is_one_act(cast: Cast) -> None:
    act = said(cast, cast.marta, MONDAY, ref=T1)
    first, second = record(act, act)
    assert (first.repeat, second.repeat) == (False, True)
    assert first.act_id == second.act_id
    assert Act.objects.count() == 1


def test_the_same_key_in_two_organisations_are_two_acts(cast: Cast) -> None:
    record(said(cast, cast.marta, MONDAY, source_key="m1"), said(cast, cast.lena, MONDAY, source_key="m1"))
    assert Act.objects.count() == 2


def test_an_act_without_source_key_is_refused(cast: Cast) -> None:
    with pytest.raises(actions.NamelessAct):
        record(said(cast, cast.marta, MONDAY, source_key=""))
    assert not Act.objects.exists()


def test_an_act_of_nobody_known_is_refused(cast: Cast) -> None:
    with pytest.raises(actions.UnknownPerson):
        record(said(cast, cast.marta, MONDAY, person_id=999_999))


def test_completing_is_told_once(cast: Cast) -> None:
    record(said(cast, cast.marta, MONDAY, ref=T1))
    ending = answered(cast, cast.marta, MONDAY + ONE_HOUR, ref=T1, completes=True)
    thanks = said(cast, cast.marta, MONDAY + 2 * ONE_HOUR, ref=T1)
    assert [act.episode_completed for act in record(ending, thanks)] == [True, False]


def test_a_late_act_inside_an_episode_keeps_its_counts(cast: Cast) -> None:
    record(said(cast, cast.marta, MONDAY, ref=T1), answered(cast, cast.marta, MONDAY + days(2), ref=T1))
    [late] = record(said(cast, cast.marta, MONDAY + days(1), ref=T1))
    episode = Episode.objects.get()
    assert late.late
    assert (episode.theirs, episode.ours) == (2, 1)
    assert (episode.started_at, episode.last_act_at) == (MONDAY, MONDAY + days(2))


def test_late_acts_make_one_job_per_person(cast: Cast) -> None:
    record(said(cast, cast.marta, MONDAY, ref=T1), said(cast, cast.ivo, MONDAY, ref=T2))
    record(*(said(cast, cast.marta, MONDAY - n * ONE_MINUTE, ref=T1) for n in range(1, 4)))
    record(said(cast, cast.marta, MONDAY - days(1), ref=T1))
    waiting = Job.objects.filter(name="ledger.resegment")
    assert [job.args for job in waiting] == [{"person_id": cast.marta.person_id}]


def test_acts_in_time_order_make_no_job(cast: Cast) -> None:
    record(said(cast, cast.marta, MONDAY, ref=T1))
    record(said(cast, cast.marta, MONDAY + ONE_HOUR, ref=T1))
    assert not Job.objects.filter(name="ledger.resegment").exists()


@pytest.mark.parametrize("length", [3, 30])
def test_a_list_of_any_length_takes_nine_statements(cast: Cast, length: int) -> None:
    record(*(said(cast, cast.marta, MONDAY, ref=("ticket", n)) for n in range(length // 3)))
    later = [said(cast, cast.marta, MONDAY + ONE_HOUR, ref=("ticket", n)) for n in range(length)]
    loose = [said(cast, cast.ivo, MONDAY + ONE_HOUR, channel="phone")]
    with CaptureQueriesContext(
        connection,
    ) as asked:
        record(*later, *loose)
    statements = [q["sql"] for q in asked if not q["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN"))]
    assert len(statements) <= 9, "\n".join(s[:120] for s in statements)


def test_a_relationship_begins_with_the_second_episode_of_both_sides(cast: Cast) -> None:
    for number, ref in enumerate((T1, T2)):
        assert not Relationship.objects.exists()
        record(said(cast, cast.marta, MONDAY + days(number), ref=ref))
        record(answered(cast, cast.marta, MONDAY + days(number) + ONE_HOUR, ref=ref, completes=True))
    relationship = Relationship.objects.get()
    assert relationship.person_id == cast.marta.person_id
    assert relationship.team == cast.service_desk
    assert relationship.since == MONDAY + days(1) + ONE_HOUR


def test_episodes_in_which_only_we_acted_make_no_relationship(cast: Cast) -> None:
    for n in range(3):
        record(answered(cast, cast.marta, MONDAY + days(n), ref=("ticket", n), completes=True))
    assert not Relationship.objects.exists()


def test_parts_are_noted_once_for_what_has_an_episode(cast: Cast) -> None:
    record(said(cast, cast.marta, MONDAY, ref=T1))
    sanna = cast.sanna.person_id or 0
    parts = [NewPart(sanna, T1, "exchange rebuilt", MONDAY), NewPart(sanna, T2, "nothing there", MONDAY)]
    for _ in range(2):
        assert actions.note_parts(parts, actor=system(), at=MONDAY) == 1
    assert Part.objects.get().episode == Episode.objects.get()


def test_an_act_without_reference_goes_to_the_same_team_only(cast: Cast) -> None:
    record(answered(cast, cast.marta, MONDAY, ref=T1))
    [other] = record(said(cast, cast.marta, MONDAY + ONE_HOUR, channel="visit", team_id=cast.field_team.pk))
    assert other.episode_id != Episode.objects.get(ref_id=1).pk


def test_a_score_never_names_an_episode(cast: Cast) -> None:
    at = day("02-03 09:00")
    record(said(cast, cast.marta, at, channel="answer", kind="answer", title="3", completes=True, ref=("answer", 1)))
    record(said(cast, cast.marta, at + days(40), channel="phone", title="The plotter"))
    assert set(Episode.objects.values_list("title", flat=True)) == {"", "The plotter"}
    actions.resegment(person_id=cast.marta.person_id, actor=system(), at=MONDAY)
    assert set(Episode.objects.values_list("title", flat=True)) == {"", "The plotter"}
