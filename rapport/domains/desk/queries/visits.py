"""Visits within reach: what is to come, those of one ticket or site, one's own, and when a technician has time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, Q, QuerySet, Sum

from rapport.domains.desk.models import Visit
from rapport.domains.desk.rules.visiting import OUTCOMES, VisitFigures, VisitSeen, VisitState, Window, free_windows
from rapport.domains.people import queries as people
from rapport.domains.promises import queries as promises
from rapport.foundation import links
from rapport.foundation.actors import Actor, NotFound
from rapport.foundation.links import WrongLink
from rapport.foundation.paging import Page, page_of
from rapport.foundation.prepared import Prepared

CALENDAR = "calendar"  # the purpose of an agent's one secret link, made on the page of planned contact
OWN = (
    *("id", "public_key", "ticket_id", "site_id", "organisation_id", "team_id", "person_id", "technician_id"),
    *("starts_at", "ends_at", "zone", "what", "kit", "state", "version", "moves_theirs", "moves_ours", "asked_for"),
    *("answer_theirs", "answer_ours"),
    *("words", "minutes", "fixed", "follows_id"),
)
NAMES = {
    "ticket_key": "ticket__key",
    "ticket_public_key": "ticket__public_key",
    "site": "site__name",
    "organisation": "organisation__name",
    "person": "person__name",
    "technician": "technician__name",
}
MOST = 200


def visits(
    viewer: Actor, *, at: datetime, view: str = "open", site_id: int | None = None, after: str | None = None
) -> Page[VisitSeen]:
    """Visits that the viewer's teams serve; the next one first, of the past ones the latest.

    `at` with the viewer's clock says what today and this week are.
    """
    rows = Visit.objects.served_by(viewer)
    rows = rows if site_id is None else rows.filter(site_id=site_id)
    limits, order = _view(viewer, view, at)
    return _page(rows.filter(limits), order, after)


def visits_at_site(viewer: Actor, site_id: int, *, after: str | None = None, size: int = 10) -> Page[VisitSeen]:
    """All visits to one site within reach, the latest first."""
    return _page(Visit.objects.in_reach_of(viewer).filter(site_id=site_id), ("-starts_at", "-id"), after, size)


def list_visits(
    viewer: Actor, *, state: str = "", site_id: int | None = None, after: str | None = None, size: int = 50
) -> Page[VisitSeen]:
    """All visits within reach, the latest first, limited by what a program asks for."""
    limits = {"state": state or None, "site_id": site_id}
    rows = Visit.objects.in_reach_of(viewer).filter(**{name: value for name, value in limits.items() if value})
    return _page(rows, ("-starts_at", "-id"), after, size)


def visit(viewer: Actor, visit_id: int) -> VisitSeen:
    """One visit within reach."""
    return _only(_plain(Visit.objects.in_reach_of(viewer).filter(pk=visit_id)))


def visit_by_key(viewer: Actor, public_key: str) -> VisitSeen:
    """The viewer's own visit by the key in its address: they are told of it, or take part in its ticket."""
    return _only(_plain(Visit.objects.told_to(viewer).filter(public_key=public_key)))


def visits_of_ticket(viewer: Actor, ticket_id: int) -> list[VisitSeen]:
    """The visits of one ticket within reach, oldest first; one prepared query."""
    return [_seen(row) for row in _OF_TICKET(viewer, ticket=ticket_id)]


def visits_to_person(viewer: Actor, person_id: int, *, at: datetime) -> list[VisitSeen]:
    """Visits to come that one person is told of, within reach, the next one first; merged rows count."""
    return [_seen(row) for row in _TO_PERSON(viewer, persons=people.same_human(viewer, person_id), at=at)]


def visit_figures(viewer: Actor, site_id: int) -> VisitFigures:
    """What came of the visits to a site within reach; without a word on "one was enough" a visit is not judged."""
    rows = Visit.objects.in_reach_of(viewer).filter(site_id=site_id)
    done = Q(state=VisitState.DONE)
    found = rows.aggregate(
        visits=Count("pk", filter=Q(state__in=OUTCOMES)),
        took_place=Count("pk", filter=done),
        enough=Count("pk", filter=Q(fixed=True)),
        judged=Count("pk", filter=Q(fixed__isnull=False)),
        moves=Sum("moves_theirs", default=0) + Sum("moves_ours", default=0),
    )
    return VisitFigures(in_vain=found["visits"] - found["took_place"], fixed=found.pop("enough"), **found)


