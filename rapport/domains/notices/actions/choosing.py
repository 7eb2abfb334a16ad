"""Each person chooses how they are told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from rapport.domains.notices.models import NoticeChoice, NoticeHours, OwnChat
from rapport.domains.notices.types import USUAL, Hours, NoticeKind, Way
from rapport.foundation.actors import Actor, NotAllowed


class WrongHours(ValueError):
    """Quiet hours have a beginning and an end that differ, or neither; nothing was changed."""


class NoChat(ValueError):
    """Nobody is told in a chat tool they have not named; nothing was changed."""


@transaction.atomic
def choose(*, ways: Mapping[NoticeKind, Way], hours: Hours, actor: Actor, at: datetime) -> None:
    """Set one's own ways and hours; what already waits comes as it was chosen when it happened."""
    if not actor.staff or actor.person_id is None:
        raise NotAllowed("notices")
    if (hours.quiet_from is None) != (hours.quiet_until is None) or (
        hours.quiet_from is not None and hours.quiet_from == hours.quiet_until
    ):
        raise WrongHours("Quiet hours need a beginning and an end, and these differ. Leave both empty for none.")
    if Way.CHAT in ways.values() and not OwnChat.objects.filter(person_id=actor.person_id).exists():
        raise NoChat("Say first where your chat tool takes messages, then choose what is told there.")
    known = {kind: way for kind, way in ways.items() if kind in USUAL}
    NoticeChoice.objects.filter(person_id=actor.person_id, kind__in=list(known)).delete()
    NoticeChoice.objects.bulk_create(
        [NoticeChoice(person_id=actor.person_id, kind=kind, way=way) for kind, way in known.items()]
    )
    NoticeHours.objects.update_or_create(
        person_id=actor.person_id,
        defaults={
            "quiet_from": hours.quiet_from,
            "quiet_until": hours.quiet_until,
            "digest_at": hours.digest_at,
            "weekday": hours.weekday,
        },
    )
