"""Stages in the ledger: judged in batches, the same from nothing, told with reasons, and what they open."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rapport.domains.ledger import actions, queries
from rapport.domains.ledger.models import Evidence, Referral, Relationship, StageCount, StageHeld, StageMove, StageRun
from rapport.domains.ledger.tests.stream import answered, record, said
from rapport.domains.ledger.types import OPENS, NewEvidence, Opening
from rapport.domains.people import queries as people
from rapport.domains.people.models import Person
from rapport.foundation import jobs
from rapport.foundation.actors import Actor, NotAllowed, NotFound, system
from rapport.measures.stages import Kind, Stage
from tests.cast import ONE_DAY, Cast, address, build

NOW = datetime(2026, 11, 4, 9, tzinfo=UTC)
THEN = datetime(2025, 1, 15, 9, tzinfo=UTC)
QUESTION = ("idea", 1)


def month(number: int) -> datetime:
    """Noon on a day in a month of 2026."""
    return datetime(2026, number, 12, 12, tzinfo=UTC)


@pytest.fixture
def cast(db: None) -> Cast:
    found = build()
    Person.objects.update(created_at=THEN, known_since=THEN.date())
    return found


def answer(cast: Cast, who: Actor, at: datetime, score: int) -> Any:
    given = {"channel": "answer", "kind": "answer", "title": str(score), "audience": "named", "completes": True}
    return said(cast, who, at, **given, ref=("answer", at.month))


def talks(cast: Cast, who: Actor, *months: int) -> None:
    """Hugo calls as planned."""
    record(*(answered(cast, who, month(n), channel="phone", planned=True, completes=True) for n in months))


def supporter(cast: Cast, who: Actor) -> None:
    talks(cast, who, 4, 5, 9)
    record(answer(cast, who, month(6), 8), answer(cast, who, month(8), 9), at=NOW)


def evidence(who: Actor, kind: Kind, at: datetime, key: str = "test 1", **more: Any) -> NewEvidence:
    return NewEvidence(who.person_id or 0, kind, at, key, **more)


def judge(at: datetime = NOW, *, size: int = 200) -> None:
    """Judge everybody as the jobs do, without what the desk knows."""
    run = actions.begin_stage_run(actor=system(), at=at)
    while run is not None and run.finished_at is None:
        persons = people.everybody_served(system(), after=run.after, size=size)
        actions.judge_stages(run_id=run.pk, after=run.after, persons=persons, natures={}, actor=system(), at=at)
        run = StageRun.objects.get(pk=run.pk)


def stage_of(who: Actor) -> Stage:
    return Stage(StageHeld.objects.get(person_id=who.person_id).stage)


def test_an_answer_counts_as_it_was_changed(cast: Cast) -> None:
    talks(cast, cast.marta, 4, 5, 9)
    given = answer(cast, cast.marta, month(8), 3)
    record(answer(cast, cast.marta, month(6), 8), given, at=NOW)
    judge()
    assert stage_of(cast.marta) == Stage.FOLLOWER
    actions.say_anew([replace(given, title="9")], actor=system(), at=NOW)
    StageHeld.objects.all().delete()
    StageRun.objects.all().delete()
    judge()
    assert stage_of(cast.marta) == Stage.SUPPORTER


def everything() -> list[Any]:
    fields = [f.attname for f in StageHeld._meta.concrete_fields if f.name != "id"]
    held = list(StageHeld.objects.order_by("person_id").values_list(*fields))
    moves = list(StageMove.objects.order_by("person_id", "month").values_list("person_id", "month", "after", "reasons"))
    counts = list(
        StageCount.objects.order_by("quarter", "before", "after").values_list("quarter", "before", "after", "n")
    )
    return [held, moves, counts]


def test_two_favourable_answers_and_planned_talks_make_a_supporter(cast: Cast) -> None:
    supporter(cast, cast.marta)
    judge()
    seen = queries.stage(cast.noor, cast.marta.person_id or 0)
    assert seen is not None
    assert (seen.stage, seen.attitude, seen.answers) == (Stage.SUPPORTER, "favourable", (8, 9))
    assert seen.moves[0].reasons == ({"why": "answers", "scores": [8, 9]},)
    assert seen.until == datetime(2026, 10, 1).date()


def test_staff_are_not_judged(cast: Cast) -> None:
    judge()
    assert set(StageHeld.objects.values_list("person_id", flat=True)) == {
        who.person_id for who in (cast.marta, cast.ivo, cast.lena, cast.tomas, cast.ruth)
    }


def test_an_agent_sees_no_stage_that_rests_on_answers(cast: Cast) -> None:
    supporter(cast, cast.marta)
    judge()
    seen = queries.stage(cast.hugo, cast.marta.person_id or 0)
    assert seen is not None
    assert (seen.stage, seen.attitude, seen.answers, seen.n_answers) == (Stage.FOLLOWER, None, (), 0)
    assert all(move.after <= Stage.FOLLOWER for move in seen.moves)


@pytest.mark.parametrize("outsider", ["another organisation", "a colleague", "a citizen", "signed out"])
def test_nobody_who_is_served_is_told_a_stage(cast: Cast, outsider: str) -> None:
    judge()
    with pytest.raises(NotFound):
        queries.stage(cast.outsiders[outsider], cast.marta.person_id or 0)
    with pytest.raises(NotFound):
        queries.stage(cast.marta, cast.marta.person_id or 0)


def test_judged_from_nothing_it_is_the_same(cast: Cast) -> None:
    talks(cast, cast.marta, 4, 5)
    for number in (5, 6, 7, 8, 9, 10):
        judge(month(number))
    supporter(cast, cast.marta)
    actions.record_evidence(evidence=[evidence(cast.marta, Kind.REFERRAL, month(9))], actor=cast.hugo, at=NOW)
    judge()
    before = everything()[:2]
    StageRun.objects.all().delete()
    StageHeld.objects.all().delete()
    StageMove.objects.all().delete()
    judge()
    assert everything()[:2] == before


def test_small_batches_that_stop_and_are_repeated_come_to_the_same(cast: Cast) -> None:
    supporter(cast, cast.marta)
    judge()
    whole = everything()
    StageRun.objects.all().delete()
    run = actions.begin_stage_run(actor=system(), at=NOW)
    assert run is not None
    first = people.everybody_served(system(), after=0, size=2)
    given: dict[str, Any] = {"run_id": run.pk, "persons": first, "natures": {}, "actor": system(), "at": NOW}
    assert actions.judge_stages(after=0, **given) == 2
    assert actions.judge_stages(after=0, **given) == 0, "the same batch again changes nothing"
    judge(size=2)
    assert everything()[:2] == whole[:2]
    assert [row[1:] for row in everything()[2]] == [row[1:] for row in whole[2]]
    assert StageRun.objects.get().persons == 5


def test_a_month_is_judged_once(cast: Cast) -> None:
    judge()
    assert actions.begin_stage_run(actor=system(), at=NOW + ONE_DAY) is None
    assert actions.begin_stage_run(actor=system(), at=NOW + 30 * ONE_DAY) is not None


def test_after_a_large_import_it_is_judged_anew_in_the_same_month(cast: Cast) -> None:
    judge()
    StageRun.objects.update(persons=2)  # as if the others had come since
    StageHeld.objects.all().delete()
    judge(NOW + ONE_DAY)
    assert (StageRun.objects.get().persons, StageHeld.objects.count()) == (5, 5)


def test_a_quarter_once_counted_never_changes(cast: Cast) -> None:
    supporter(cast, cast.marta)
    judge(month(10))
    before = queries.stage_counts(system())
    supporter(cast, cast.ivo)
    judge(NOW)
    assert queries.stage_counts(system()) == before


def test_a_run_takes_the_same_statements_for_many(cast: Cast) -> None:
    run = actions.begin_stage_run(actor=system(), at=NOW)
    assert run is not None

    def statements(size: int) -> int:
        row = StageRun.objects.get(pk=run.pk)
        with CaptureQueriesContext(connection) as seen:
            persons = people.everybody_served(system(), after=row.after, size=size)
            actions.judge_stages(run_id=row.pk, after=row.after, persons=persons, natures={}, actor=system(), at=NOW)
        return len(seen)

    assert statements(1) == statements(3)


def test_who_serves_now_has_no_stage_any_more(cast: Cast) -> None:
    judge()
    Person.objects.filter(pk=cast.ivo.person_id).update(left_at=NOW)
    judge(NOW + 30 * ONE_DAY)
    assert not StageHeld.objects.filter(person_id=cast.ivo.person_id).exists()


def test_an_incident_makes_no_user_of_a_visitor(cast: Cast) -> None:
    ref = ("ticket", 77)
    record(said(cast, cast.tomas, month(3), ref=ref), answered(cast, cast.tomas, month(4), ref=ref, completes=True))
    run = actions.begin_stage_run(actor=system(), at=NOW)
    assert run is not None
    persons = people.everybody_served(system())
    given: dict[str, Any] = {"persons": persons, "natures": {ref: Kind.FAILURE}, "actor": system(), "at": NOW}
    actions.judge_stages(run_id=run.pk, after=0, **given)
    assert stage_of(cast.tomas) == Stage.VISITOR


def test_silence_is_shown_and_lowers_nothing(cast: Cast) -> None:
    record(said(cast, cast.marta, month(1)), answered(cast, cast.marta, month(1) + ONE_DAY, completes=True))
    record(said(cast, cast.marta, month(2)), answered(cast, cast.marta, month(2) + ONE_DAY, completes=True))
    talks(cast, cast.marta, 4, 5)
    judge()
    assert Relationship.objects.filter(person_id=cast.marta.person_id).exists()
    [quiet] = queries.gone_quiet(cast.hugo).rows
    assert (quiet.name, quiet.stage, quiet.quiet_since) == (
        "Marta Kolb",
        Stage.FOLLOWER,
        month(6).date().replace(day=1),
    )
    assert queries.gone_quiet(cast.sanna).rows == [], "another team does not know her"


def test_evidence_is_recorded_once_with_who_wrote_it_down(cast: Cast) -> None:
    told = [evidence(cast.marta, Kind.PILOT, month(9), words="Tried the new boxes for two weeks")]
    assert actions.record_evidence(evidence=told, actor=cast.hugo, at=NOW) == 1
    assert actions.record_evidence(evidence=told, actor=cast.hugo, at=NOW) == 0
    judge()
    seen = queries.stage(cast.hugo, cast.marta.person_id or 0)
    assert seen is not None
    assert [(e.kind, e.words, e.recorded_by) for e in seen.evidence] == [
        ("pilot", "Tried the new boxes for two weeks", "Hugo Marek")
    ]
    assert (seen.co_produced, seen.stage) == (1, Stage.VISITOR), "alone it makes no partner"


def test_what_is_no_evidence_is_refused(cast: Cast) -> None:
    for wrong in (evidence(cast.marta, Kind.FAILURE, month(9)), evidence(cast.marta, Kind.PILOT, NOW + ONE_DAY)):
        with pytest.raises(actions.WrongEvidence):
            actions.record_evidence(evidence=[wrong], actor=cast.hugo, at=NOW)
    with pytest.raises((NotAllowed, NotFound)):
        actions.record_evidence(evidence=[evidence(cast.marta, Kind.PILOT, month(9))], actor=cast.marta, at=NOW)


def newcomer(who: Actor) -> None:
    Person.objects.filter(pk=who.person_id).update(created_at=NOW - timedelta(days=3))


@pytest.mark.parametrize("how", ["name", "address"])
def test_a_newcomer_says_once_who_sent_them(cast: Cast, how: str) -> None:
    newcomer(cast.ivo)
    words = "marta  KOLB" if how == "name" else address(cast.marta).upper()
    assert queries.may_say_who_sent(cast.ivo, at=NOW)
    actions.say_who_sent_me(said=words, actor=cast.ivo, at=NOW)
    assert Evidence.objects.get().person_id == cast.marta.person_id
    assert not queries.may_say_who_sent(cast.ivo, at=NOW)
    with pytest.raises(actions.AlreadySaid):
        actions.say_who_sent_me(said=words, actor=cast.ivo, at=NOW)
    assert Evidence.objects.count() == 1


@pytest.mark.parametrize("words", ["Nobody Known", "ivo.brandt@aldergate.example", "lena.fors@fenmoor.example", "M"])
def test_whom_we_do_not_know_leaves_no_evidence_and_no_difference(cast: Cast, words: str) -> None:
    newcomer(cast.ivo)
    actions.say_who_sent_me(said=words, actor=cast.ivo, at=NOW)
    assert (Evidence.objects.count(), Referral.objects.count()) == (0, 1)


def test_who_is_here_for_long_is_not_asked(cast: Cast) -> None:
    assert not queries.may_say_who_sent(cast.ivo, at=NOW)
    with pytest.raises(actions.NoNewcomer):
        actions.say_who_sent_me(said="Marta Kolb", actor=cast.ivo, at=NOW)


def asked(cast: Cast, who: Actor) -> dict[int, int]:
    return queries.named_agents(system(), [(1, who.person_id or 0, cast.service_desk.pk)], at=NOW)


def test_the_direct_line_leads_to_the_owner_else_to_whom_they_know_best(cast: Cast) -> None:
    supporter(cast, cast.marta)
    judge()
    assert asked(cast, cast.marta) == {}, "Hugo has not been heard of for a week"
    record(answered(cast, cast.lena, NOW - ONE_DAY), at=NOW)
    assert asked(cast, cast.marta) == {1: cast.hugo.person_id}
    assert asked(cast, cast.lena) == {}, "she is no supporter"
    record(answered(cast, cast.lena, NOW - ONE_DAY, author_id=cast.noor.person_id), at=NOW)
    Relationship.objects.update_or_create(
        person_id=cast.marta.person_id,
        team=cast.service_desk,
        defaults={"owner_id": cast.noor.person_id, "since": NOW},
    )
    assert asked(cast, cast.marta) == {1: cast.noor.person_id}


def test_a_team_may_switch_its_direct_line_off(cast: Cast) -> None:
    supporter(cast, cast.marta)
    judge()
    record(answered(cast, cast.lena, NOW - ONE_DAY), at=NOW)
    actions.set_direct_line(team_id=cast.service_desk.pk, on=False, actor=cast.ines, at=NOW)
    assert asked(cast, cast.marta) == {}
    assert queries.direct_lines(cast.ines) == {cast.service_desk.pk: False}


def test_what_each_stage_opens_is_a_table(cast: Cast) -> None:
    supporter(cast, cast.marta)
    judge()
    marta = cast.marta.person_id or 0
    assert queries.openings(cast.marta, [marta]) == {marta: {Opening.EARLY_NEWS, Opening.DIRECT_LINE, Opening.PILOTS}}
    assert queries.openings(cast.ivo, [marta]) == {}
    assert set(OPENS) == set(Opening)


def test_the_clock_judges_everybody(cast: Cast) -> None:
    from rapport.domains.ledger import jobs as ledger_jobs

    supporter(cast, cast.marta)
    ledger_jobs.judge_stages(at=NOW)
    assert jobs.run_all(at=NOW).failed == []
    assert stage_of(cast.marta) == Stage.SUPPORTER
    assert StageRun.objects.get().finished_at is not None
