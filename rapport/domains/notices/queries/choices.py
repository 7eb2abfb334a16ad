"""What people chose."""

from __future__ import annotations

from collections.abc import Collection

from rapport.domains.notices.models import NoticeChoice, NoticeHours
from rapport.domains.notices.types import USUAL, Choices, Hours, NoticeKind, Way
from rapport.domains.people import queries as people
from rapport.foundation.actors import Actor, NotAllowed


def own_choices(viewer: Actor) -> Choices:
    """How the viewer is told of each kind, and when."""
    if not viewer.staff or viewer.person_id is None:
        raise NotAllowed("notices")
    return choices_of(viewer, {viewer.person_id})[viewer.person_id]


def choices_of(viewer: Actor, person_ids: Collection[int]) -> dict[int, Choices]:
    """The choices of many who serve, in the provider's zone: two statements and one for the zone."""
    if not viewer.reach.whole and not set(person_ids) <= viewer.reach.person_ids:
        raise NotAllowed("notices")
    ways: dict[int, dict[NoticeKind, Way]] = {pk: dict(USUAL) for pk in person_ids}
    for row in NoticeChoice.objects.filter(person_id__in=person_ids):
        ways[row.person_id][NoticeKind(row.kind)] = Way(row.way)
    hours = {
        row.person_id: Hours(row.quiet_from, row.quiet_until, row.digest_at, row.weekday)
        for row in NoticeHours.objects.filter(person_id__in=person_ids)
    }
    provider = people.provider()
    zone = provider.zone if provider else "UTC"
    return {pk: Choices(ways[pk], hours.get(pk, Hours()), zone) for pk in person_ids}
