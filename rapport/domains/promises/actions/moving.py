"""Promises that were made about one matter and now stand about another."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from rapport.domains.promises.models import Promise
from rapport.domains.promises.types import Ref
from rapport.foundation import audit
from rapport.foundation.actors import Actor


@transaction.atomic
def move_promises(*, was: Ref, now: Ref, ids: Collection[int] | None = None, actor: Actor, at: datetime) -> list[int]:
    """Let promises stand about another matter, kept ones and open ones, all or those named; the ids that moved."""
    actor.require("tickets.answer")
    rows = Promise.objects.in_reach_of(actor).filter(ref_kind=was[0], ref_id=was[1])
    rows = rows if ids is None else rows.filter(pk__in=ids)
    found = list(rows.select_for_update().order_by("pk").values_list("pk", flat=True))
    Promise.objects.filter(pk__in=found).update(ref_kind=now[0], ref_id=now[1])
    audit.record_many([audit.Line("promise.moved_to", "promise", pk) for pk in found], actor=actor, at=at)
    return found
