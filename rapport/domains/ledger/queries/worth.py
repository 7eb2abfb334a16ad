"""Was it worth it? What was answered at the end of sequences: with n, in its own words, averaged with nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.db.models import Count, Q, QuerySet

from rapport.domains.ledger.models import Worth
from rapport.domains.ledger.models.looking_back import in_reach_of
from rapport.domains.ledger.queries.looked_back import WorthPage, WorthSeen
from rapport.domains.people import queries as people
from rapport.foundation import links
from rapport.foundation.actors import Actor
from rapport.foundation.prepared import Prepared

PURPOSE = "worth"
SCORES = range(1, 8)
LATEST, SHOWN_FROM = 3, 5


def worth_of(viewer: Actor, sequence_ids: Collection[int]) -> dict[int, WorthSeen]:
    """For those who serve: how often each of 1 to 7 was chosen at the end of these sequences, with n and the wording.

    Sequences at whose end nobody was asked are left out. One wording each; different ones are never put together.
    """
    if not (viewer.staff or viewer.reach.whole):
        return {}
    reachable = in_reach_of(viewer).filter(pk__in=list(sequence_ids))
    found: dict[int, list[Worth]] = {}
    for row in Worth.objects.filter(sequence__in=reachable.values("pk")).order_by("sequence_id", "pk"):
        found.setdefault(row.sequence_id, []).append(row)
    return {sequence_id: _seen(rows) for sequence_id, rows in found.items()}


def _seen(rows: Iterable[Worth]) -> WorthSeen:
    held = list(rows)
    chosen = [row.score for row in held if row.score is not None]
    return WorthSeen(
        wording=held[0].wording,
        asked=len(held),
        n=len(chosen),
        counts=tuple(chosen.count(score) for score in SCORES),
    )


class WorthSaid(NamedTuple):
    """What one person said at the end of a sequence: which, how worth it, and when."""

    name: str
    score: int
    at: datetime


def worth_to(viewer: Actor, person_id: int) -> list[WorthSaid]:
    """For those who serve: what one human within reach answered by name, the latest first; the question says so."""
    if not (viewer.staff or viewer.reach.whole):
        return []
    found = _SAID(viewer, person=people.same_human(viewer, person_id))
    return [WorthSaid(name, score or 0, at) for name, score, at in found if at is not None]


def _said(viewer: Actor, *, person: Collection[int]) -> QuerySet[Any, Any]:
    rows = Worth.objects.filter(person_id__in=person, score__isnull=False)
    rows = rows.filter(sequence__in=in_reach_of(viewer).order_by().values("pk")).order_by("-answered_at", "-pk")
    return rows.values_list("sequence__name", "score", "answered_at")[:LATEST]


_SAID = Prepared(_said, "person")


def worth_among(
    viewer: Actor, *, organisation_id: int, since: datetime, site_id: int | None = None
) -> tuple[int, int] | None:
    """Of an organisation, or a site: how many answers since a moment, and how many said 5 to 7, of five people or more.

    None where fewer answered, and for those who do not serve.
    """
    if not (viewer.staff or viewer.reach.whole):
        return None
    for n, who, good in _AMONG(viewer, organisation=organisation_id, site_id=site_id, since=since):
        return (n, good) if who >= SHOWN_FROM else None
    return None


def _among(viewer: Actor, *, organisation: Collection[int], site_id: int | None, since: datetime) -> QuerySet[Any, Any]:
    rows = Worth.objects.filter(sequence__organisation_id__in=organisation, score__isnull=False, answered_at__gte=since)
    rows = rows.filter(sequence__in=in_reach_of(viewer).order_by().values("pk"))
    rows = rows if site_id is None else rows.filter(person__site_id=site_id)
    told = {"n": Count("pk"), "who": Count("person", distinct=True), "good": Count("pk", filter=Q(score__gte=5))}
    return (
        rows.order_by("sequence__organisation_id")
        .values("sequence__organisation_id")
        .annotate(**told)
        .values_list(*told)
    )


_AMONG = Prepared(_among, "organisation")


def worth_by_link(viewer: Actor, token: str, *, at: datetime) -> WorthPage:
    """The page behind a closing letter's link; looking at it keeps nothing. WrongLink where it does not open."""
    row = linked_worth(viewer, token, at=at)
    sequence = row.sequence
    page = getattr(sequence, "look_back", None)
    ended = sequence.ended_at or row.asked_at
    return WorthPage(
        name=sequence.name,
        kind=sequence.kind,
        ended_on=ended.astimezone(ZoneInfo(sequence.organisation.zone)).date(),
        owner=page.owner.name if page is not None and page.owner else "",
        wording=row.wording,
        score=row.score,
    )


def linked_worth(viewer: Actor, token: str, *, at: datetime) -> Worth:
    """What a token leads to: one person's question about one sequence."""
    del viewer  # whoever holds the link may answer by it
    link = links.read(token, PURPOSE, at)
    sequence_id = int(link.ref.rpartition(" ")[2])
    rows = Worth.objects.select_related("sequence__organisation", "sequence__look_back__owner")
    row = rows.filter(sequence_id=sequence_id, person_id=link.person_id or 0).first()
    if row is None:
        raise links.WrongLink("What this link asked about is no longer here.")
    return row
