"""Nobody has called yet: after a day the deputy takes over, after two the owner of the service; each told once."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction

from rapport.domains.people import queries as people
from rapport.domains.recovery.actions.opening import OWNERS
from rapport.domains.recovery.events import RecoveriesPassedOn
from rapport.domains.recovery.models import Notice, Recovery
from rapport.domains.recovery.types import Turn
from rapport.foundation import audit, events
from rapport.foundation.actors import Actor, NotFound

AT_ONCE = 200
WRITTEN = ("turn", "holder", "service_owner", "next_turn_at")


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
    chains = {pk for row in rows for pk in (row.holder_id, row.deputy_id, row.service_owner_id) if pk is not None}
    serving = people.still_serving(actor, chains) if rows else set()
    others = [card.id for card in people.people_with_role(actor, OWNERS[:1])] if rows else []
    told = [notice for row in rows if (notice := _pass_on(row, at, serving, others)) is not None]
    known = set(Notice.objects.filter(recovery__in=[row.pk for row in rows]).values_list("recovery_id", "turn"))
    fresh = [one for one in told if (one.recovery_id, one.turn) not in known]
    Notice.objects.bulk_create(fresh)
    Recovery.objects.bulk_update(rows, WRITTEN, batch_size=AT_ONCE)
    lines = [audit.Line("recovery.passed_on", "recovery", one.recovery_id, ("holder",)) for one in fresh]
    audit.record_many(lines, actor=actor, at=at)
    if fresh:
        events.publish(RecoveriesPassedOn(recovery_ids=tuple(one.recovery_id for one in fresh), at=at))
    return len(rows)


def _pass_on(row: Recovery, at: datetime, serving: Collection[int], others: Sequence[int]) -> Notice | None:
    """Whose turn it is at a moment; where nobody stands there, it stays with whoever has it.

    Whoever serves no more is passed over; where that leaves nobody, another owner of a service takes it.
    """
    last = at >= row.service_owner_at
    row.next_turn_at = None if last else row.service_owner_at
    order = [row.service_owner_id, row.deputy_id] if last else [row.deputy_id]
    to = next((one for one in order if one in serving), None)
    if to is None and row.holder_id not in serving:
        named = row.service_owner_id if row.service_owner_id in serving else None
        to = named or next((one for one in others if one != row.person_id), None)
        row.service_owner_id, last = to or row.service_owner_id, True  # they read the answer from now on
    if to is None:
        return None
    row.turn, row.holder_id = Turn.SERVICE_OWNER if last else Turn.DEPUTY, to
    return Notice(recovery=row, turn=row.turn, to_id=to, at=at)
