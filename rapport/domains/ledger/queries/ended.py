"""Episodes that came to their end, as those who ask about them need them; for the system."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from rapport.domains.ledger.models import Episode
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
