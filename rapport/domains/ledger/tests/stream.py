"""Short ways of saying what happened in tests of the ledger."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from rapport.domains.ledger import actions
from rapport.domains.ledger.models import Act, Episode
from rapport.domains.ledger.types import NewAct, RecordedAct
from rapport.foundation.actors import Actor, system
from tests.cast import MONDAY, Cast

_keys = count(1)


def said(cast: Cast, who: Actor, at: datetime, **facts: Any) -> NewAct:
    """One act of somebody, theirs by mail unless said otherwise."""
    given: dict[str, Any] = {
        "person_id": who.person_id,
        "organisation_id": who.organisation_id,
        "at": at,
        "channel": "mail",
        "direction": "theirs",
        "kind": "message",
        "source_key": f"test {next(_keys)}",
    }
    return NewAct(**{**given, **facts})


def answered(cast: Cast, who: Actor, at: datetime, **facts: Any) -> NewAct:
    """One act of the service desk for somebody, by Hugo."""
    ours = {"direction": "ours", "author_id": cast.hugo.person_id, "team_id": cast.service_desk.pk}
    return said(cast, who, at, **{**ours, **facts})


def record(*acts: NewAct, at: datetime = MONDAY) -> list[RecordedAct]:
    """Record them together."""
    return actions.record_acts(list(acts), actor=system(), at=at)


def record_one_by_one(acts: Iterable[NewAct]) -> list[RecordedAct]:
    """Record them in the order given, each by itself."""
    return [record(act)[0] for act in acts]


def grouping() -> set[frozenset[int]]:
    """Which acts stand together, as ids."""
    groups: dict[int | None, set[int]] = {}
    for pk, episode in Act.objects.filter(corrects__isnull=True).values_list("id", "episode_id"):
        groups.setdefault(episode, set()).add(pk)
    return {frozenset(group) for group in groups.values()}


def picture() -> list[tuple[Any, ...]]:
    """Every episode with all its facts but its own id, by its acts' source keys."""
    keys: dict[int | None, list[str]] = {}
    for key, episode in Act.objects.order_by("source_key").values_list("source_key", "episode_id"):
        keys.setdefault(episode, []).append(key)
    rows = Episode.objects.select_related("follows").order_by("id")
    return sorted((_facts(row, keys) for row in rows), key=str)


def _facts(row: Episode, keys: dict[int | None, list[str]]) -> tuple[Any, ...]:
    return (
        tuple(keys.get(row.pk, [])),
        row.person_id,
        row.ref,
        (row.team_id, row.service_id, row.site_id),
        (row.started_at, row.last_act_at, row.completed_at),
        (row.theirs, row.ours),
        row.ambiguous,
        tuple(keys.get(row.follows_id, [])) if row.follows_id else None,
    )


def days(number: float) -> timedelta:
    """A length of time in days."""
    return timedelta(days=number)
