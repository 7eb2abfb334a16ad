"""Whose turn it is: told to those who are to be told, and shown to who has it; never who it is about."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import QuerySet

from rapport.domains.recovery.models import Recovery
from rapport.domains.recovery.types import REF
from rapport.foundation.actors import Actor
from rapport.foundation.refs import Card, cards_of

WAITS = "Somebody waits for a call from us"


def turns(viewer: Actor, ids: Collection[int]) -> dict[int, int]:
    """Recoveries in which nobody has called yet, and who has each; to a person only those they have themself."""
    found = _waiting(viewer, ids).filter(holder_id__isnull=False)
    return dict(found.values_list("pk", "holder_id"))


@cards_of(REF)
def _recoveries(viewer: Actor, ids: Collection[int]) -> dict[int, Card]:
    """For who has it, while there is something to do; without a name, because letters are read over shoulders."""
    rows = _waiting(viewer, ids).values_list("pk", flat=True)
    return {pk: Card(WAITS, "workspace:recovery", (pk,)) for pk in rows}


def _waiting(viewer: Actor, ids: Collection[int]) -> QuerySet[Recovery]:
    rows = Recovery.objects.answered_for_by(viewer).standing()
    rows = rows.filter(pk__in=ids, person__isnull=False, contacted_at__isnull=True).order_by("pk")
    return rows if viewer.reach.whole else rows.filter(holder_id__in=viewer.reach.person_ids)
