"""Not this time: one ask is declined, and nothing is asked for thirty days."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.timezone import localtime

from rapport.domains.surveys import queries, rules
from rapport.domains.surveys.actions.answering import NotAsked
from rapport.domains.surveys.models import AnonymousInvitation, Invitation, RestPeriod
from rapport.domains.surveys.types import Rest
from rapport.foundation.actors import NOBODY, Actor


@transaction.atomic
def decline(*, token: str, at: datetime, actor: Actor = NOBODY) -> None:
    """Leave this one ask out: no reminder, and a rest of thirty days; an answer they gave is kept."""
    anonymous = queries.anonymous_invitation_id(actor, token, at=at)
    invitation: Invitation | AnonymousInvitation | None
    if anonymous is not None:
        invitation = AnonymousInvitation.objects.locked(anonymous)
        AnonymousInvitation.objects.filter(pk=anonymous, answered=False).update(declined=True)
    else:
        invitation = Invitation.objects.select_for_update().get(pk=queries.invitation_id(actor, token, at=at))
        unanswered = Invitation.objects.filter(pk=invitation.pk, answered_on__isnull=True, declined_at__isnull=True)
        unanswered.update(declined_at=at)
    if invitation is None or invitation.person_id is None:
        raise NotAsked
    day = localtime(at).date()
    RestPeriod.objects.update_or_create(
        person_id=invitation.person_id,
        kind=Rest.DECLINED,
        defaults={"since": day, "until": day + timedelta(days=rules.REST_DAYS[Rest.DECLINED])},
    )