def free_times(viewer: Actor, visit_id: int, *, at: datetime) -> list[Window]:
    """When the technician of a visit has time for one as long as this; nothing where nobody goes yet."""
    row = Visit.objects.in_reach_of(viewer).filter(pk=visit_id).first()
    if row is None:
        raise NotFound
    return free_of(viewer, row, at=at)


def visits_in_calendar(viewer: Actor, token: str, *, at: datetime) -> list[VisitSeen]:
    """The visits of the owner of a calendar link, a month back and all to come; WrongLink where it does not open."""
    del viewer  # the link is the right
    link = links.read(token, CALENDAR, at)
    try:
        owner = people.actor_of(link.person_id or 0)
    except NotFound:
        raise WrongLink("The person this calendar was made for is no longer here.") from None
    rows = Visit.objects.served_by(owner).filter(technician_id__in=owner.reach.person_ids)
    rows = rows.filter(starts_at__gte=at - timedelta(days=31)).exclude(state=VisitState.CANCELLED)
    return [_seen(row) for row in _plain(rows.order_by("starts_at", "pk"))[:MOST]]


def free_of(viewer: Actor, row: Visit, *, at: datetime) -> list[Window]:
    """The same for a visit at hand; whoever calls has read it within reach."""
    del viewer
    if row.technician_id is None or row.state != VisitState.ARRANGED:
        return []
    hours = promises.default_calendar()
    taken = Visit.objects.to_come().filter(technician_id=row.technician_id, ends_at__gte=at)
    return free_windows(
        hours.days,
        holidays=frozenset(hours.holidays),
        zone=row.zone,
        busy=list(taken.values_list("starts_at", "ends_at")),
        length=row.ends_at - row.starts_at,
        after=at,
    )


def _seen(row: Any) -> VisitSeen:
    """A row of `_plain` as pages know it."""
    told: dict[str, Any] = {name: getattr(row, name) for name in OWN}
    told |= {name: getattr(row, field) or "" for name, field in NAMES.items()}
    return VisitSeen(**told | {"kit": tuple(told["kit"])})


def _plain(rows: QuerySet[Visit]) -> QuerySet[Any, Any]:
    return rows.values_list(*OWN, *NAMES.values(), named=True)


def _only(rows: QuerySet[Any, Any]) -> VisitSeen:
    found = rows.first()
    if found is None:
        raise NotFound
    return _seen(found)


def _page(rows: QuerySet[Visit], order: Sequence[str], after: str | None, size: int = 50) -> Page[VisitSeen]:
    page = page_of(_plain(rows), by=order, after=after, size=size)
    return Page([_seen(row) for row in page.rows], page.next)


def _view(viewer: Actor, view: str, at: datetime) -> tuple[Q, tuple[str, str]]:
    """What a view holds and how it is ordered: whatever should have been and has no outcome stays in sight."""
    zone = ZoneInfo(viewer.zone)
    midnight = datetime.combine(at.astimezone(zone).date(), time(), zone)
    to_come, forward = Q(state=VisitState.ARRANGED), ("starts_at", "id")
    if view == "today":
        return Q(starts_at__gte=midnight, starts_at__lt=midnight + timedelta(days=1)) & ~Q(state="cancelled"), forward
    if view == "week":
        monday = midnight - timedelta(days=midnight.weekday())
        return Q(starts_at__gte=monday, starts_at__lt=monday + timedelta(days=7)) & ~Q(state="cancelled"), forward
    if view == "mine":
        return to_come & Q(technician_id__in=viewer.reach.person_ids), forward
    if view == "past":
        return ~to_come, ("-starts_at", "-id")
    return to_come, forward


_OF_TICKET = Prepared(
    lambda viewer, *, ticket: _plain(
        Visit.objects.in_reach_of(viewer).filter(ticket_id__in=ticket).order_by("starts_at", "pk")
    ),
    "ticket",
)
_TO_PERSON = Prepared(
    lambda viewer, *, persons, at: _plain(
        Visit.objects.in_reach_of(viewer)
        .to_come()
        .filter(person_id__in=persons, ends_at__gte=at)
        .order_by("starts_at", "pk")[:20]
    ),
    "persons",
)
_OWN = Prepared(
    lambda _viewer, *, persons, at: _plain(
        Visit.objects.to_come().filter(person_id__in=persons, ends_at__gte=at).order_by("starts_at", "pk")[:20]
    ),
    "persons",
)
