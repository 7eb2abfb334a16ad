"""Jobs of people: exports and erasures in batches, and zips that were not fetched go."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from rapport.domains.people import actions
from rapport.foundation import jobs
from rapport.foundation.actors import system


@jobs.job("people.export")
def export(*, export_id: int) -> dict[str, int] | None:
    """Add a few batches to the zip of one export."""
    more = actions.carry_on_export(export_id=export_id, actor=system(), at=timezone.now())
    return {"export_id": export_id} if more else None


@jobs.job("people.erase")
def erase(*, erasure_id: int) -> dict[str, int] | None:
    """Erase a few batches of one person."""
    more = actions.carry_on_erasure(erasure_id=erasure_id, actor=system(), at=timezone.now())
    return {"erasure_id": erasure_id} if more else None


@jobs.cron("people.forget_exports", every="daily@03:40")
def forget_exports(*, at: datetime) -> None:
    """Exports are kept for a week."""
    actions.forget_exports(actor=system(), at=at)
