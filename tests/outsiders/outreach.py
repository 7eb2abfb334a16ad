"""Outreach: planned contact, whom to call, thanks."""

from __future__ import annotations

from datetime import timedelta

from rapport.domains.outreach import actions, queries
from rapport.domains.outreach.models import Moment, Plan, Thanks
from rapport.domains.outreach.types import Level, Outcome, Scope
from rapport.foundation.actors import Actor, system
from tests.outsiders.cases import Case, Table
from tests.world import World

LINK = "whoever holds the secret link reads the calendar; its story tests a wrong one"


def plan_of_marta(w: World) -> int:
    """The desk plans to talk with her."""
    known = Plan.objects.filter(person_id=w.marta, ended_at=None).first()
    return (known or planned(w, w.marta, w.cast.hugo)).pk


def planned(w: World, person_id: int, who: Actor) -> Plan:
    """A plan as somebody makes it."""
    return actions.plan_contact(
        scope=Scope.PERSON,
        target_id=person_id,
        team_id=w.cast.service_desk.pk,
        level=Level.USER,
        ideal_days=30,
        longest_days=60,
        why="The lighthouse",
        owner_id=w.cast.hugo.person_id,
        actor=who,
        at=w.at,
    )


def moment_of_marta(w: World) -> str:
    """She is to be called; the key she stands under."""
    if not Moment.objects.filter(person_id=w.marta).exists():
        Moment.objects.create(
            team=w.cast.service_desk,
            organisation=w.cast.aldergate,
            person_id=w.marta,
            rank=1,
            whom=f"person:{w.marta}",
            source="promises",
            since=w.at,
            on=w.at.date(),
            named="2",
        )
    return f"person:{w.marta}"


def thanks_of_marta(w: World) -> int:
    """She said thank you, and agreed that others see it."""
    known = Thanks.objects.filter(giver_id=w.marta, episode=w.episode).first()
    return (known or _thanked(w, w.cast.marta, w.episode.pk)).pk


def _thanked(w: World, who: Actor, episode_id: int) -> Thanks:
    return actions.give_thanks(episode_id=episode_id, words="The lighthouse!", consent=True, actor=who, at=w.at)


def _put_off(w: World, who: Actor, on: object) -> object:
    until = (w.at + timedelta(days=2)).date()
    return actions.put_off(team_id=w.cast.service_desk.pk, key=str(on), until=until, reason="Away", actor=who, at=w.at)


def _called(w: World, who: Actor, on: int) -> object:
    return actions.log_call(plan_id=on, outcome=Outcome.TALKED, words="Mine", actor=who, at=w.at)


def _note_answer(w: World, who: Actor, _: object) -> object:
    return actions.note_answer(
        answer_id=w.answer.pk, person_id=w.marta, service_id=None, score=2, said_at=w.at, actor=who, at=w.at
    )


def _plan_on_sunday(w: World) -> int:
    sunday = w.at.date() + timedelta(days=6 - w.at.weekday())
    Plan.objects.filter(pk=plan_of_marta(w)).update(due_on=sunday, late_on=sunday)
    return plan_of_marta(w)


ACTIONS = Table(
    tried={
        "move_off_free_days": Case(
            lambda w, who, _: actions.move_off_free_days(actor=who, at=w.at), on=_plan_on_sunday, insider="system"
        ),
        "count_shares": Case(lambda w, who, _: actions.count_shares(actor=who, at=w.at), insider="system"),
        "end_calendar_link": Case(lambda w, who, _: actions.end_calendar_link(actor=who, at=w.at)),
        "end_plan": Case(lambda w, who, on: actions.end_plan(plan_id=on, actor=who, at=w.at), on=plan_of_marta),
        "find_moments": Case(lambda w, who, _: actions.find_moments(actor=who, at=w.at), insider="system"),
        "follow_contacts": Case(lambda w, who, _: actions.follow_contacts(actor=who, at=w.at), insider="system"),
        "act_earlier_thanks": Case(
            lambda w, who, _: actions.act_earlier_thanks(after_id=0, actor=who, at=w.at), insider="system"
        ),
        "act_thanks": Case(
            lambda w, who, on: actions.act_thanks(thanks_id=on, actor=who, at=w.at),
            on=lambda w: _thanked(w, w.cast.marta, w.episode.pk).pk,
            insider="system",
        ),
        "give_thanks": Case(_thanked, on=lambda w: w.episode.pk, insider="marta"),
        "log_call": Case(_called, on=plan_of_marta),
        "move_plans": Case(
            lambda w, who, on: actions.move_plans(kept_id=on, other_id=w.marta, actor=who, at=w.at),
            on=lambda w: w.cast.ivo.person_id,
            insider="system",
        ),
        "new_calendar_link": Case(lambda w, who, _: actions.new_calendar_link(actor=who, at=w.at)),
        "note_answer": Case(_note_answer, insider="system"),
        "note_leaving": Case(
            lambda w, who, _: actions.note_leaving(person_id=w.marta, role="agent", actor=who, at=w.at),
            insider="system",
        ),
        "plan_contact": Case(lambda w, who, on: planned(w, on, who), on=lambda w: w.marta),
        "publish_thanks": Case(
            lambda w, who, on: actions.publish_thanks(thanks_id=on, actor=who, at=w.at), on=thanks_of_marta
        ),
        "put_off": Case(_put_off, on=moment_of_marta),
        "set_consent": Case(
            lambda w, who, on: actions.set_consent(thanks_id=on, consent=False, actor=who, at=w.at),
            on=thanks_of_marta,
            insider="marta",
        ),
        "set_level": Case(
            lambda w, who, _: actions.set_level(level=Level.USER, ideal_days=5, longest_days=9, actor=who, at=w.at),
            insider="ines",
        ),
    },
    own={"read_thanks": lambda w, who, _: actions.read_thanks(actor=who, at=w.at)},
)


