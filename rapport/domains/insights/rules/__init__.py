"""The judgements of insights: what may be shown, over which period, and what may be said about it."""

from rapport.domains.insights.rules.around import (
    around,
)
from rapport.domains.insights.rules.facets import (
    FACETS,
    UNKNOWN,
    WAVE,
    facet_label,
)
from rapport.domains.insights.rules.figures import (
    change_between,
    figure_of,
    needed_to_tell,
    weighted,
)
from rapport.domains.insights.rules.hiding import (
    LEAST,
    held_back,
    hidden_cells,
    hidden_in_rows,
    hidden_in_table,
)
from rapport.domains.insights.rules.items import (
    item_may_follow,
    items_of,
    zones_of,
)
from rapport.domains.insights.rules.kinds import (
    classed,
    classes_of,
    judging_of,
)
from rapport.domains.insights.rules.listed import (
    leaves_few,
    may_be_scored,
    readable,
)
from rapport.domains.insights.rules.near import (
    added_singly,
    betrays,
    moved_alike,
    moved_by,
    nearly_alike,
    suspects,
    told_apart,
)
from rapport.domains.insights.rules.periods import (
    bounds,
    first_of_quarter,
    is_waiting,
    period_label,
    period_with,
    periods_of,
    quarter_of,
    rows_are,
    two_newest_quarters,
    year_before,
    year_of_quarters,
)
from rapport.domains.insights.rules.reasons import (
    reasons_by_class,
    reasons_figure,
    reasons_since,
    reasons_to_show,
)
from rapport.domains.insights.rules.rows import (
    rows_of,
)
from rapport.domains.insights.rules.tagging import (
    SENTENCES,
    name_of_group,
    rule_words,
    tags_of,
    tags_with,
)
from rapport.domains.insights.rules.unnamed import (
    answered_by_all,
    by_name,
    named_only,
    named_only_in_table,
    pooled,
)
from rapport.domains.insights.rules.ways import (
    DRAWN,
    WAYS,
    way_to_show,
)
from rapport.domains.insights.rules.weights import (
    weighted_by_file,
)

__all__ = [
    "DRAWN",
    "FACETS",
    "LEAST",
    "SENTENCES",
    "UNKNOWN",
    "WAVE",
    "WAYS",
    "added_singly",
    "answered_by_all",
    "around",
    "betrays",
    "bounds",
    "by_name",
    "change_between",
    "classed",
    "classes_of",
    "facet_label",
    "figure_of",
    "first_of_quarter",
    "held_back",
    "hidden_cells",
    "hidden_in_rows",
    "hidden_in_table",
    "is_waiting",
    "item_may_follow",
    "items_of",
    "judging_of",
    "leaves_few",
    "may_be_scored",
    "moved_alike",
    "moved_by",
    "name_of_group",
    "named_only",
    "named_only_in_table",
    "nearly_alike",
    "needed_to_tell",
    "period_label",
    "period_with",
    "periods_of",
    "pooled",
    "quarter_of",
    "readable",
    "reasons_by_class",
    "reasons_figure",
    "reasons_since",
    "reasons_to_show",
    "rows_are",
    "rows_of",
    "rule_words",
    "suspects",
    "tags_of",
    "tags_with",
    "told_apart",
    "two_newest_quarters",
    "way_to_show",
    "weighted",
    "weighted_by_file",
    "year_before",
    "year_of_quarters",
    "zones_of",
]
