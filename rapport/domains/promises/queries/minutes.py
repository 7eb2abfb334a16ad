"""How long solved work took: what estimates are made of, open to whoever wants to recompute one."""

from __future__ import annotations

from collections.abc import Collection

from rapport.domains.promises.models import Clock
from rapport.domains.promises.queries.standings import _clocks
from rapport.domains.promises.types import ClockKind, Ref
from rapport.foundation.actors import Actor


def solve_minutes(viewer: Actor, refs: Collection[Ref]) -> dict[Ref, int]:
    """Working minutes from opening to solving of those of these that are solved, for who may see their clocks."""
    ids = [ref_id for _, ref_id in refs]
    kinds = {kind for kind, _ in refs}
    rows: list[Clock] = list(
        _clocks(viewer).filter(ref_kind__in=kinds, ref_id__in=ids, kind=ClockKind.SOLVE, minutes__isnull=False)
    )
    return {(row.ref_kind, row.ref_id): row.minutes for row in rows if row.minutes is not None}
