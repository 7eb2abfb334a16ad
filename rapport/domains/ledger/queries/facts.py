"""The plain facts of many acts, without a word of what was said and without who said it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from rapport.domains.ledger.models import Act
from rapport.domains.ledger.types import Audience
from rapport.foundation.actors import Actor

FIELDS = (
    *("id", "at", "channel", "direction", "kind", "planned", "organisation_id", "team_id", "service_id", "site_id"),
    *("episode_id", "ref_kind", "ref_id"),
)


@dataclass(frozen=True)
class ActFacts:
    """What an act was and where it belongs."""

    id: int
    at: datetime
    channel: str
    direction: str
    kind: str
    planned: bool
    organisation_id: int
    team_id: int | None
    service_id: int | None
    site_id: int | None
    episode_id: int | None
    ref_kind: str
    ref_id: int | None


def act_facts(viewer: Actor, act_ids: Collection[int]) -> list[ActFacts]:
    """The facts of these acts within reach; answers to surveys and private thanks are not among them. One statement."""
    rows = Act.objects.in_reach_of(viewer).filter(pk__in=list(act_ids)).order_by("pk")
    rows = rows.exclude(kind="answer").exclude(audience=Audience.PRIVATE)
    return [ActFacts(*row) for row in rows.values_list(*FIELDS)]
