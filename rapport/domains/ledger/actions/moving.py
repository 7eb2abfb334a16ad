"""Acts that were noted under one matter and belong to another: a conversation was merged, split or parted again."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from rapport.domains.ledger.actions.recording import RESEGMENT
from rapport.domains.ledger.models import Act
from rapport.domains.ledger.models.reach import acts_in_reach
from rapport.domains.ledger.types import Audience, Ref
from rapport.foundation import jobs
from rapport.foundation.actors import Actor


@transaction.atomic
def move_acts(
    *,
    was: Ref,
    now: Ref,
    ids: Collection[int] | None = None,
    since: datetime | None = None,
    actor: Actor,
    at: datetime,
) -> list[int]:
    """Note acts under another matter: all of them, those named, or those from a moment on; the ids that moved.

    What was done stays as it is; only what it was about changes, and each person's history is segmented again.
    """
    actor.require("tickets.answer")
    acts = Act.objects.filter(ref_kind=was[0], ref_id=was[1])
    if not actor.reach.whole:  # thanks for a matter go where it goes, whoever sees them
        acts = acts.filter(acts_in_reach(actor) | Q(audience=Audience.PRIVATE))
    acts = acts if ids is None else acts.filter(pk__in=ids)
    acts = acts if since is None else acts.filter(at__gte=since)
    found = list(acts.order_by("pk").values_list("pk", "person_id"))
    Act.objects.filter(pk__in=[pk for pk, _ in found]).update(ref_kind=now[0], ref_id=now[1])
    persons = sorted({person_id for _, person_id in found})
    jobs.enqueue_many(RESEGMENT, [{"args": {"person_id": p}, "key": str(p), "priority": 60} for p in persons], at=at)
    return [pk for pk, _ in found]
