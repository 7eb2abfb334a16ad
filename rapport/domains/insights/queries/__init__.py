"""What can be read of insights."""

from rapport.domains.insights.queries.class_moves import (
    ClassMoves,
    RecoveredQuarter,
    class_moves,
)
from rapport.domains.insights.queries.clients import (
    client_cells,
)
from rapport.domains.insights.queries.counts import (
    cell_of,
    cells,
    cells_with_unnamed,
    item_counts,
    item_counts_by_quarter,
    received_by_way,
    refuse_all_but_staff,
    surveys_to_release,
)
from rapport.domains.insights.queries.effort import (
    effort_of,
)
from rapport.domains.insights.queries.gap_groups import (
    gap_group,
    gap_groups,
    gap_owners,
)
from rapport.domains.insights.queries.gaps import (
    gap_history,
    gap_page,
    perception_targets,
)
from rapport.domains.insights.queries.judging import (
    judging,
)
from rapport.domains.insights.queries.notes import (
    annotations_of,
    benchmarks,
    scale_of,
)
from rapport.domains.insights.queries.page import (
    loyalty,
)
from rapport.domains.insights.queries.reading import (
    reading,
)
from rapport.domains.insights.queries.reviews import (
    review,
    review_quarters,
)
from rapport.domains.insights.queries.scores import (
    UnknownMargin,
    latest_release,
    score_rows,
)
from rapport.domains.insights.queries.stages import (
    stage_table,
)
from rapport.domains.insights.queries.words import (
    tag_rules,
    their_words,
    word_groups,
    words_released,
)

__all__ = [
    "ClassMoves",
    "RecoveredQuarter",
    "UnknownMargin",
    "annotations_of",
    "benchmarks",
    "cell_of",
    "cells",
    "cells_with_unnamed",
    "class_moves",
    "client_cells",
    "effort_of",
    "gap_group",
    "gap_groups",
    "gap_history",
    "gap_owners",
    "gap_page",
    "item_counts",
    "item_counts_by_quarter",
    "judging",
    "latest_release",
    "loyalty",
    "perception_targets",
    "reading",
    "received_by_way",
    "refuse_all_but_staff",
    "review",
    "review_quarters",
    "scale_of",
    "score_rows",
    "stage_table",
    "surveys_to_release",
    "tag_rules",
    "their_words",
    "word_groups",
    "words_released",
]
