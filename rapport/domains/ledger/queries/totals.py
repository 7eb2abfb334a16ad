"""How much contact there was where not all of it is shown, and which matters of before are still open."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from rapport.domains.ledger.models import Act, Episode
from rapport.domains.ledger.types import ALONE, REOPENS, Exchange, Total
from rapport.foundation.actors import Actor
from rapport.foundation.prepared import Prepared

MOST_OPEN = 200


def total_of(viewer: Actor, person_ids: Collection[int]) -> Total:
    """All of one human that the viewer may see; what was said anew counts once, as it was said last."""
    return _total(_COUNTED(viewer, person=person_ids), _hidden(viewer, person_ids, None))


def total_within(viewer: Actor, person_ids: Collection[int], acts: QuerySet[Act, Any]) -> Total:
    """The same of these acts of theirs, such as those of a window in time."""
    return _total(list(_counted(acts, person_ids)), _hidden(viewer, person_ids, acts))


def still_open(viewer: Actor, person_ids: Collection[int]) -> list[Episode]:
    """Matters in reach that nobody ended, or that were opened again; those that a silence ends are none."""
    return _OPEN(viewer, person=person_ids)


def _total(rows: list[Any], hidden: int) -> Total:
    acts, planned, matters, *kinds = (sum(column) for column in list(zip(*rows, strict=True))[1:] or [()] * 7)
    found = tuple((str(kind), n) for kind, n in zip(Exchange, kinds, strict=True) if n)
    return Total(acts, planned, matters - hidden, found)


def _counted(acts: QuerySet[Act, Any], person_ids: Collection[int]) -> QuerySet[Any, Any]:
    """One row for each row of the human; an act about an answer, thanks or an idea alone begins no matter."""
    said_anew = Act.objects.filter(person_id__in=person_ids, corrects__isnull=False).values("corrects")
    as_they_hold = acts.exclude(pk__in=said_anew).order_by().values("person_id")
    counted = as_they_hold.annotate(
        n=Count("pk"),
        n_planned=Count("pk", filter=Q(planned=True)),
        n_matters=Count("episode_id", filter=~Q(ref_kind__in=ALONE), distinct=True),
        **{f"n_{kind.value}": Count("pk", filter=Q(exchange=kind)) for kind in Exchange},
    )
    return counted.values_list("person_id", "n", "n_planned", "n_matters", *(f"n_{kind.value}" for kind in Exchange))


def _hidden(viewer: Actor, person_ids: Collection[int], acts: QuerySet[Act, Any] | None) -> int:
    """Matters that a client contact sees acts of, but not as a whole: they hold something that is not for them."""
    if viewer.staff or not viewer.is_person or set(person_ids) <= set(viewer.reach.person_ids):
        return 0
    acts = Act.objects.of_human(viewer, person_ids) if acts is None else acts
    shown = acts.exclude(ref_kind__in=ALONE).order_by().values("episode_id")
    found = Episode.objects.filter(pk__in=shown)
    return found.count() - found.in_reach_of(viewer).count()


def _open(viewer: Actor, person_ids: Collection[int]) -> QuerySet[Episode, Episode]:
    again = Act.objects.filter(person_id__in=person_ids, kind=REOPENS, at__gt=F("episode__completed_at"))
    of_them = Episode.objects.in_reach_of(viewer).filter(person_id__in=person_ids).exclude(ref_kind__in=ALONE)
    nobody_ended = Q(completed_at__isnull=True, ref_id__isnull=False)
    found = of_them.filter(nobody_ended | Q(pk__in=again.values("episode_id")))
    return found.order_by("-started_at", "-id")[:MOST_OPEN]


_COUNTED = Prepared(lambda viewer, *, person: _counted(Act.objects.of_human(viewer, person), person), "person")
_OPEN = Prepared(lambda viewer, *, person: _open(viewer, person), "person")
