"""Nobody has called yet: after a day the deputy takes over, after two the owner of the service; each told once."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from rapport.domains.recovery.events import RecoveriesPassedOn
from rapport.domains.recovery.models import Notice, Recovery
from rapport.domains.recovery.types import Turn
from rapport.foundation import audit, events
from rapport.foundation.actors import Actor, NotFound

AT_ONCE = 200


@transaction.atomic
def escalate(*, actor: Actor, at: datetime) -> int:
    """Pass on those whose time has come, at most 200 at once; how many. Done twice, nobody is told twice.

    Rows are locked before they are read and move on in the same transaction as what tells of it, so a worker that dies
    leaves everything or nothing, and a second one finds nothing to do.
    """
    if not actor.reach.whole:
        raise NotFound("recovery")
    due = Recovery.objects.select_for_update(of=("self",)).standing().filter(next_turn_at__lte=at)
    rows = list(due.filter(contacted_at__isnull=True).order_by("next_turn_at", "pk")[:AT_ONCE])
    told = [notice for row in rows if (notice := _pass_on(row, at)) is not None]
    known = set(Notice.objects.filter(recovery__in=[row.pk for row in rows]).values_list("recovery_id", "turn"))
    fresh = [one for one in told if (one.recovery_id, one.turn) not in known]
    Notice.objects.bulk_create(fresh)
    Recovery.objects.bulk_update(rows, ["turn", "holder", "next_turn_at"], batch_size=AT_ONCE)
    lines = [audit.Line("recovery.passed_on", "recovery", one.recovery_id, ("holder",)) for one in fresh]
    audit.record_many(lines, actor=actor, at=at)
    if fresh:
        events.publish(RecoveriesPassedOn(recovery_ids=tuple(one.recovery_id for one in fresh), at=at))
    return len(rows)


def _pass_on(row: Recovery, at: datetime) -> Notice | None:
    """Whose turn it is at a moment; where nobody stands there, it stays with whoever has it."""
    last = at >= row.service_owner_at
    row.next_turn_at = None if last else row.service_owner_at
    turn = Turn.SERVICE_OWNER if last else Turn.DEPUTY
    to = (row.service_owner_id or row.deputy_id) if last else row.deputy_id
    if to is None:
        return None
    row.turn, row.holder_id = turn, to
    return Notice(recovery=row, turn=turn, to_id=to, at=at)
