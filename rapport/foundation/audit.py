"""Writing the audit log in the caller's transaction, sealing it into a chain later, and verifying the chain."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import structlog
from django.db import transaction

from rapport.foundation.actors import Actor
from rapport.foundation.models.audit import Audit

log = structlog.get_logger(__name__)
FIRST = "0" * 64
BATCH = 1000


@dataclass(frozen=True)
class Line:
    """One row to record: what was done to what, and which fields it touched."""

    verb: str
    subject_kind: str
    subject_id: int
    fields: Sequence[str] = ()


def record(
    verb: str, *, actor: Actor, subject_kind: str, subject_id: int, at: datetime, fields: Iterable[str] = ()
) -> None:
    """Record one thing done, in the caller's transaction."""
    record_many([Line(verb, subject_kind, subject_id, tuple(fields))], actor=actor, at=at)


def record_many(lines: Iterable[Line], *, actor: Actor, at: datetime) -> None:
    """Record many things done by one actor at one moment, with one statement."""
    Audit.objects.bulk_create([_row(line, actor, at) for line in lines], batch_size=500)


def seal(*, at: datetime) -> int:
    """Chain the rows written since the last time, in id order; returns how many.

    Rows are written unchained so that nobody waits for the one before; a row that commits late is
    chained in a later pass, so the chain's own place, not the id, is its order.
    """
    sealed = 0
    done = BATCH
    while done == BATCH:
        done = _seal_batch()
        sealed += done
    if sealed:
        place, head = _head()
        # The head in the log outlives the database: cutting off the chain's end shows against it.
        log.info("audit.sealed", rows=sealed, place=place, head=head, at=at.isoformat())
    return sealed


def verify() -> Audit | None:
    """Walk the whole chain; the first row that was changed, or follows one removed, or None."""
    expected, before = 1, FIRST
    for row in Audit.objects.filter(place__isnull=False).order_by("place").iterator(chunk_size=BATCH):
        if row.place != expected or row.hash != _hash(row, expected, before):
            return row
        expected, before = expected + 1, row.hash
    return None


def rows(*, subject_kind: str, subject_id: int, size: int = 100) -> list[Audit]:
    """What was done to one thing, newest first; the caller has checked that it is within reach."""
    return list(Audit.objects.filter(subject_kind=subject_kind, subject_id=subject_id).order_by("-id")[:size])


@transaction.atomic
def _seal_batch() -> int:
    unsealed = Audit.objects.select_for_update().filter(place__isnull=True).order_by("id")
    rows = list(unsealed[:BATCH])
    if not rows:
        return 0
    place, before = _head()
    for row in rows:
        place += 1
        row.place, row.hash = place, _hash(row, place, before)
        before = row.hash
    Audit.objects.bulk_update(rows, ["place", "hash"], batch_size=200)
    return len(rows)


def _head() -> tuple[int, str]:
    last = Audit.objects.filter(place__isnull=False).order_by("-place").values_list("place", "hash").first()
    return (last[0] or 0, last[1]) if last else (0, FIRST)


def _row(line: Line, actor: Actor, at: datetime) -> Audit:
    return Audit(
        at=at,
        verb=line.verb,
        actor_kind=actor.kind,
        actor_person_id=actor.person_id,
        organisation_id=actor.organisation_id,
        subject_kind=line.subject_kind,
        subject_id=line.subject_id,
        fields=sorted(line.fields),
    )


def _hash(row: Audit, place: int, before: str) -> str:
    said = [
        before,
        place,
        row.pk,
        row.at.astimezone(UTC).isoformat(),
        row.verb,
        row.actor_kind,
        row.actor_person_id,
        row.organisation_id,
        row.subject_kind,
        row.subject_id,
        row.fields,
    ]
    return hashlib.sha256(json.dumps(said, separators=(",", ":")).encode()).hexdigest()
