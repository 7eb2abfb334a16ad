"""Promises are made, kept, moved before their time, and withdrawn; late ones are told first."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from rapport.domains.people import queries as people
from rapport.domains.promises.events import PromisesAtRisk
from rapport.domains.promises.models import Promise
from rapport.domains.promises.models.hours import working_hours
from rapport.domains.promises.rules import LONGEST_WARNING, looked_ahead, standing, warning_of
from rapport.domains.promises.types import PromiseKind, Ref, Standing
from rapport.foundation import audit, events
from rapport.foundation.actors import Actor, NotAllowed, NotFound

AT_ONCE = 500
FURTHEST = timedelta(days=2 * 366)


class AlreadyKept(Exception):
    """This promise was kept or withdrawn before; it stays as it is."""


class TimeHasPassed(ValueError):
    """This time has passed. Choose one that is still to come."""


class TooFarAhead(ValueError):
    """This is more than two years ahead; nobody can hold us to it. Choose a nearer time."""


class NothingPromised(ValueError):
    """Say in a few words what will be done by then."""


@transaction.atomic
def promise(
    *,
    person_id: int,
    ref: Ref,
    team_id: int,
    text: str,
    due_at: datetime,
    kind: str = PromiseKind.WORD,
    organisation_id: int | None = None,
    actor: Actor,
    at: datetime,
) -> Promise:
    """Give a person a time by which they hear from us, or by which a deed is done."""
    _refuse_outsiders(actor, team_id)
    check_time(due_at=due_at, kind=kind, text=text, actor=actor, at=at)
    if organisation_id is None:
        organisation_id = people.person(actor, person_id).organisation_id
    made = Promise.objects.create(
        person_id=person_id,
        organisation_id=organisation_id,
        team_id=team_id,
        ref_kind=ref[0],
        ref_id=ref[1],
        made_by_id=actor.person_id,
        text=text.strip()[:300],
        kind=PromiseKind(kind),
        made_at=at,
        due_at=due_at,
        first_due_at=due_at,
    )
    audit.record("promise.made", actor=actor, subject_kind="promise", subject_id=made.pk, at=at)
    return made


def _refuse_odd_times(due_at: datetime, at: datetime) -> None:
    if due_at <= at:
        raise TimeHasPassed(TimeHasPassed.__doc__)
    if due_at > at + FURTHEST:
        raise TooFarAhead(TooFarAhead.__doc__)


def _refuse_outsiders(actor: Actor, team_id: int) -> None:
    if actor.reach.whole or actor.kind == "system":
        return
    if not actor.staff or team_id not in actor.reach.team_ids:
        raise NotAllowed("tickets.answer")


def check_time(
    *, due_at: datetime | None, kind: str = PromiseKind.WORD, text: str = "", actor: Actor, at: datetime
) -> None:
    """Refuse what could not be promised, before anything is written: an odd time, a deed nobody names; none is fine."""
    if due_at is None:
        return
    _refuse_odd_times(due_at, at)
    if kind == PromiseKind.DEED and not text.strip():
        raise NothingPromised(NothingPromised.__doc__)


@transaction.atomic
def keep_promises(
    *, ref: Ref | None = None, ids: Collection[int] = (), kind: str = "", actor: Actor, at: datetime
) -> list[Promise]:
    """Mark promises as kept: those named, or all open ones about a reference. Late or not, `kept_at` says so.

    With `kind` only those of that kind; with `ref` and `ids` those of the named ones that are open about it.
    """
    rows = _unkept(actor, ref, ids)
    kept = list(rows.filter(kind=kind) if kind else rows)
    if ids and ref is None and len(kept) != len(set(ids)):
        _say_why(actor, ids)
    if not kept:
        return []
    for row in kept:
        row.kept_at = at
    Promise.objects.filter(pk__in=[row.pk for row in kept]).update(kept_at=at)
    _record("promise.kept", kept, actor, at)
    return kept


@transaction.atomic
def withdraw_promises(
    *, ref: Ref | None = None, ids: Collection[int] = (), actor: Actor, at: datetime
) -> list[Promise]:
    """Take promises back, because what they were about is gone; a broken promise is not withdrawn but kept late."""
    withdrawn = list(_unkept(actor, ref, ids))
    if ids and len(withdrawn) != len(set(ids)):
        _say_why(actor, ids)
    for row in withdrawn:
        row.withdrawn_at = at
    Promise.objects.filter(pk__in=[row.pk for row in withdrawn]).update(withdrawn_at=at)
    _record("promise.withdrawn", withdrawn, actor, at)
    return withdrawn


def _unkept(actor: Actor, ref: Ref | None, ids: Collection[int]) -> QuerySet[Promise]:
    _refuse_customers(actor)
    rows = Promise.objects.in_reach_of(actor).unkept().select_for_update().order_by("pk")
    if ids:
        rows = rows.filter(pk__in=ids)
    if ref is None and not ids:
        raise ValueError("Name the promises or what they are about.")
    if ref is None:
        return rows
    return rows.filter(ref_kind=ref[0], ref_id=ref[1])


def _say_why(actor: Actor, ids: Collection[int]) -> None:
    there = Promise.objects.in_reach_of(actor).filter(pk__in=ids).count()
    raise AlreadyKept(str(sorted(ids))) if there == len(set(ids)) else NotFound("promise")


def _refuse_customers(actor: Actor) -> None:
    if not actor.staff and actor.kind != "system":
        raise NotAllowed("tickets.answer")


@transaction.atomic
def note_told_late(*, promise_ids: Collection[int], actor: Actor, at: datetime) -> list[int]:
    """People are told that we may be late, without a new time yet; the ids of those nobody had told them of before.

    What was kept or withdrawn meanwhile is not among them: whoever tells writes about these and no others.
    """
    _refuse_customers(actor)
    rows = Promise.objects.in_reach_of(actor).unkept().filter(pk__in=promise_ids, told_late_at__isnull=True)
    noted = list(rows.select_for_update().order_by("pk"))
    Promise.objects.filter(pk__in=[row.pk for row in noted]).update(told_late_at=at)
    _record("promise.told_late", noted, actor, at)
    return [row.pk for row in noted]


@transaction.atomic
def warn_of_promises(*, actor: Actor, at: datetime) -> list[int]:
    """Find promises that are at risk or broken and of which nobody was warned yet; once for each time given.

    While we are closed nothing is found; what falls due until we are back is found before we close.
    """
    ahead = looked_ahead(working_hours(), at=at)
    if ahead is None:
        return []
    until = max(at + LONGEST_WARNING, ahead)
    rows = Promise.objects.in_reach_of(actor).to_warn_of(until=until).order_by("due_at", "pk")
    late = [row.pk for row in rows.select_for_update()[:AT_ONCE] if row.due_at <= ahead or _is_late(row, at)]
    if late:
        Promise.objects.filter(pk__in=late).update(warned_at=at)
        events.publish(PromisesAtRisk(promise_ids=tuple(late)))
    return late


def _is_late(row: Promise, at: datetime) -> bool:
    warning = warning_of(made=row.made_at, due=row.due_at)
    return standing(due=row.due_at, kept=None, at=at, warning=warning) in {Standing.AT_RISK, Standing.BROKEN}


def _record(verb: str, rows: list[Promise], actor: Actor, at: datetime) -> None:
    audit.record_many([audit.Line(verb, "promise", row.pk) for row in rows], actor=actor, at=at)
