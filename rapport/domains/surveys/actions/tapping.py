"""From the card on somebody's first page to the question itself, by a fresh link of their own."""

from __future__ import annotations

from datetime import datetime

from rapport.domains.surveys import queries
from rapport.domains.surveys.queries.asking import PURPOSE, REF
from rapport.foundation import links
from rapport.foundation.actors import Actor


def open_question(*, invitation_id: int, actor: Actor, at: datetime) -> str:
    """The token of a new link to one's own open invitation; NotFound for everything else."""
    found = queries.own_invitation(actor, invitation_id, at=at)
    return links.issue(PURPOSE, at=at, person_id=found.person_id, ref=f"{REF}{found.pk}", expires_at=found.expires_at)
