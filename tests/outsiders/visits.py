"""Visits: what staff, the one who is told, and nobody else may do with the visit to Marta's site."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from rapport.domains.desk import actions, queries
from rapport.domains.desk.models import Visit
from rapport.foundation.actors import Actor
from tests.outsiders.cases import Case
from tests.world import NO_KEY, World

FIRST = timedelta(days=2)
SECOND_DAY = "2099-12-01"


def visit_of_marta(w: World, *, begun: bool = False) -> int:
    """Hugo goes to see the plotter; `begun`, he is there already."""
    past = min(w.at, timezone.now())  # by both clocks: pages have their own
    rows = Visit.objects.filter(ticket=w.ticket, state="arranged")
    known = (rows.filter(starts_at__lt=past) if begun else rows.filter(starts_at__gt=past)).first()
    if known is None:
        known = _arranged(w, w.cast.hugo)
        if begun:
            start = past - timedelta(hours=1)
            Visit.objects.filter(pk=known.pk).update(starts_at=start, ends_at=start + timedelta(hours=2))
    return known.pk


def key_of_marta(w: World) -> str:
    """The key in the address of her visit."""
    return Visit.objects.values_list("public_key", flat=True).get(pk=visit_of_marta(w))


def free_time(w: World) -> Mapping[str, Any]:
    """A time at which Hugo has time."""
    return {"starts_at": _free(w, timezone.now()).isoformat()}


def for_marta(w: World) -> Mapping[str, Any]:
    """A visit to her site without a ticket."""
    said = {"day": SECOND_DAY, "begins": "09:00", "ends": "11:00", "what": "Mine.", "kit": "", "technician": ""}
    return said | {"person": w.marta, "team": w.cast.service_desk.pk}


def _free(w: World, at: datetime | None = None) -> datetime:
    return queries.free_times(w.cast.hugo, visit_of_marta(w), at=at or w.at)[0][0]


def _arranged(w: World, who: Actor, **said: Any) -> Visit:
    given: dict[str, Any] = {"ticket_id": w.ticket.pk, "technician_id": w.cast.hugo.person_id, "kit": ["Part 77-A"]}
    start = max(w.at, timezone.now()) + FIRST
    return actions.arrange_visit(
        anyway=True,  # each case arranges its own
        site_id=w.cast.head_office.pk,
        starts_at=start,
        ends_at=start + timedelta(hours=2),
        what="Look at the plotter in the lighthouse",
        actor=who,
        at=w.at,
        **(given | said),
    )


def _changed(w: World, who: Actor, on: int) -> Visit:
    start, end = w.at + 2 * FIRST, w.at + 2 * FIRST + timedelta(hours=1)
    given: dict[str, Any] = {"kit": (), "technician_id": None, "version": 0, "actor": who, "at": w.at}
    return actions.change_visit(visit_id=on, starts_at=start, ends_at=end, what="Mine.", **given)


def _ended(w: World, who: Actor, on: int) -> Visit:
    return actions.record_outcome(visit_id=on, outcome="done", words="Mine.", actor=who, at=w.at)


def _moved(w: World, who: Actor, on: str) -> Visit:
    return actions.move_own_visit(public_key=on, starts_at=_free(w), actor=who, at=w.at)


ACTIONS: Mapping[str, Case] = {
    "arrange_visit": Case(lambda w, who, on: _arranged(w, who, ticket_id=on), on=lambda w: w.ticket.pk),
    "change_visit": Case(_changed, on=visit_of_marta),
    "cancel_visit": Case(
        lambda w, who, on: actions.cancel_visit(visit_id=on, words="Mine.", actor=who, at=w.at), on=visit_of_marta
    ),
    "record_outcome": Case(_ended, on=lambda w: visit_of_marta(w, begun=True)),
    "move_own_visit": Case(_moved, on=key_of_marta, insider="marta", missing=NO_KEY),
    "ask_for_other_time": Case(
        lambda w, who, on: actions.ask_for_other_time(public_key=on, words="Mine.", actor=who, at=w.at),
        on=key_of_marta,
        insider="marta",
        missing=NO_KEY,
    ),
    "remind_of_visits": Case(lambda w, who, _: actions.remind_of_visits(actor=who, at=w.at), insider="system"),
}


def to_arrange(w: World, on: int) -> dict[str, Any]:
    """A visit for Marta's ticket, as a program sends it."""
    said = {"site_id": w.cast.head_office.pk, "what": "Mine.", "ticket_id": on or w.ticket.pk}
    return said | {"starts_at": f"{SECOND_DAY}T09:00:00Z", "ends_at": f"{SECOND_DAY}T11:00:00Z"}


def site_of_marta(w: World) -> int:
    visit_of_marta(w)
    return w.cast.head_office.pk


QUERIES: Mapping[str, Case] = {
    "visit": Case(lambda w, who, on: queries.visit(who, on), on=visit_of_marta),
    "visit_by_key": Case(
        lambda w, who, on: queries.visit_by_key(who, on), on=key_of_marta, insider="marta", missing=NO_KEY
    ),
    "visits": Case(lambda w, who, _: visit_of_marta(w) and queries.visits(who, at=w.at).rows),
    "visits_at_site": Case(lambda w, who, on: queries.visits_at_site(who, on).rows, on=site_of_marta),
    "visits_to_person": Case(
        lambda w, who, on: visit_of_marta(w) and queries.visits_to_person(who, on, at=w.at),
        on=lambda w: w.ticket.requester_id,
    ),
    "visits_of_ticket": Case(
        lambda w, who, on: visit_of_marta(w) and queries.visits_of_ticket(who, on), on=lambda w: w.ticket.pk
    ),
    "list_visits": Case(lambda w, who, _: visit_of_marta(w) and queries.list_visits(who).rows),
    "free_times": Case(lambda w, who, on: queries.free_times(who, on, at=w.at), on=visit_of_marta),
    "visit_figures": Case(lambda w, who, on: _ended_one(w) and queries.visit_figures(who, on).visits, on=site_of_marta),
}


def _ended_one(w: World) -> int:
    """One visit took place, so that there is something to count."""
    if not Visit.objects.filter(ticket=w.ticket, state="done").exists():
        _ended(w, w.cast.hugo, visit_of_marta(w, begun=True))
    return 1
