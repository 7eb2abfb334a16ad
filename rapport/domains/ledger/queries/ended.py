"""Episodes that came to their end, as those who ask about them need them; for the system."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from rapport.domains.ledger.models import Episode, GapSetting
from rapport.domains.ledger.types import Ref
from rapport.foundation.actors import Actor, NotFound


class EndedMatter(NamedTuple):
    """One completed episode of both sides; `contacts` counts the acts of both."""

    episode_id: int
    person_id: int
    organisation_id: int
    site_id: int | None
    service_id: int | None
    title: str
    completed_at: datetime
    contacts: int


def reference_to_join(viewer: Actor, episode_id: int, *, at: datetime) -> Ref | None:
    """What an answer given now must name to stand in the episode it was asked about; for the system only.

    None where the rules would make another episode of it: the episode has no reference, or its last act is longer ago
    than what is done may be opened again.
    """
    if not viewer.reach.whole:
        raise NotFound("episode")
    row = Episode.objects.filter(pk=episode_id).first()
    if row is None or row.ref is None:
        return None
    latest = not Episode.objects.filter(
        person=row.person_id, ref_kind=row.ref_kind, ref_id=row.ref_id, started_at__gt=row.started_at
    ).exists()
    soon = row.completed_at is None or at - row.last_act_at <= GapSetting.objects.in_force().reopen
    return row.ref if latest and soon and at >= row.started_at else None


def ended_matters(viewer: Actor, episode_ids: Collection[int]) -> list[EndedMatter]:
    """Those of these episodes that are complete and in which both sides acted; one statement, for the system only."""
    if not viewer.reach.whole:
        raise NotFound("episode")
    rows = Episode.objects.completed().of_both_sides().filter(pk__in=episode_ids).order_by("pk")
    names = ("pk", "person_id", "organisation_id", "site_id", "service_id", "title", "completed_at", "theirs", "ours")
    return [
        EndedMatter(pk, person, home, site, service, title, ended, theirs + ours)
        for pk, person, home, site, service, title, ended, theirs, ours in rows.values_list(*names)
        if ended is not None
    ]


def refs_of(viewer: Actor, person_ids: Collection[int]) -> dict[str, set[int]]:
    """What the episodes of these people are about, by kind; for the system only."""
    if not viewer.reach.whole:
        raise NotFound("episode")
    found: dict[str, set[int]] = {}
    rows = Episode.objects.filter(person__in=person_ids, ref_id__isnull=False).exclude(ref_kind="")
    for kind, ref_id in rows.values_list("ref_kind", "ref_id"):
        found.setdefault(kind, set()).add(ref_id or 0)
    return found


def titles_of(viewer: Actor, person_ids: Collection[int]) -> set[str]:
    """The titles of these people's episodes, which are their words; for the system only."""
    if not viewer.reach.whole:
        raise NotFound("episode")
    rows = Episode.objects.filter(person__in=person_ids).exclude(title="")
    return set(rows.values_list("title", flat=True))
