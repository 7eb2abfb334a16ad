"""Acts that were said anew: the first stands for good, each correction names the one before it, the newest holds."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from rapport.domains.ledger.models.acts import Act
from rapport.domains.ledger.types import TimelineAct


class Version(NamedTuple):
    """An act as it holds now, the act that was first, and the titles it had before, the oldest first."""

    act: Any
    first: int
    before: tuple[str, ...] = ()
    changed_at: datetime | None = None


def newest_of(persons: Collection[int]) -> dict[int, int]:
    """Act → the newest correction of it, for the acts of these persons that have one."""
    rows = Act.objects.filter(person__in=persons, corrects__isnull=False).order_by("id")
    follows = {corrects or 0: pk for corrects, pk in rows.values_list("corrects", "pk")}
    return {first: _end(first, follows) for first in follows}


def _end(first: int, follows: Mapping[int, int]) -> int:
    while first in follows:
        first = follows[first]
    return first


def versions(acts: Iterable[Any]) -> list[Version]:
    """These acts, each as it holds now, its newest correction; what was before is left out."""
    rows = list(acts)
    by_id = {act.id: act for act in rows}
    corrected = {act.corrects for act in rows if act.corrects is not None}
    return [_version(act, by_id) for act in rows if act.id not in corrected]


def _version(act: Any, by_id: Mapping[int, Any]) -> Version:
    if act.corrects is None:
        return Version(act, act.id)
    first, before = act.corrects, [act.title]
    while first in by_id:
        before.append(by_id[first].title)
        if by_id[first].corrects is None:
            break
        first = by_id[first].corrects
    earlier = [title for title, after in zip(before[1:], before, strict=False) if title and title != after]
    return Version(act, first, tuple(reversed(earlier)), act.recorded_at if earlier else None)


def shown_act(one: Version, author: str) -> TimelineAct:
    """One act as it holds now, with what it was before."""
    act = one.act
    return TimelineAct(
        id=act.id,
        at=act.at,
        channel=act.channel,
        direction=act.direction,
        kind=act.kind,
        title=act.title,
        author_id=act.author_id,
        author=author,
        planned=act.planned,
        minutes=act.minutes,
        audience=act.audience,
        ref=(act.ref_kind, act.ref_id) if act.ref_id is not None else None,
        episode_id=act.episode_id,
        corrects=None if one.first == act.id else one.first,
        before=one.before,
        changed_at=one.changed_at,
        completes=act.completes,
        exchange=act.exchange,
    )
