"""Everything the ledger remembers."""

from __future__ import annotations

from rapport.domains.ledger.models.acts import Act, Trace
from rapport.domains.ledger.models.decisions import GapSetting, Wish
from rapport.domains.ledger.models.episodes import Episode, Part, Sequence, SequenceEpisode
from rapport.domains.ledger.models.relationships import Reflection, Relationship

__all__ = [
    "Act",
    "Episode",
    "GapSetting",
    "Part",
    "Reflection",
    "Relationship",
    "Sequence",
    "SequenceEpisode",
    "Trace",
    "Wish",
]
