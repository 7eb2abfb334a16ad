"""The tables of insights."""

from rapport.domains.insights.models.counts import (
    AnswerCount,
    AnswerDelta,
)
from rapport.domains.insights.models.gaps import (
    Gap,
    GapStep,
    GapTest,
    PerceptionTarget,
)
from rapport.domains.insights.models.notes import (
    Annotation,
    Benchmark,
)
from rapport.domains.insights.models.releases import (
    Release,
    ReleaseCell,
)
from rapport.domains.insights.models.reviews import (
    Review,
    ReviewAction,
    ReviewSignature,
)
from rapport.domains.insights.models.words import (
    GroupName,
    HandTag,
    Saying,
    TagRule,
    WordGroup,
    WordsRead,
)

__all__ = [
    "Annotation",
    "AnswerCount",
    "AnswerDelta",
    "Benchmark",
    "Gap",
    "GapStep",
    "GapTest",
    "GroupName",
    "HandTag",
    "PerceptionTarget",
    "Release",
    "ReleaseCell",
    "Review",
    "ReviewAction",
    "ReviewSignature",
    "Saying",
    "TagRule",
    "WordGroup",
    "WordsRead",
]
