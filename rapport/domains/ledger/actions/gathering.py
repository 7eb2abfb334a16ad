"""Sequences by service: episodes that belong together because they come one after the other."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from rapport.domains.ledger.models import Episode
from rapport.domains.ledger.models.histories import gathered
from rapport.foundation.actors import Actor


@transaction.atomic
def gather_sequences(*, person_id: int, actor: Actor, at: datetime) -> int:
    """Put the episodes of a person of one service without a long silence between them into sequences; how many."""
    newest = Episode.objects.filter(person_id=person_id, service__isnull=False).order_by("-started_at")
    rows = newest.values_list(*gathered.FACTS)[: gathered.SOME]
    return gathered.gather([person_id], [gathered.One(*row) for row in rows])  # type: ignore[arg-type]
