"""How much contact there was where not all of it is shown, and which matters of before are still open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from rapport.domains.ledger.models import Act, Episode
from rapport.domains.ledger.types import ALONE, REOPENS, Total
from rapport.foundation.actors import Actor
from rapport.foundation.prepared import Prepared

MOST_OPEN = 200


def total_of(viewer: Actor, person_ids: Collection[int]) -> Total:
    """All of one human that the viewer may see; what was said anew counts once, as it was said last."""
    return _total(_COUNTED(viewer, person=person_ids), _MATTERS(viewer, person=person_ids))


def total_within(viewer: Actor, person_ids: Collection[int], acts: QuerySet[Act, Any]) -> Total:
    """The same of these acts of theirs, such as those of a window in time."""
    return _total(_counted(acts, person_ids), _matters(viewer, person_ids, acts))


def still_open(viewer: Actor, person_ids: Collection[int]) -> list[Episode]:
    """Matters that nobody ended, or that were opened again, whenever that was; those that a silence ends are none."""
    return _OPEN(viewer, person=person_ids)


def _total(counted: Any, matters: Any) -> Total:
    kinds, planned = Counter[str](), 0
    for exchange, was_planned, n in counted:
        kinds[exchange] += n
        planned += n * was_planned
    return Total(sum(kinds.values()), planned, sum(n for _, n in matters), tuple(kinds.items()))


def _counted(acts: QuerySet[Act, Any], person_ids: Collection[int]) -> QuerySet[Any, Any]:
    said_anew = Act.objects.filter(person_id__in=person_ids, corrects__isnull=False).values("corrects")
    as_they_hold = acts.exclude(pk__in=said_anew).order_by()
    return as_they_hold.values("exchange", "planned").annotate(n=Count("pk")).values_list("exchange", "planned", "n")


def _matters(viewer: Actor, person_ids: Collection[int], acts: QuerySet[Act, Any]) -> QuerySet[Any, Any]:
    found = _seen(viewer, person_ids, acts).exclude(ref_kind__in=ALONE)
    return found.order_by().values("person_id").annotate(n=Count("pk")).values_list("person_id", "n")


def _seen(viewer: Actor, person_ids: Collection[int], acts: QuerySet[Act, Any]) -> QuerySet[Episode, Episode]:
    """Episodes with an act that the viewer may see; a client contact sees no episode that holds a hidden one."""
    found = Episode.objects.filter(person_id__in=person_ids, pk__in=acts.order_by().values("episode_id"))
    return found.in_reach_of(viewer) if viewer.is_person and not viewer.staff else found


def _open(viewer: Actor, person_ids: Collection[int]) -> QuerySet[Episode, Episode]:
    again = Act.objects.filter(person_id__in=person_ids, kind=REOPENS, at__gt=F("episode__completed_at"))
    nobody_ended = Q(completed_at__isnull=True, ref_id__isnull=False)
    seen = _seen(viewer, person_ids, Act.objects.of_human(viewer, person_ids)).exclude(ref_kind__in=ALONE)
    found = seen.filter(nobody_ended | Q(pk__in=again.values("episode_id")))
    return found.order_by("-started_at", "-id")[:MOST_OPEN]


_COUNTED = Prepared(lambda viewer, *, person: _counted(Act.objects.of_human(viewer, person), person), "person")
_MATTERS = Prepared(lambda viewer, *, person: _matters(viewer, person, Act.objects.of_human(viewer, person)), "person")
_OPEN = Prepared(lambda viewer, *, person: _open(viewer, person), "person")
