"""Marks for the counters, written with the fact they are about."""

from __future__ import annotations

from collections.abc import Collection, Iterable

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
