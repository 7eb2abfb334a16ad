"""Answering anonymously: a yes stays with the invitation, the answer goes into a sealed box that nothing leads to."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from rapport.domains.surveys import rules
from rapport.domains.surveys.models import AnonymousAsk, AnonymousInvitation, Answer, FrameRow, SealedAnswer
from rapport.domains.surveys.models.sealed import random_id
from rapport.domains.surveys.types import How, Mode, Said
from rapport.foundation import boxes
from rapport.foundation.actors import Actor

STIRRED = 9


class AnsweredForGood(Exception):
    """An anonymous answer was given by this link; nothing leads back to it, so it cannot be changed."""


def seal(
    *,
    invitation: AnonymousInvitation,
    said: Mapping[str, Any],
    replies: Sequence[Said] = (),
    actor: Actor,
    at: datetime,
) -> Answer:
    """Close what was said into a box, in the caller's transaction; `said` holds columns of Answer by their names.

    `replies` are what was said to the further questions, which lie in the same box.
    Returns an answer that is stored nowhere and names nobody. Raises AnsweredForGood from the second time on.
    """
    del actor, at  # neither who nor when is kept, not here and not in the audit log
    if invitation.answered:
        raise AnsweredForGood
    AnonymousInvitation.objects.filter(pk=invitation.pk).update(answered=True)
    content = {**said, "items": [asdict(one) for one in replies], **_whence(invitation)}
    _store(invitation.survey_id, boxes.close(json.dumps(content, ensure_ascii=False)))
    return Answer(survey_id=invitation.survey_id, how=How.DRAWN, mode=Mode.ANONYMOUS, **said)


def _store(survey_id: int, box: str) -> None:
    """Beside up to nine others that are written anew with it: PostgreSQL marks each row with its transaction."""
    waiting = SealedAnswer.objects.select_for_update(skip_locked=True).filter(survey_id=survey_id)
    near = list(waiting.filter(pk__gte=random_id()).order_by("pk")[:STIRRED]) or list(waiting.order_by("pk")[:STIRRED])
    others = [row for row in near if _opens(row)]
    SealedAnswer.objects.write_anew([*others, SealedAnswer(survey_id=survey_id, sealed=box)])


def _opens(row: SealedAnswer) -> bool:
    try:
        boxes.opened(row.sealed)
    except boxes.NoKey:
        return False
    return True


def _whence(invitation: AnonymousInvitation) -> dict[str, Any]:
    """Which wording and month the answer is about, and as much of where the person is as five others share."""
    ask: AnonymousAsk = invitation.sample.anonymous
    cells = FrameRow.objects.filter(sample_id=invitation.sample_id, person=invitation.person)
    row = cells.values_list("organisation_id", "site_id", "service_id").first()
    return {
        "version_id": ask.version_id,
        "month": invitation.sample.month.isoformat(),
        "kept": ask.kept.get(rules.cell_key(row), [None, None, None]) if row else [None, None, None],
    }
