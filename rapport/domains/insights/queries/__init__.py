"""What can be read of insights."""

from rapport.domains.insights.queries.class_moves import (
    ClassMoves,
    RecoveredQuarter,
    class_moves,
)
from rapport.domains.insights.queries.counts import (
    cells,
    cells_with_unnamed,
    received,
    refuse_all_but_staff,
    surveys_to_release,
)
from rapport.domains.insights.queries.effort import (
    effort_of,
)
from rapport.domains.insights.queries.page import (
    loyalty,
)
from rapport.domains.insights.queries.scores import (
    UnknownMargin,
    latest_release,
    score_rows,
)
from rapport.domains.insights.queries.stages import (
    stage_table,
)

__all__ = [
    "ClassMoves",
    "RecoveredQuarter",
    "UnknownMargin",
    "cells",
    "cells_with_unnamed",
    "class_moves",
    "effort_of",
    "latest_release",
    "loyalty",
    "received",
    "refuse_all_but_staff",
    "score_rows",
    "stage_table",
    "surveys_to_release",
]
