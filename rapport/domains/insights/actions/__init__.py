"""Everything that changes insights."""

from rapport.domains.insights.actions.counting import (
    count_answers,
    fold_counts,
)
from rapport.domains.insights.actions.gaps import (
    NotAShare,
    NotInTheTeam,
    SaysNothing,
    close_gap,
    compare_gaps,
    set_perception_target,
    take_gap,
)
from rapport.domains.insights.actions.noting import (
    NothingSaid,
    TooMany,
    add_annotation,
    add_benchmark,
    remove_annotation,
    remove_benchmark,
)
from rapport.domains.insights.actions.recounting import recount_answers
from rapport.domains.insights.actions.releasing import (
    make_release,
)
from rapport.domains.insights.actions.reviews import (
    NothingAgreed,
    agree_action,
    finish_action,
    leave_out_action,
    plan_review,
    sign_review,
)
from rapport.domains.insights.actions.subtracting import try_to_subtract
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
    "NotAShare",
    "NotInTheTeam",
    "NothingAgreed",
    "NothingSaid",
    "SaysNothing",
    "TooMany",
    "add_annotation",
    "add_benchmark",
    "agree_action",
    "close_gap",
    "compare_gaps",
    "count_answers",
    "drop_tag_rule",
    "finish_action",
    "fold_counts",
    "gather_words",
    "leave_out_action",
    "make_release",
    "name_group",
    "plan_review",
    "recount_answers",
    "remove_annotation",
    "remove_benchmark",
    "set_perception_target",
    "set_tag_rule",
    "sign_review",
    "tag_anew",
    "tag_words",
    "take_gap",
    "try_to_subtract",
]
