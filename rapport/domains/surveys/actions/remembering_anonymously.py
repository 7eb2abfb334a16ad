"""Anonymous asks of the past, taken over: who was asked is known, who said what was never."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from rapport.domains.surveys.actions.moving import move_box
from rapport.domains.surveys.actions.sealing import seal
from rapport.domains.surveys.models import AnonymousInvitation, Sample
from rapport.domains.surveys.models.sealed import shuffled
from rapport.foundation import audit
from rapport.foundation.actors import Actor, NotFound


@transaction.atomic
def remember_anonymously(*, sample_id: int, answers: Sequence[Mapping[str, Any]], actor: Actor, at: datetime) -> int:
    """Invitations due before a moment were sent; any of those asked gave these answers. How many were taken.

    answers: columns of an answer by their names. Nobody gets a letter; fewer than five wait in their box.
    """
    actor.require("surveys.send")
    sample = Sample.objects.in_reach_of(actor).filter(pk=sample_id).first()
    if sample is None:
        raise NotFound
    asked = AnonymousInvitation.objects.filter(sample=sample, send_on__lt=at.date())
    asked.filter(sent_on__isnull=True).update(sent_on=F("send_on"))
    asked.filter(remind_on__lt=at.date()).update(reminded_on=F("remind_on"))
    anybody = shuffled(list(asked.filter(answered=False).values_list("pk", flat=True)))
    for pk, said in zip(anybody, answers, strict=False):
        invitation = AnonymousInvitation.objects.locked(pk)
        if invitation is not None:
            seal(invitation=invitation, said=said, actor=actor, at=at)
    move_box(survey_id=sample.survey_id, actor=actor, at=at)
    audit.record("answers.imported", actor=actor, subject_kind="sample", subject_id=sample_id, at=at)
    return min(len(anybody), len(answers))
