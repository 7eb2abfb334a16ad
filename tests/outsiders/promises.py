"""Promises: calendars, targets, clocks, estimates and promises."""

from __future__ import annotations

from datetime import date, timedelta

from rapport.domains.promises import actions, queries
from rapport.domains.promises.models import Estimate, Promise
from rapport.foundation.actors import Actor
from tests.outsiders import admin, gap, theirs, workspace
from tests.outsiders.cases import Case, Table
from tests.world import World

CLOCKS = "called by the actions of the desk, which have refused before"
HOURS = "opening hours are for everybody to read"
MONTH = timedelta(days=31)


def _promise(w: World) -> int:
    return w.promise.pk


def _ref(w: World) -> int:
    return w.ticket.pk


def aim_of_ticket(w: World) -> Estimate:
    """What Marta was told we aim for, as if nobody had promised her anything since."""
    Promise.objects.filter(ref_kind="ticket", ref_id=w.ticket.pk).delete()
    return Estimate.objects.get(ref_kind="ticket", ref_id=w.ticket.pk, basis="target")


def _calendar(w: World) -> int:
    return w.calendar.pk


ACTIONS = Table(
    tried={
        **gap.PROMISES,
        **admin.PROMISES,
        **workspace.PROMISES,
        **theirs.PROMISE_ACTIONS,
        "add_holidays": Case(
            lambda w, who, on: actions.add_holidays(
                calendar_id=on, days={date(2026, 12, 31): "Mine"}, actor=who, at=w.at
            ),
            on=_calendar,
            insider="ines",
        ),
        "change_calendar": Case(
            lambda w, who, on: actions.change_calendar(calendar_id=on, changes={"name": "Mine"}, actor=who, at=w.at),
            on=_calendar,
            insider="ines",
        ),
        "create_calendar": Case(
            lambda w, who, _: actions.create_calendar(
                organisation_id=w.cast.northwind.pk, zone="Europe/Berlin", name="Mine", actor=who, at=w.at
            ),
            insider="ines",
        ),
        "ask_for_forecasts": Case(
            lambda w, who, _: actions.ask_for_forecasts(actor=who, at=w.at) or True, insider="ines"
        ),
        "set_service_level": Case(
            lambda w, who, _: actions.set_service_level(solve_minutes=5, actor=who, at=w.at), insider="ines"
        ),
        "keep_promises": Case(lambda w, who, on: actions.keep_promises(ids=[on], actor=who, at=w.at), on=_promise),
        "withdraw_promises": Case(
            lambda w, who, on: actions.withdraw_promises(ids=[on], actor=who, at=w.at), on=_promise
        ),
        "note_told_late": Case(
            lambda w, who, on: actions.note_told_late(promise_ids=[on], actor=who, at=w.at), on=_promise
        ),
        "promise": Case(
            lambda w, who, on: actions.promise(
                person_id=on,
                ref=("ticket", w.ticket.pk),
                team_id=w.cast.service_desk.pk,
                text="Mine",
                due_at=w.at + timedelta(days=1),
                actor=who,
                at=w.at,
            ),
            on=lambda w: w.marta,
        ),
        "note_targets_told": Case(
            lambda w, who, on: actions.note_targets_told(estimate_ids=[on], actor=who, at=w.at),
            on=lambda w: aim_of_ticket(w).pk,
        ),
        "warn_of_targets": Case(
            lambda w, who, on: actions.warn_of_targets(actor=who, at=w.at), on=lambda w: aim_of_ticket(w).pk
        ),
        "warn_of_promises": Case(lambda w, who, _: actions.warn_of_promises(actor=who, at=w.promise.due_at)),
        "remember_promises": Case(
            lambda w, who, _: actions.remember_promises(promises=[], actor=who, at=w.at) or True, insider="ines"
        ),
    },
    inner={
        "check_time": CLOCKS,
        "end_clocks": CLOCKS,
        "hand_to_team": CLOCKS,
        "expect_many": CLOCKS,
        "meet_clocks": CLOCKS,
        "pause_clocks": CLOCKS,
        "restart_clocks": CLOCKS,
        "restate_clocks": CLOCKS,
        "resume_clocks": CLOCKS,
        "retarget": CLOCKS,
        "recompute_clocks": "run by a job that acts as the system",
        "make_forecasts": "run by a job that acts as the system",
    },
)


def _kept(w: World, who: Actor) -> object:
    """The promise of Marta's ticket fell due and was kept: only those who reach it count it."""
    Promise.objects.filter(pk=w.promise.pk).update(kept_at=w.at)
    found = queries.kept_rate(who, since=w.at - MONTH, until=w.at + MONTH)
    return found.n


def _estimates(w: World, who: Actor) -> object:
    found = queries.estimates_kept(who, since=w.at - MONTH, until=w.at + MONTH)
    return found.n or who.staff


QUERIES = Table(
    tried={
        **gap.AIMS,
        **theirs.PROMISE_QUERIES,
        **admin.HOURS,
        "refs_due": Case(
            lambda w, who, on: [r for r in queries.refs_due(who, kind="ticket", until=w.at + MONTH) if r == on],
            on=lambda w: w.ticket.pk,
        ),
        "at_risk": Case(lambda w, who, on: queries.at_risk(who, [on]), on=_promise),
        "broken_twice": Case(
            lambda w, who, _: [queries.broken_twice(who, since=w.at - timedelta(days=30), at=w.at)], insider="system"
        ),
        "promised_until": Case(
            lambda w, who, on: queries.promised_until(who, [on], until=w.at + timedelta(days=9)), on=lambda w: w.marta
        ),
        "calendars": Case(lambda w, who, _: queries.calendars(who)),
        "estimates_grounds": Case(lambda w, who, _: queries.estimates_grounds(who)),
        "estimates_kept": Case(lambda w, who, _: _estimates(w, who)),
        "forecasts": Case(lambda w, who, _: queries.forecasts(who) or who.staff),
        "kept_rate": Case(lambda w, who, _: _kept(w, who)),
        "open_promises": Case(lambda w, who, _: queries.open_promises(who, at=w.at).rows),
        "promises_to_tell": Case(lambda w, who, on: queries.promises_to_tell(who, [on], at=w.at), on=_promise),
        "targets_to_tell": Case(
            lambda w, who, on: queries.targets_to_tell(who, [on]), on=lambda w: aim_of_ticket(w).pk
        ),
        "promises_on": Case(
            lambda w, who, on: queries.promises_on(who, [("ticket", on)], at=w.at), on=lambda w: w.ticket.pk
        ),
        "promises_to_group": Case(
            lambda w, who, on: [one for one in queries.promises_to_group(who, on, at=w.at) if one.person_id == w.marta],
            on=lambda w: w.cast.aldergate.pk,
        ),
        "promises_to": Case(lambda w, who, on: queries.promises_to(who, on, at=w.at), on=lambda w: w.marta),
        "solve_clocks": Case(
            lambda w, who, on: queries.solve_clocks(who, [("ticket", on)], at=w.at), on=lambda w: w.done.pk
        ),
        "standing_of": Case(
            lambda w, who, on: queries.standing_of(who, [("ticket", on)], at=w.at).get(("ticket", on)), on=_ref
        ),
    },
    open={
        "default_calendar": HOURS,
        "is_open": HOURS,
        "next_opening": HOURS,
        "working_calendar": HOURS,
        "working_minutes": HOURS,
        "service_levels": "published targets are for everybody to read",
    },
)