def _calls(w: World, who: Actor, _: object) -> object:
    moment_of_marta(w)
    return queries.whom_to_call(who, at=w.at).rows


def _shares(w: World, who: Actor, _: object) -> object:
    actions.count_shares(actor=system(), at=w.at)
    return queries.planned_shares(who)


def _plans(w: World, who: Actor, _: object) -> object:
    plan_of_marta(w)
    return queries.plans(who, at=w.at)


def _thanks(w: World, who: Actor, _: object) -> object:
    thanks_of_marta(w)
    return queries.thanks_for_me(who)


def _published(w: World, who: Actor, _: object) -> object:
    actions.publish_thanks(thanks_id=thanks_of_marta(w), actor=w.cast.hugo, at=w.at)
    return queries.published_thanks(who)


def _linked(w: World, who: Actor, _: object) -> object:
    if who == w.cast.hugo:
        actions.new_calendar_link(actor=who, at=w.at)
    return queries.calendar_since(who, at=w.at)


def _steps_of(w: World, who: Actor, on: int) -> object:
    plan_of_marta(w)
    Plan.objects.filter(person_id=on).update(next_step="Ask about the crane")
    return queries.next_steps(who, on)


def _plan_of(w: World, who: Actor, on: int) -> object:
    plan_of_marta(w)
    return queries.plan_of(who, scope=Scope.PERSON, target_id=on, team_id=w.cast.service_desk.pk, at=w.at)


def _reasons_for(w: World, who: Actor, on: int) -> object:
    moment_of_marta(w)
    return queries.reasons_for(who, on, at=w.at)


QUERIES = Table(
    tried={
        "cadences": Case(lambda w, who, _: queries.cadences(who)),
        "calendar_since": Case(_linked),
        "missing_levels": Case(lambda w, who, _: plan_of_marta(w) and queries.missing_levels(who, at=w.at)),
        "next_steps": Case(_steps_of, on=lambda w: w.marta),
        "plan": Case(lambda w, who, on: queries.plan(who, on, at=w.at), on=plan_of_marta),
        "plan_of": Case(_plan_of, on=lambda w: w.marta),
        "planned_shares": Case(_shares),
        "plans": Case(_plans),
        "published_thanks": Case(_published),
        "reasons_for": Case(_reasons_for, on=lambda w: w.marta),
        "reasons_to_call": Case(lambda w, who, on: queries.reasons_to_call(who, [on], at=w.at), on=plan_of_marta),
        "thankable": Case(lambda w, who, on: queries.thankable(who, episode_id=on, at=w.at), on=lambda w: w.episode.pk),
        "thankable_by_me": Case(
            lambda w, who, _: [one for one in queries.thankable_by_me(who) if one[:2] == ("episode", w.episode.pk)],
            insider="marta",
        ),
        "thanks_for_me": Case(_thanks),
        "thanks_given": Case(
            lambda w, who, _: thanks_of_marta(w) and queries.thanks_given(who, at=w.at), insider="marta"
        ),
        "thanks_to_publish": Case(
            lambda w, who, _: thanks_of_marta(w) and queries.thanks_to_publish(who), insider="noor"
        ),
        "whom_to_call": Case(_calls),
    },
    open={"calendar": LINK},
)
