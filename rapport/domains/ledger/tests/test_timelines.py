"""What people see of the ledger: the timeline, who knows whom, the three questions, and nothing for outsiders."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rapport.domains.ledger import actions, queries
from rapport.domains.ledger.models import Act, Episode, Reflection, Relationship
from rapport.domains.ledger.queries import timelines
from rapport.domains.ledger.tests.stream import answered, days, record, said
from rapport.domains.ledger.types import REOPENS, NewTrace, RecordedAct
from rapport.foundation.actors import Actor, NotAllowed, NotFound, system, system_of
from tests.cast import MONDAY, ONE_HOUR, ONE_MINUTE, Cast, build

T1 = ("ticket", 1)
TUESDAY = MONDAY + days(1)
SATURDAY = MONDAY + days(5)


@pytest.fixture
def cast(db: None) -> Cast:
    return build()


def exchange(cast: Cast, number: int = 1, *, start=MONDAY) -> list[RecordedAct]:
    """Marta writes, Hugo answers and finishes."""
    ref = ("ticket", number)
    return record(
        said(cast, cast.marta, start, ref=ref, title="Mail is slow", team_id=cast.service_desk.pk),
        answered(cast, cast.marta, start + ONE_HOUR, ref=ref, completes=True, planned=True),
    )


def test_a_timeline_shows_both_sides_in_their_episode(cast: Cast) -> None:
    exchange(cast)
    seen = queries.timeline(cast.hugo, cast.marta.person_id)
    assert [(act.direction, act.author) for act in seen.acts] == [("theirs", ""), ("ours", "Hugo Marek")]
    [episode] = seen.episodes
    assert (episode.title, episode.ref, len(episode.acts)) == ("Mail is slow", T1, 2)
    assert (seen.n_acts, seen.n_episodes, seen.planned, seen.more) == (2, 1, 1, False)


def test_the_person_sees_their_own_timeline_but_no_notes(cast: Cast) -> None:
    exchange(cast)
    record(answered(cast, cast.marta, MONDAY + 2 * ONE_HOUR, ref=T1, kind="note", audience="staff"))
    assert queries.timeline(cast.marta, cast.marta.person_id).n_acts == 2
    assert queries.timeline(cast.hugo, cast.marta.person_id).n_acts == 3


def test_an_answer_by_name_is_for_the_person_and_those_who_lead(cast: Cast) -> None:
    named = {"channel": "answer", "kind": "answer", "audience": "named", "team_id": cast.service_desk.pk}
    record(said(cast, cast.marta, MONDAY, **named))
    seen = {name: queries.acts(actor).rows for name, actor in cast.everybody.items()}
    assert {name for name, rows in seen.items() if rows} == {"marta", "noor", "dev", "ines"}


@pytest.mark.parametrize("outsider", ["another organisation", "a colleague", "a citizen", "signed out"])
def test_outsiders_find_nothing_anywhere(cast: Cast, outsider: str) -> None:
    for number in (1, 2):
        exchange(cast, number, start=MONDAY + days(number))
    who, marta = cast.outsiders[outsider], cast.marta.person_id
    for look in (queries.timeline, queries.who_knows_whom):
        with pytest.raises(NotFound):
            look(who, marta)
    assert queries.acts(who).rows == queries.episodes(who).rows == queries.relationships(who).rows == []
    assert queries.recent_episodes(who, [marta]) == {}
    assert queries.relationship(who, marta) is None
    assert queries.episode_of(who, T1) is None
    assert queries.open_reflection(who, T1) is None
    with pytest.raises((NotFound, NotAllowed)):
        set_next(cast, who)


def set_next(cast: Cast, actor: Actor) -> Relationship:
    return actions.set_next_step(
        person_id=cast.marta.person_id,
        team_id=cast.service_desk.pk,
        next_step="Ask how the new mailbox works",
        next_step_on=TUESDAY.date(),
        actor=actor,
        at=MONDAY,
    )


def test_another_team_sees_nothing(cast: Cast) -> None:
    exchange(cast)
    assert queries.timeline(cast.sanna, cast.marta.person_id).acts == ()


def test_the_system_of_an_organisation_sees_its_rows_only(cast: Cast) -> None:
    exchange(cast)
    record(said(cast, cast.lena, MONDAY))
    assert {act.person_id for act in queries.acts(system_of(cast.aldergate.pk))} == {cast.marta.person_id}


def test_a_timeline_is_bounded_and_takes_few_statements(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(30):
        exchange(cast, number, start=MONDAY + number * ONE_HOUR)
    with CaptureQueriesContext(connection) as asked:
        full = queries.timeline(cast.marta, cast.marta.person_id)
    assert len(asked) <= 7  # acts, episodes, sequences; names with their addresses take the rest
    assert (full.n_acts, full.more) == (60, False)
    monkeypatch.setattr(timelines, "MOST", 10)
    newest = queries.timeline(cast.marta, cast.marta.person_id)
    assert (len(newest.acts), newest.n_acts, newest.n_episodes, newest.planned, newest.more) == (10, 60, 30, 30, True)
    assert newest.exchanges == (("service", 60),)
    assert newest.acts == full.acts[-10:]


def test_what_is_still_open_is_there_however_much_came_after(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    own = {"ref": ("ticket", 900), "title": "Old and open", "team_id": cast.service_desk.pk}
    again = {"ref": ("ticket", 901), "title": "Opened again", "team_id": cast.service_desk.pk}
    record(
        said(cast, cast.marta, MONDAY, **own),
        said(cast, cast.marta, MONDAY, **again),
        answered(cast, cast.marta, MONDAY + ONE_MINUTE, completes=True, **again),
        answered(cast, cast.marta, MONDAY + ONE_HOUR, kind=REOPENS, **again),
    )
    for number in range(10):
        exchange(cast, number, start=TUESDAY + number * ONE_HOUR)
    monkeypatch.setattr(timelines, "MOST", 6)
    for viewer in (cast.marta, cast.hugo, cast.ines):
        seen = queries.timeline(viewer, cast.marta.person_id)
        assert [e.title for e in seen.episodes if e.ended_at is None] == ["Opened again", "Old and open"]
        assert [e.acts[0].direction for e in seen.episodes if e.ended_at is None] == ["theirs", "theirs"]
        assert (len(seen.acts), seen.n_acts, seen.n_episodes, seen.planned) == (6, 24, 12, 10)
    assert queries.timeline(cast.sanna, cast.marta.person_id).episodes == ()


def test_what_was_said_anew_is_counted_once_as_it_holds_now(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(6):
        *_, last = exchange(cast, number, start=MONDAY + number * ONE_HOUR)
    actions.correct_act(act_id=last.act_id, planned=False, actor=cast.hugo, at=TUESDAY)
    whole = queries.timeline(cast.hugo, cast.marta.person_id)
    monkeypatch.setattr(timelines, "MOST", 4)
    few = queries.timeline(cast.hugo, cast.marta.person_id)
    since = queries.timeline(cast.hugo, cast.marta.person_id, start=MONDAY)
    told = [(one.n_acts, one.n_episodes, one.planned, one.exchanges) for one in (whole, few, since)]
    assert told == [(12, 6, 5, (("service", 12),))] * 3


def test_a_window_in_time_holds_what_lies_in_it(cast: Cast) -> None:
    exchange(cast, 1)
    exchange(cast, 2, start=TUESDAY)
    seen = queries.timeline(cast.hugo, cast.marta.person_id, start=TUESDAY, end=TUESDAY + ONE_MINUTE)
    assert [act.at for act in seen.acts] == [TUESDAY]


def test_a_correction_is_shown_in_place_of_what_it_corrects(cast: Cast) -> None:
    [_, act] = exchange(cast)
    actions.correct_act(act_id=act.act_id, title="Mail was down", actor=cast.marta, at=TUESDAY)
    assert [a.title for a in queries.timeline(cast.marta, cast.marta.person_id).acts] == [
        "Mail is slow",
        "Mail was down",
    ]


def test_an_answer_that_was_changed_says_what_it_is_and_what_it_was(cast: Cast) -> None:
    given = said(
        cast, cast.marta, MONDAY, channel="answer", kind="answer", title="3", audience="named", ref=("answer", 1)
    )
    for score, moment in (("3", MONDAY), ("9", TUESDAY), ("9", TUESDAY), ("7", TUESDAY + ONE_MINUTE)):
        actions.say_anew([replace(given, title=score)], actor=system(), at=moment)
    [seen] = queries.timeline(cast.marta, cast.marta.person_id).acts
    assert (seen.at, seen.title, seen.before) == (MONDAY, "7", ("3", "9"))
    assert seen.changed_at == TUESDAY + ONE_MINUTE
    first = Act.objects.get(corrects=None)
    assert (seen.corrects, first.title, Act.objects.count()) == (first.pk, "3", 3), "told twice, nothing more happens"
    actions.resegment(person_id=cast.marta.person_id, actor=system(), at=TUESDAY)
    assert len(set(Act.objects.values_list("episode", flat=True))) == 1
    with pytest.raises(NotAllowed):
        actions.say_anew([given], actor=cast.marta, at=TUESDAY)


def test_what_nobody_wrote_on_for_longer_than_the_gap_has_ended_by_silence(cast: Cast) -> None:
    record(
        said(cast, cast.marta, MONDAY, channel="phone", title="Which cable?"), said(cast, cast.marta, MONDAY, ref=T1)
    )
    actions.set_gap(channel="phone", gap=timedelta(days=2), actor=system(), at=MONDAY)
    seen = queries.timeline(cast.marta, cast.marta.person_id)
    still, later = seen.as_of(MONDAY + days(2)), seen.as_of(MONDAY + days(2) + ONE_MINUTE)
    told = [(one.ref, one.ended_at, one.faded) for one in sorted(later.episodes, key=lambda one: one.ref is not None)]
    assert [one.ended_at for one in still.episodes] == [None, None]
    assert told == [(None, MONDAY, True), (T1, None, False)], "what has a reference ends by its completion alone"


def test_who_knows_whom_counts_acts_and_episodes(cast: Cast) -> None:
    exchange(cast)
    record(answered(cast, cast.marta, TUESDAY, author_id=cast.noor.person_id))
    hugo, noor = sorted(queries.who_knows_whom(cast.marta, cast.marta.person_id), key=lambda known: known.name)
    assert (hugo.name, hugo.acts, hugo.episodes) == ("Hugo Marek", 1, 1)
    assert (noor.name, noor.last_at) == ("Noor Haddad", TUESDAY)


def tap(who: Actor, episode_id: int, side: str) -> None:
    actions.answer_reflection(
        episode_id=episode_id,
        side=side,
        know_each_other=True,
        they_know_us=None,
        understood=True,
        actor=who,
        at=TUESDAY,
    )


def test_both_sides_are_asked_once(cast: Cast) -> None:
    [_, act] = exchange(cast)
    for who, side in ((cast.marta, "theirs"), (cast.hugo, "ours")):
        asked = queries.open_reflection(who, T1)
        assert asked is not None and asked.side == side
        tap(who, act.episode_id, side)
        assert queries.open_reflection(who, T1) is None
        with pytest.raises(actions.AlreadyAnswered):
            tap(who, act.episode_id, side)
    said = Reflection.objects.filter(episode=act.episode_id, understood=True)
    assert sorted(said.values_list("side", flat=True)) == ["ours", "theirs"]


def test_nobody_answers_for_another_side(cast: Cast) -> None:
    [_, act] = exchange(cast)
    strangers = [*cast.outsiders.values(), cast.sanna]
    for who in strangers:
        for side in ("theirs", "ours"):
            with pytest.raises(NotFound):
                tap(who, act.episode_id, side)
    with pytest.raises(NotFound):
        tap(cast.hugo, act.episode_id, "theirs")


def test_an_agent_is_asked_five_times_a_day_at_most_and_the_same_all_day(cast: Cast) -> None:
    for number in range(12):
        exchange(cast, number, start=MONDAY + number * ONE_MINUTE)
    morning = queries.reflections_to_ask(cast.hugo, TUESDAY)
    assert len(morning) == 5
    assert queries.reflections_to_ask(cast.hugo, TUESDAY + 3 * ONE_HOUR) == morning
    tap(cast.hugo, morning[0].episode_id, "ours")
    actions.skip_reflection(episode_id=morning[1].episode_id, side="ours", actor=cast.hugo, at=TUESDAY)
    assert queries.reflections_to_ask(cast.hugo, TUESDAY + 5 * ONE_HOUR) == morning[2:]
    wednesday = queries.reflections_to_ask(cast.hugo, TUESDAY + days(1))
    assert len(wednesday) == 5
    assert not {asked.episode_id for asked in wednesday} & {asked.episode_id for asked in morning[:2]}


def test_nobody_is_asked_at_the_weekend_or_about_others_work(cast: Cast) -> None:
    exchange(cast)
    assert queries.reflections_to_ask(cast.hugo, SATURDAY) == []
    assert queries.reflections_to_ask(cast.noor, TUESDAY) == []
    assert queries.reflections_to_ask(cast.marta, TUESDAY) == []


def test_a_relationship_has_a_next_step_and_an_owner(cast: Cast) -> None:
    for number in (1, 2):
        exchange(cast, number, start=MONDAY + days(number))
    set_next(cast, cast.hugo)
    actions.set_owner(
        person_id=cast.marta.person_id,
        team_id=cast.service_desk.pk,
        owner_id=cast.noor.person_id,
        actor=cast.noor,
        at=MONDAY,
    )
    seen = queries.relationship(cast.marta, cast.marta.person_id)
    assert seen is not None
    assert (seen.next_step, seen.owner_id) == ("Ask how the new mailbox works", cast.noor.person_id)
    with pytest.raises(NotAllowed):
        set_next(cast, cast.marta)


def test_traces_complete_nothing_and_stand_apart(cast: Cast) -> None:
    actions.record_traces([NewTrace(cast.marta.person_id or 0, "notice", MONDAY)], actor=system(), at=MONDAY)
    assert queries.timeline(cast.marta, cast.marta.person_id).acts == ()
    assert not Episode.objects.exists()


def test_episodes_of_one_service_form_a_sequence(cast: Cast) -> None:
    for number, start in enumerate((0, 10, 100, 110, 120)):
        ref = ("ticket", number)
        record(said(cast, cast.marta, MONDAY + days(start), ref=ref, service_id=cast.mail.pk, completes=True))
    marta = cast.marta.person_id or 0
    for _ in range(2):
        assert actions.gather_sequences(person_id=marta, actor=system(), at=MONDAY) == 2
    late, early = queries.timeline(cast.marta, marta).sequences
    assert (late.name, len(late.episode_ids), len(early.episode_ids)) == ("Mail", 3, 2)
    assert late.ended_at == MONDAY + timedelta(days=120)
