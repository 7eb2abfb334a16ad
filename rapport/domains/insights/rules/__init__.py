"""The judgements of insights: what may be shown, over which period, and what may be said about it."""

from rapport.domains.insights.rules.figures import change_between, figure_of, needed_to_tell, weighted
from rapport.domains.insights.rules.hiding import held_back, hidden_cells, hidden_in_table
from rapport.domains.insights.rules.periods import period_label, periods_of, quarter_of, year_before
from rapport.domains.insights.rules.unnamed import by_name, named_only, named_only_in_table, pooled

__all__ = [
    "by_name",
    "change_between",
    "figure_of",
    "held_back",
    "hidden_cells",
    "hidden_in_table",
    "named_only",
    "named_only_in_table",
    "needed_to_tell",
    "period_label",
    "periods_of",
    "pooled",
    "quarter_of",
    "weighted",
    "year_before",
]
