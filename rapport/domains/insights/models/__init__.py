"""The tables of insights."""

from rapport.domains.insights.models.counts import AnswerCount, AnswerDelta
from rapport.domains.insights.models.releases import Release, ReleaseCell

__all__ = ["AnswerCount", "AnswerDelta", "Release", "ReleaseCell"]
