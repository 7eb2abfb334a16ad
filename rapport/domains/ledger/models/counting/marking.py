"""Marks for the counters, written with the fact they are about."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.db import connection

from rapport.domains.ledger.models.acts import Act
from rapport.domains.ledger.models.counters import Uncounted


def mark_acts(rows: Iterable[Act]) -> None:
    """These acts are new to the counters; one statement, in their transaction."""
    Uncounted.objects.bulk_create(
        Uncounted(episode_id=row.episode_id or 0, act_id=row.pk, organisation_id=row.organisation_id) for row in rows
    )


def mark_episodes(episode_ids: Collection[int]) -> None:
    """These episodes are not what they were when they were counted, or are no more."""
    Uncounted.objects.bulk_create(Uncounted(episode_id=episode_id) for episode_id in sorted(episode_ids))


COUNTING = 5_702_887  # of the lock under which the counters are written


def counting_alone() -> None:
    """Until this transaction ends nobody else brings counters up to date; SQLite has one writer anyway."""
    _lock("pg_advisory_xact_lock")


def counting_beside() -> None:
    """Until this transaction ends nobody takes marks; others who count other people's episodes go on.

    Its commit waits for no disk: what a crash of the server takes along, it takes with the place that was reached.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL synchronous_commit TO off")
    _lock("pg_advisory_xact_lock_shared")


def _lock(how: str) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {how}(%s)", [COUNTING])
