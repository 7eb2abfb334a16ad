"""Rows of other desks' exports: which are known, and those that nothing else holds kept as they were."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from rapport.foundation import erased_keys
from rapport.foundation.models.imports import ImportedRow

BATCH = 500


@dataclass(frozen=True)
class NewRow:
    """One row taken in: its key within the source, what it became, and its words where they are kept raw."""

    source_key: str
    kind: str
    row: Mapping[str, str] | None = None


def known(source: str, keys: Collection[str]) -> set[str]:
    """Those of the keys that were taken in before."""
    kept = erased_keys.as_kept(keys)
    rows = ImportedRow.objects.filter(source=source, source_key__in=kept).values_list("source_key", flat=True)
    return {kept[key] for key in rows}


def keep(source: str, rows: Sequence[NewRow], *, at: datetime) -> None:
    """Remember rows in the caller's transaction; one that is known already stays as it is."""
    found = [
        ImportedRow(source=source, source_key=r.source_key, kind=r.kind, row=dict(r.row) if r.row else None, at=at)
        for r in rows
    ]
    ImportedRow.objects.bulk_create(found, ignore_conflicts=True, batch_size=BATCH)
