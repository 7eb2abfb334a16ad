"""Planned contact: counted from the last time both sides acted, never from notices or calls nobody took."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from rapport.domains.ledger import queries as ledger
from rapport.domains.ledger.models import Act, Episode
from rapport.domains.outreach import actions, queries
from rapport.domains.outreach.models import Plan
from rapport.domains.outreach.types import Level, Outcome, Scope
from rapport.domains.people import actions as people
from rapport.domains.promises import actions as promises
from rapport.domains.promises.models import Calendar
from rapport.foundation.actors import Actor, NotFound, system
from tests.cast import ONE_DAY
from tests.world import NOW, World

pytestmark = pytest.mark.django_db


def planned(world: World, *, scope: Scope = Scope.PERSON, target_id: int | None = None, **changed: object) -> Plan:
    """The desk talks with Marta every 30 days, every 60 at the latest; Hugo sees to it."""
    said = {
        "scope": scope,
        "target_id": target_id or world.marta,
        "team_id": world.cast.service_desk.pk,
        "level": Level.USER,
        "ideal_days": 30,
        "longest_days": 60,
        "why": "Ask about the crane",
        "owner_id": world.cast.hugo.person_id,
        "actor": world.cast.hugo,
        "at": NOW,
    }
    return actions.plan_contact(**said | changed)  # type: ignore[arg-type]


def working(since: datetime, days: int) -> date:
    """So many days later, or the Monday after."""
    day = (since + days * ONE_DAY).date()
    return day + ONE_DAY * (7 - day.weekday() if day.weekday() > 4 else 0)


def last_of_both(world: World) -> object:
    """When Marta and the desk last acted in one episode."""
    rows = Episode.objects.filter(person_id=world.marta, theirs__gt=0, ours__gt=0)
    return rows.order_by("-last_act_at").values_list("last_act_at", flat=True).first()


def test_the_days_are_counted_from_the_last_contact_of_both_sides(world: World) -> None:
    plan = planned(world)
    assert plan.last_at == last_of_both(world)
    assert plan.last_at is not None
    assert (plan.due_on, plan.late_on) == (working(plan.last_at, 30), working(plan.last_at, 60))


@pytest.mark.parametrize("scope", [Scope.SITE, Scope.ORGANISATION])
def test_a_contact_with_her_counts_for_her_site_and_organisation(world: World, scope: Scope) -> None:
    target = world.cast.head_office.pk if scope == Scope.SITE else world.cast.aldergate.pk
    assert planned(world, scope=scope, target_id=target).last_at is not None


def test_with_whom_we_never_talked_contact_is_due_at_once(world: World) -> None:
    plan = planned(world, target_id=world.cast.ruth.person_id)
    assert (plan.last_at, plan.due_on) == (None, NOW.date())


def test_a_talk_is_an_act_of_each_side_and_counts_anew(world: World) -> None:
    plan = planned(world)
    at = NOW + ONE_DAY
    call = actions.log_call(
        plan_id=plan.pk, outcome=Outcome.TALKED, words="The crane is fine.", minutes=6, actor=world.cast.hugo, at=at
    )
    acts = Act.objects.filter(ref_kind="call", ref_id=call.pk)
    assert list(acts.order_by("at", "id").values_list("direction", "planned", "title", "minutes")) == [
        ("ours", True, "The crane is fine.", 6),
        ("theirs", True, "The crane is fine.", None),
    ]
    episode = Episode.objects.get(ref_kind="call", ref_id=call.pk)
    assert (episode.theirs, episode.ours, episode.completed_at) == (1, 1, at)
    plan.refresh_from_db()
    assert plan.due_on == working(at, 30)


def test_a_call_they_began_of_their_own_accord_was_not_planned_and_counts_as_contact(world: World) -> None:
    """The share of contact that was planned follows: one of two."""
    plan, at = planned(world), NOW + ONE_DAY
    before = {one.team_id: one for one in ledger.planned_counts(system(), since=NOW)}
    said = {"plan_id": plan.pk, "words": "The crane is fine.", "actor": world.cast.hugo}
    with pytest.raises(actions.NotTheirCall):
        actions.log_call(**said, outcome=Outcome.NOT_REACHED, began="theirs", at=at)
    call = actions.log_call(**said, outcome=Outcome.TALKED, began="theirs", at=at)
    acts = Act.objects.filter(ref_kind="call", ref_id=call.pk).order_by("at", "id")
    assert list(acts.values_list("direction", "planned")) == [("theirs", False), ("ours", False)]
    assert ledger.timeline(world.cast.hugo, world.marta).episodes[0].acts[0].direction == "theirs", "who began it"
    assert Plan.objects.get(pk=plan.pk).last_at == at
    actions.log_call(**said, outcome=Outcome.TALKED, at=at + ONE_DAY)
    [share] = [one for one in ledger.planned_counts(system(), since=NOW) if one.team_id == plan.team_id]
    known = before.get(plan.team_id)
    assert (share.planned - (known.planned if known else 0), share.n - (known.n if known else 0)) == (1, 2)


@pytest.mark.parametrize("outcome", [Outcome.REACHED, Outcome.NOT_REACHED])
def test_a_call_without_a_talk_counts_nothing(world: World, outcome: Outcome) -> None:
    plan = planned(world)
    said = {"next_step": "Try again in the morning", "next_step_on": (NOW + ONE_DAY).date()}
    actions.log_call(plan_id=plan.pk, outcome=outcome, words="No answer.", actor=world.cast.hugo, at=NOW, **said)
    after = Plan.objects.get(pk=plan.pk)
    assert (after.last_at, after.due_on) == (plan.last_at, plan.due_on)
    assert after.next_step == "Try again in the morning"


def test_a_site_needs_the_name_of_who_was_called(world: World) -> None:
    plan = planned(world, scope=Scope.SITE, target_id=world.cast.head_office.pk)
    said = {"plan_id": plan.pk, "outcome": Outcome.TALKED, "words": "Hello", "actor": world.cast.hugo, "at": NOW}
    with pytest.raises(actions.NobodyCalled):
        actions.log_call(**said)
    with pytest.raises(NotFound):
        actions.log_call(**said, person_id=world.cast.lena.person_id)
    actions.log_call(**said, person_id=world.cast.ivo.person_id)
    assert Plan.objects.get(pk=plan.pk).last_at == NOW


def test_the_cadence_follows_what_the_ledger_records(world: World) -> None:
    plan = planned(world)
    while actions.follow_contacts(actor=system(), at=NOW + ONE_DAY):
        pass
    Plan.objects.update(last_at=None)
    assert not actions.follow_contacts(actor=system(), at=NOW + ONE_DAY), "everything was read"
    other = planned(world, scope=Scope.ORGANISATION, target_id=world.cast.aldergate.pk)
    call = actions.log_call(plan_id=other.pk, person_id=world.marta, outcome=Outcome.TALKED, words="Hello.",
                            actor=world.cast.hugo, at=NOW + ONE_DAY)  # fmt: skip
    assert not actions.follow_contacts(actor=system(), at=call.at), "others may still be writing"
    assert actions.follow_contacts(actor=system(), at=call.at + ONE_DAY)
    assert Plan.objects.get(pk=plan.pk).last_at == call.at


def test_a_plan_made_again_is_changed_and_one_ended_may_begin_anew(world: World) -> None:
    first = planned(world)
    assert planned(world, ideal_days=10).pk == first.pk
    actions.end_plan(plan_id=first.pk, actor=world.cast.hugo, at=NOW)
    assert planned(world).pk != first.pk


@pytest.mark.parametrize("who", ["sanna", "ruth", "marta", "lena", "tomas", "nobody"])
def test_nobody_else_plans_reads_or_calls(world: World, who: str) -> None:
    plan, outsider = planned(world), world.cast.everybody[who]
    assert list(queries.plans(outsider, at=NOW)) == []
    for refused in (
        lambda: planned(world, actor=outsider),
        lambda: actions.log_call(plan_id=plan.pk, outcome=Outcome.TALKED, words="x", actor=outsider, at=NOW),
        lambda: actions.end_plan(plan_id=plan.pk, actor=outsider, at=NOW),
        lambda: queries.plan(outsider, plan.pk, at=NOW),
    ):
        with pytest.raises(NotFound):
            refused()


def test_the_list_is_by_due_date_and_narrows(world: World) -> None:
    late = planned(world, target_id=world.cast.ivo.person_id, ideal_days=1, longest_days=2)
    planned(world, owner_id=None)
    hugo, later = world.cast.hugo, NOW + 5 * ONE_DAY
    assert [one.name for one in queries.plans(hugo, at=later)] == ["Ivo Brandt", "Marta Kolb"]
    assert [one.id for one in queries.plans(hugo, at=later, view="overdue")] == [late.pk]
    assert [one.name for one in queries.plans(hugo, at=later, view="mine")] == ["Ivo Brandt"]
    assert list(queries.plans(hugo, at=later, team_id=world.cast.field_team.pk)) == []


def test_reasons_come_from_promises_and_new_uses(world: World) -> None:
    plan = planned(world)
    plotters = people.create_service(name="Plotters", team_id=plan.team_id, actor=world.cast.ines, at=NOW)
    people.record_use(service_id=plotters.pk, person_ids=[world.marta], since=NOW.date(), actor=world.cast.ines, at=NOW)
    kinds = {reason.kind for reason in queries.reasons_to_call(world.cast.hugo, [plan.pk], at=NOW)[plan.pk]}
    assert {"promise", "use"} <= kinds


def test_levels_with_which_nobody_talks_are_named(world: World) -> None:
    planned(world)
    (found,) = queries.missing_levels(world.cast.hugo, at=NOW)
    assert (found.organisation, found.levels) == ("Aldergate Electric", ("lead", "executive"))


def test_the_share_of_planned_contact_has_its_n_and_its_range(world: World) -> None:
    plan = planned(world)
    for day in range(2):
        actions.log_call(
            plan_id=plan.pk, outcome=Outcome.TALKED, words="x", actor=world.cast.hugo, at=NOW + day * ONE_DAY
        )
    actions.count_shares(actor=system(), at=NOW + 3 * ONE_DAY)
    (share,) = [one for one in queries.planned_shares(world.cast.hugo) if one.organisation == "Aldergate Electric"]
    assert share.n >= 5 and share.planned >= 2
    assert share.low < share.share < share.high  # type: ignore[operator]
    assert queries.planned_shares(world.cast.sanna) == []


def test_fewer_than_five_show_no_share(world: World) -> None:
    actions.count_shares(actor=system(), at=NOW)
    few = [one for one in queries.planned_shares(system()) if one.n < 5]
    assert few and all(one.share is None for one in few)


def test_a_lost_owner_leaves_the_plan(world: World) -> None:
    stranger: Actor = world.cast.sanna
    with pytest.raises(NotFound):
        planned(world, owner_id=stranger.person_id)


def test_two_rows_that_are_one_person_have_one_plan(world: World) -> None:
    kept, other = planned(world), planned(world, target_id=world.cast.ivo.person_id)
    said = {"kept_id": world.marta, "other_id": world.cast.ivo.person_id or 0, "actor": system(), "at": NOW}
    assert actions.move_plans(**said) == 0
    assert [one.id for one in queries.plans(world.cast.hugo, at=NOW)] == [kept.pk]
    actions.end_plan(plan_id=kept.pk, actor=world.cast.hugo, at=NOW)
    Plan.objects.filter(pk=other.pk).update(ended_at=None)
    assert actions.move_plans(**said) == 1
    assert [one.name for one in queries.plans(world.cast.hugo, at=NOW)] == ["Marta Kolb"]


def test_no_day_of_a_plan_is_one_on_which_nobody_works(world: World) -> None:
    """Ten days after a Wednesday is a Saturday; the Monday after it was made a holiday later."""
    Episode.objects.filter(person_id=world.marta).update(started_at=NOW - ONE_DAY, last_act_at=NOW)
    days = {"ideal_days": 10, "longest_days": 11}
    plan = planned(world, **days)
    monday = NOW.date() + timedelta(days=12)
    assert monday.weekday() == 0 and (plan.due_on, plan.late_on) == (monday, monday)
    held = Calendar.objects.get(default=True)
    promises.add_holidays(calendar_id=held.pk, days={monday: "A day off"}, actor=world.cast.ines, at=NOW)
    assert actions.move_off_free_days(actor=system(), at=NOW) == 2
    assert Plan.objects.get(pk=plan.pk).due_on == monday + ONE_DAY
    assert planned(world, **days).due_on == monday + ONE_DAY
