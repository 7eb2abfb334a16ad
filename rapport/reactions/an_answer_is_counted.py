"""An answer or an ask is counted in the transaction that takes it, so that no figure ever misses one."""

from __future__ import annotations

from django.utils import timezone

from rapport.domains.insights import actions as insights
from rapport.domains.surveys.events import AnswersCounted
from rapport.foundation.actors import system
from rapport.foundation.events import on


@on(AnswersCounted, now=True)
def count(event: AnswersCounted) -> None:
    """Add to the counters."""
    insights.count_answers(counts=event.counts, actor=system(), at=timezone.now())
