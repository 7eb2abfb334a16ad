"""Everything that may be read from the ledger, limited to the viewer's reach."""

from __future__ import annotations

from rapport.domains.ledger.queries.contacts import relationship, relationships, relationships_of, who_knows_whom
from rapport.domains.ledger.queries.linked import questions_by_link
from rapport.domains.ledger.queries.lists import (
    act_counts,
    acts,
    contact_counts,
    episode_of,
    episodes,
    gap_settings,
    gaps_in_force,
    recent_episodes,
)
from rapport.domains.ledger.queries.reflections import (
    open_reflection,
    reflections_on,
    reflections_to_ask,
    understanding,
)
from rapport.domains.ledger.queries.timelines import timeline

__all__ = [
    "act_counts",
    "acts",
    "contact_counts",
    "episode_of",
    "episodes",
    "gap_settings",
    "gaps_in_force",
    "open_reflection",
    "questions_by_link",
    "recent_episodes",
    "reflections_on",
    "reflections_to_ask",
    "relationship",
    "relationships",
    "relationships_of",
    "timeline",
    "understanding",
    "who_knows_whom",
]
