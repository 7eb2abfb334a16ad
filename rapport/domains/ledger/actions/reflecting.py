"""After an episode both sides are asked three things; one tap each, and no tap is an answer, too."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from rapport.domains.ledger.models import Act, Episode, Part, Reflection
from rapport.domains.ledger.types import Direction
from rapport.foundation.actors import Actor, NotFound


class AlreadyAnswered(Exception):
    """These questions were answered or left out before; the first answer stands."""


@transaction.atomic
def answer_reflection(
    *,
    episode_id: int,
    side: str,
    know_each_other: bool | None,
    they_know_us: bool | None,
    understood: bool | None,
    actor: Actor,
    at: datetime,
) -> Reflection:
    """Keep what the actor said for their side; None leaves one question out."""
    reflection = _open(episode_id, Direction(side), actor, at)
    reflection.answered_at = at
    reflection.know_each_other, reflection.they_know_us = know_each_other, they_know_us
    reflection.understood = understood
    reflection.save()
    return reflection


@transaction.atomic
def skip_reflection(*, episode_id: int, side: str, actor: Actor, at: datetime) -> Reflection:
    """Not today: the actor is not asked about this episode again."""
    reflection = _open(episode_id, Direction(side), actor, at)
    reflection.skipped_at = at
    reflection.save()
    return reflection


def _open(episode_id: int, side: Direction, actor: Actor, at: datetime) -> Reflection:
    """The actor's own reflection, made where nobody asked yet, locked."""
    if actor.person_id is None or not _stands_on(side, episode_id, actor):
        raise NotFound("episode")
    reflection, _ = Reflection.objects.select_for_update().get_or_create(
        episode_id=episode_id, side=side, person_id=actor.person_id, defaults={"asked_at": at}
    )
    if reflection.answered_at or reflection.skipped_at:
        raise AlreadyAnswered(str(episode_id))
    return reflection


def _stands_on(side: Direction, episode_id: int, actor: Actor) -> bool:
    """Their side is the episode's person; ours is whoever acted in it or took part."""
    if side == Direction.THEIRS:
        return Episode.objects.filter(pk=episode_id, person_id__in=actor.reach.person_ids).exists()
    acted = Act.objects.filter(episode_id=episode_id, author_id=actor.person_id, direction=Direction.OURS)
    took_part = Part.objects.filter(episode_id=episode_id, person_id=actor.person_id or 0)
    return acted.exists() or took_part.exists()
