"""An ended episode is asked about where a survey has a rule for it; answers never mix with those of a sample."""

from __future__ import annotations

from django.utils import timezone

from rapport.domains.ledger import queries as ledger
from rapport.domains.ledger.events import EpisodesCompleted
from rapport.domains.surveys import actions as surveys
from rapport.domains.surveys import queries as asking
from rapport.domains.surveys.types import Matter
from rapport.foundation.actors import system
from rapport.foundation.events import on


@on(EpisodesCompleted, priority=70)
def ask(event: EpisodesCompleted) -> None:
    """Nothing is read of the episodes as long as no rule asks."""
    if not asking.asks_after_episodes(system()):
        return
    ended = ledger.ended_matters(system(), event.episode_ids)
    matters = [Matter(*one[:5], one.completed_at, one.contacts) for one in ended]
    surveys.ask_after_episodes(matters=matters, actor=system(), at=timezone.now())
