"""Everything that changes insights."""

from rapport.domains.insights.actions.counting import count_answers, fold_counts
from rapport.domains.insights.actions.noting import (
    NothingSaid,
    TooMany,
    add_annotation,
    add_benchmark,
    remove_annotation,
    remove_benchmark,
)
from rapport.domains.insights.actions.releasing import make_release
from rapport.domains.insights.actions.wording import (
    NoWords,
    drop_tag_rule,
    gather_words,
    name_group,
    set_tag_rule,
    tag_anew,
    tag_words,
)

__all__ = [
    "NoWords",
    "NothingSaid",
    "TooMany",
    "add_annotation",
    "add_benchmark",
    "count_answers",
    "drop_tag_rule",
    "fold_counts",
    "gather_words",
    "make_release",
    "name_group",
    "remove_annotation",
    "remove_benchmark",
    "set_tag_rule",
    "tag_anew",
    "tag_words",
]
