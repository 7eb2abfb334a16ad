"""Everything that changes insights."""

from rapport.domains.insights.actions.counting import count_answers, fold_counts
from rapport.domains.insights.actions.releasing import make_release

__all__ = ["count_answers", "fold_counts", "make_release"]
