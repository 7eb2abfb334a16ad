"""Whom to call: found for a reason, shown once with all reasons, gone when both sides have talked."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rapport.domains.ledger import actions as ledger
from rapport.domains.ledger.models import Episode, Relationship
from rapport.domains.outreach import actions, queries
from rapport.domains.outreach.models import Moment
from rapport.domains.outreach.tests.test_planning import planned
from rapport.domains.outreach.types import Outcome, ToCall
from rapport.domains.people import actions as people
from rapport.domains.people.models import Role, Site, Use
from rapport.domains.promises.models import Promise
from rapport.domains.surveys import actions as surveys
from rapport.foundation import jobs
from rapport.foundation.actors import Actor, NotFound, system
from tests.cast import ONE_DAY, ONE_HOUR
from tests.world import NOW, World

pytestmark = pytest.mark.django_db


def found(world: World, *, viewer: Actor | None = None, at: datetime = NOW) -> list[ToCall]:
    """Whom somebody of the desk calls, after everybody was looked over."""
    actions.find_moments(actor=system(), at=at)
    return list(queries.whom_to_call(viewer or world.cast.hugo, at=at).rows)


def reasons(world: World, *, viewer: Actor | None = None, at: datetime = NOW) -> list[tuple[str, str]]:
    """Name and kind of each reason."""
    return [(one.name, why.kind) for one in found(world, viewer=viewer, at=at) for why in one.reasons]


def broken(world: World, *, days: int) -> None:
    """A promise to Marta that was not kept."""
    due = NOW - days * ONE_DAY
    Promise.objects.create(
        person_id=world.marta,
        organisation=world.cast.aldergate,
        team=world.cast.service_desk,
        ref_kind="ticket",
        ref_id=world.ticket.pk,
        text="A call",
        made_at=due - ONE_DAY,
        due_at=due,
        first_due_at=due,
    )


def silent(world: World) -> None:
    """Nobody has talked with Marta in the last two months."""
    Episode.objects.filter(person_id=world.marta).update(
        started_at=NOW - 80 * ONE_DAY, last_act_at=NOW - 70 * ONE_DAY, completed_at=NOW - 70 * ONE_DAY
    )


def unhappy(world: World, score: int = 3) -> None:
    """Marta's answer turns out to be this one."""
    surveys.answer(token=world.answer_token, score=score, words="", at=NOW)
    jobs.run_all(at=NOW)


def test_on_an_ordinary_day_nobody_has_to_be_called(world: World) -> None:
    assert reasons(world) == []


def test_one_broken_promise_is_no_reason_and_two_are(world: World) -> None:
    broken(world, days=0)
    assert reasons(world) == []
    silent(world)
    broken(world, days=3)
    broken(world, days=2)
    assert reasons(world) == [("Marta Kolb", "broken")]
    assert reasons(world, at=NOW + 40 * ONE_DAY) == [], "a month later it is no news"


def test_a_sequence_that_ends_within_two_weeks(world: World) -> None:
    sequence = ledger.begin_sequence(
        organisation_id=world.cast.aldergate.pk,
        kind="project",
        name="Move of the attic",
        started_at=NOW - 90 * ONE_DAY,
        ends_on=(NOW + 10 * ONE_DAY).date(),
        actor=world.cast.ines,
        at=NOW,
    )
    ledger.join_sequence(sequence_id=sequence.pk, episode_ids=[world.episode.pk], actor=world.cast.noor, at=NOW)
    silent(world)
    (one,) = found(world)
    assert (one.first.kind, one.first.words) == ("sequence", "“Move of the attic” ends on 21 Nov.")
    assert found(world, at=NOW - 5 * ONE_DAY) == []


def test_a_site_that_closes_within_a_month(world: World) -> None:
    silent(world)
    Site.objects.filter(pk=world.cast.head_office.pk).update(closes_on=(NOW + 20 * ONE_DAY).date())
    assert reasons(world) == [("Marta Kolb", "site")]
    Site.objects.filter(pk=world.cast.head_office.pk).update(closes_on=(NOW + 40 * ONE_DAY).date())
    assert reasons(world) == []


def test_whom_an_agent_looked_after_when_they_leave(world: World) -> None:
    Relationship.objects.filter(person_id=world.marta).update(owner_id=world.cast.hugo.person_id)
    role = Role.objects.get(person_id=world.cast.hugo.person_id)
    people.revoke_role(role_id=role.pk, actor=world.cast.ines, at=NOW)
    jobs.run_all(at=NOW)
    (one,) = found(world, viewer=world.cast.noor)
    assert one.first.words == "Hugo Marek looked after them and no longer serves in the team."


def test_a_contact_who_stops_is_thanked(world: World) -> None:
    Relationship.objects.create(person_id=world.cast.ruth.person_id, team=world.cast.service_desk, since=NOW)
    role = Role.objects.get(person_id=world.cast.ruth.person_id)
    people.revoke_role(role_id=role.pk, actor=world.cast.ines, at=NOW)
    jobs.run_all(at=NOW)
    (one,) = found(world)
    assert (one.name, one.first.words) == ("Ruth Adeyemi", "No longer speaks for Aldergate Electric.")


