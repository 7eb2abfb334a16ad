"""Everything that may be read from the ledger, limited to the viewer's reach."""

from __future__ import annotations

from rapport.domains.ledger.queries.contacts import relationship, relationships, relationships_of, who_knows_whom
from rapport.domains.ledger.queries.lists import act_counts, acts, episode_of, episodes, gap_settings, recent_episodes
from rapport.domains.ledger.queries.reflections import open_reflection, reflections_to_ask, understanding
from rapport.domains.ledger.queries.timelines import timeline

__all__ = [
    "act_counts",
    "acts",
    "episode_of",
    "episodes",
    "gap_settings",
    "open_reflection",
    "recent_episodes",
    "reflections_to_ask",
    "relationship",
    "relationships",
    "relationships_of",
    "timeline",
    "understanding",
    "who_knows_whom",
]
