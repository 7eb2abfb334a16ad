"""Adding to letters that nobody has rendered yet: what became known in the same transaction they were written in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rapport.foundation.models.mail import Letter
from rapport.foundation.postroom import sealing


def amend(*, kind: str, ref_kind: str, told: Mapping[int, Mapping[str, Any]]) -> int:
    """Add values to the data of waiting letters of one kind, by the id they are about; how many were changed."""
    rows = Letter.objects.select_for_update().filter(
        ref_kind=ref_kind, ref_id__in=list(told), kind=kind, state=Letter.WAITING, rendered_at=None
    )
    found = [row for row in rows.order_by("id") if not sealing.is_sealed(row)]
    for row in found:
        row.data = row.data | dict(told[row.ref_id or 0])
    if found:
        Letter.objects.bulk_update(found, ["data"])
    return len(found)
