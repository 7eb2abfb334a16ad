"""Refusals at the door: counted, so that all that was sent can be accounted for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.db.models import F, Sum

from rapport.foundation.models import DoorRefusal

Refusal = tuple[str, int]


@transaction.atomic
def count_refusals(found: Mapping[Refusal, int], *, day: date) -> None:
    """Add to the day's counts by reason and code."""
    for (reason, code), count in sorted(found.items()):
        row, _ = DoorRefusal.objects.get_or_create(day=day, reason=reason, code=code)
        DoorRefusal.objects.filter(pk=row.pk).update(count=F("count") + count)


def refusals_of(day: date) -> dict[Refusal, int]:
    """The counts of one day."""
    rows = DoorRefusal.objects.filter(day=day).order_by("reason", "code")
    return {(row.reason, row.code): row.count for row in rows}


def refusals_so_far() -> dict[Refusal, int]:
    """The counts of all days together."""
    rows = DoorRefusal.objects.values_list("reason", "code").order_by("reason", "code")
    return {(reason, code): count for reason, code, count in rows.annotate(all=Sum("count"))}
