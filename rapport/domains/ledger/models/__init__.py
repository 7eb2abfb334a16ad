"""Everything the ledger remembers."""

from __future__ import annotations

from rapport.domains.ledger.models.acts import (
    Act,
    Trace,
)
from rapport.domains.ledger.models.addressed import Addressed
from rapport.domains.ledger.models.corrections import (
    Correction,
)
from rapport.domains.ledger.models.counters import (
    Acquaintances,
    ContactSum,
    CountedEpisode,
    Uncounted,
)
from rapport.domains.ledger.models.decided import (
    Decision,
)
from rapport.domains.ledger.models.decisions import (
    GapSetting,
    Wish,
)
from rapport.domains.ledger.models.episodes import (
    Episode,
    Part,
    Sequence,
    SequenceEpisode,
)
from rapport.domains.ledger.models.feeds import (
    Feed,
    FeedDelivery,
    FeedMatter,
    FeedRefusal,
)
from rapport.domains.ledger.models.groups import (
    GroupRelationship,
)
from rapport.domains.ledger.models.looking_back import (
    LookBack,
    LookBackWords,
    Worth,
)
from rapport.domains.ledger.models.reading_settings import ReadingSetting
from rapport.domains.ledger.models.readings import (
    GapReading,
    Resegmentation,
)
from rapport.domains.ledger.models.reflection_figures import (
    ReflectionFigure,
)
from rapport.domains.ledger.models.relationships import (
    Reflection,
    Relationship,
)
from rapport.domains.ledger.models.run_parts import ResegmentationPart
from rapport.domains.ledger.models.stages import (
    DirectLine,
    Evidence,
    Referral,
    StageCount,
    StageHeld,
    StageMove,
    StageRun,
)

__all__ = [
    "Acquaintances",
    "Act",
    "Addressed",
    "ContactSum",
    "Correction",
    "CountedEpisode",
    "Decision",
    "DirectLine",
    "Episode",
    "Evidence",
    "Feed",
    "FeedDelivery",
    "FeedMatter",
    "FeedRefusal",
    "GapReading",
    "GapSetting",
    "GroupRelationship",
    "LookBack",
    "LookBackWords",
    "Part",
    "ReadingSetting",
    "Referral",
    "Reflection",
    "ReflectionFigure",
    "Relationship",
    "Resegmentation",
    "ResegmentationPart",
    "Sequence",
    "SequenceEpisode",
    "StageCount",
    "StageHeld",
    "StageMove",
    "StageRun",
    "Trace",
    "Uncounted",
    "Wish",
    "Worth",
]
