"""What somebody read is noted by name only where this place may do so and they themself agreed; else not at all."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from rapport.domains.ledger.actions.recording import record_traces
from rapport.domains.ledger.models import ReadingSetting, Trace
from rapport.domains.ledger.queries.readings import readings_noted
from rapport.domains.ledger.types import NewTrace, Ref
from rapport.foundation import audit, refs
from rapport.foundation.actors import Actor, NotFound

PAGES = ("results",)
A_DAY = timedelta(days=1)


@transaction.atomic
def set_readings(*, on: bool, actor: Actor, at: datetime) -> None:
    """Allow this place to ask people whether it may note what they read, or stop it for everybody."""
    actor.require("settings.write")
    row, _ = ReadingSetting.objects.update_or_create(pk=1, defaults={"on": on, "changed_at": at})
    audit.record("readings.set", actor=actor, subject_kind="reading", subject_id=row.pk, at=at, fields=["on"])


@transaction.atomic
def note_reading(*, page: str = "", ref: Ref | None = None, actor: Actor, at: datetime) -> bool:
    """Note that the actor read a page of ours, or a thing within their reach; once a day each. True when noted."""
    if not readings_noted(actor) or actor.person_id is None:
        return False
    if (page not in PAGES) if ref is None else not refs.cards(actor, [ref]):
        raise NotFound("page")
    kind = f"read {page}".strip() if ref is None else "read"
    same = {"kind": kind, "ref_kind": ref[0] if ref else "", "ref_id": ref[1] if ref else None}
    if Trace.objects.filter(person_id=actor.person_id, at__gt=at - A_DAY, **same).exists():
        return False
    record_traces([NewTrace(actor.person_id, kind, at, ref)], actor=actor, at=at)
    return True