def test_an_unhappy_answer_is_seen_by_those_who_may_read_answers_only(world: World) -> None:
    silent(world)
    unhappy(world)
    assert reasons(world, viewer=world.cast.noor) == [("Marta Kolb", "unhappy")]
    assert reasons(world) == []
    (late,) = found(world, viewer=world.cast.noor, at=NOW + 49 * ONE_HOUR)
    assert late.first.late
    assert late.first.on == (NOW + 48 * ONE_HOUR).date()


def test_somebody_no_team_knows_yet_is_called_by_those_who_serve_them(world: World) -> None:
    Relationship.objects.all().delete()
    said = {"answer_id": 9, "person_id": world.marta, "service_id": None, "score": 2, "said_at": NOW}
    teams = actions.note_answer(**said, actor=system(), at=NOW)
    assert teams == 2, "the desk for mail, the field team for printing"
    assert actions.note_answer(**said | {"service_id": world.cast.mail.pk}, actor=system(), at=NOW) == 1


def test_an_answer_changed_to_a_happy_one_is_no_reason_any_more(world: World) -> None:
    silent(world)
    unhappy(world)
    unhappy(world, 8)
    assert reasons(world, viewer=world.cast.noor) == []


def test_silence_beyond_the_cadence(world: World) -> None:
    silent(world)
    planned(world)
    (one,) = found(world)
    assert (one.first.kind, one.first.step, one.first.late) == ("silence", "Ask about the crane", True)


def test_a_use_that_stopped_and_a_person_gone_quiet(world: World) -> None:
    silent(world)
    Use.objects.filter(person_id=world.marta).update(until=(NOW - 9 * ONE_DAY).date())
    (one,) = found(world)
    assert one.first.words == "Stopped using Mail on 2 Nov."
    Use.objects.update(until=None)
    long_ago = NOW - 190 * ONE_DAY
    Episode.objects.filter(person_id=world.marta).update(
        started_at=long_ago, last_act_at=long_ago, completed_at=long_ago
    )
    (one,) = found(world)
    assert one.first.words.startswith("Not heard of since 5 May")


def many_reasons(world: World) -> None:
    """Marta is silent, her site closes, two promises were broken."""
    silent(world)
    broken(world, days=3)
    broken(world, days=2)
    planned(world)
    Site.objects.filter(pk=world.cast.head_office.pk).update(closes_on=(NOW + 20 * ONE_DAY).date())


def test_she_stands_once_with_every_reason_the_most_pressing_first(world: World) -> None:
    many_reasons(world)
    (one,) = found(world)
    assert [why.kind for why in one.reasons] == ["broken", "site", "silence"]


def test_she_is_gone_at_once_when_both_have_talked_and_stays_gone(world: World) -> None:
    many_reasons(world)
    (one,) = found(world)
    said = {"words": "Agreed on Thursday.", "actor": world.cast.hugo, "at": NOW + ONE_HOUR}
    actions.log_call(plan_id=one.plan_id or 0, outcome=Outcome.NOT_REACHED, **said)
    assert queries.whom_to_call(world.cast.hugo, at=NOW + ONE_HOUR).n == 1
    actions.log_call(plan_id=one.plan_id or 0, outcome=Outcome.TALKED, **said)
    assert queries.whom_to_call(world.cast.hugo, at=NOW + ONE_HOUR).n == 0
    assert found(world, at=NOW + 2 * ONE_HOUR) == []


def test_a_contact_by_another_way_ends_it_before_any_job_has_run(world: World) -> None:
    many_reasons(world)
    found(world)
    Episode.objects.filter(pk=world.episode.pk).update(last_act_at=NOW)
    assert queries.whom_to_call(world.cast.hugo, at=NOW + ONE_HOUR).n == 0
    assert Moment.objects.exists()
    actions.find_moments(actor=system(), at=NOW + ONE_HOUR)
    assert not Moment.objects.exists()


def test_put_off_she_waits_until_the_day(world: World) -> None:
    many_reasons(world)
    (one,) = found(world)
    said = {"team_id": one.team_id, "key": one.key, "until": (NOW + 3 * ONE_DAY).date(), "reason": "On leave"}
    with pytest.raises(NotFound):
        actions.put_off(**said, actor=world.cast.sanna, at=NOW)
    with pytest.raises(NotFound):
        actions.put_off(**said | {"key": "person:1234567"}, actor=world.cast.hugo, at=NOW)
    actions.put_off(**said, actor=world.cast.hugo, at=NOW)
    assert found(world) == []
    assert found(world, at=NOW + 2 * ONE_DAY) == []
    assert len(found(world, at=NOW + 3 * ONE_DAY)) == 1


def test_two_statements_show_them_all(world: World) -> None:
    many_reasons(world)
    found(world)
    with CaptureQueriesContext(connection) as statements:
        assert queries.whom_to_call(world.cast.hugo, at=NOW).n == 1
    assert len(statements) == 2


def test_nobody_but_the_system_looks_over_everybody(world: World) -> None:
    for who in (world.cast.hugo, world.cast.ines, world.cast.marta, world.cast.nobody):
        with pytest.raises(NotFound):
            actions.find_moments(actor=who, at=NOW)


def test_an_outsider_team_sees_none(world: World) -> None:
    many_reasons(world)
    assert found(world, viewer=world.cast.sanna) == []
    assert found(world, viewer=world.cast.marta) == []
