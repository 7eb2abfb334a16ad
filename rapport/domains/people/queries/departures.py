"""Exports and erasures: one's own, those one asked for, and the wishes administrators decide on."""

from __future__ import annotations

from pathlib import Path

from django.db.models import Q

from rapport.domains.people.models import Erasure, Export
from rapport.domains.people.types import Departure, ErasureSeen, ExportSeen
from rapport.foundation.actors import Actor, NotFound

SHOWN = 50


def exports(viewer: Actor, person_id: int) -> list[ExportSeen]:
    """What the viewer asked for about one person, newest first; nobody fetches what another one asked for."""
    rows = Export.objects.filter(person_id=person_id, asked_by_id__in=viewer.reach.person_ids)
    return [_export(row) for row in rows.order_by("-asked_at", "-pk")[:SHOWN]]


def export_file(viewer: Actor, key: str) -> tuple[ExportSeen, Path]:
    """One export of the viewer's that is ready, and where its bytes are."""
    row = Export.objects.filter(key=key, asked_by_id__in=viewer.reach.person_ids, ready_at__isnull=False).first()
    if row is None or not row.path.exists():
        raise NotFound
    return _export(row), row.path


def export_made(viewer: Actor, export_id: int) -> Path:
    """Where the bytes of any export are, for the system alone."""
    found = Export.objects.filter(pk=export_id, ready_at__isnull=False).first() if viewer.reach.whole else None
    if found is None:
        raise NotFound
    return found.path


def erasures(viewer: Actor) -> list[ErasureSeen]:
    """Wishes to be forgotten and erasures on their way, undecided ones first, for those who decide."""
    viewer.require("settings.write")
    rows = Erasure.objects.select_related("person__organisation")
    waiting = list(rows.filter(state=Departure.ASKED).order_by("asked_at", "pk")[:SHOWN])
    return [
        _erasure(row) for row in [*waiting, *rows.exclude(state=Departure.ASKED).order_by("-asked_at", "-pk")[:SHOWN]]
    ]


def own_erasure(viewer: Actor) -> ErasureSeen | None:
    """What became of the viewer's own wish to be forgotten."""
    rows = Erasure.objects.filter(Q(person_id__in=viewer.reach.person_ids)).select_related("person__organisation")
    found = rows.order_by("-asked_at", "-pk").first()
    return _erasure(found) if found is not None else None


def _export(row: Export) -> ExportSeen:
    return ExportSeen(row.pk, row.key, row.person_id, row.asked_at, row.ready_at, row.expires_at, row.size)


def _erasure(row: Erasure) -> ErasureSeen:
    return ErasureSeen(
        id=row.pk,
        person_id=row.person_id,
        name=row.person.name,
        organisation=row.person.organisation.name,
        state=row.state,
        asked_at=row.asked_at,
        decided_at=row.decided_at,
        done_at=row.done_at,
        reason=row.reason,
    )
