"""The tables of insights."""

from rapport.domains.insights.models.counts import AnswerCount, AnswerDelta
from rapport.domains.insights.models.notes import Annotation, Benchmark
from rapport.domains.insights.models.releases import Release, ReleaseCell
from rapport.domains.insights.models.words import GroupName, HandTag, Saying, TagRule, WordGroup, WordsRead

__all__ = [
    "Annotation",
    "AnswerCount",
    "AnswerDelta",
    "Benchmark",
    "GroupName",
    "HandTag",
    "Release",
    "ReleaseCell",
    "Saying",
    "TagRule",
    "WordGroup",
    "WordsRead",
]
