"""Counts that stop: how many rows a query set finds, at most as many as its slice, as a part of another statement."""

from __future__ import annotations

from typing import Any

from django.db.models import IntegerField, QuerySet, Subquery


class CountOf(Subquery):
    """How many rows a sliced query set has: `CountOf(rows[:100])` is a hundred at most and reads no more."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"

    def __init__(self, rows: QuerySet[Any, Any]) -> None:
        super().__init__(rows, output_field=IntegerField())
