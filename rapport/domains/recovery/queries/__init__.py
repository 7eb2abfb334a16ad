"""Everything that may be read about what came after answers by name, limited to the viewer's reach."""

from __future__ import annotations

from rapport.domains.recovery.queries.cards import call_requests, cards, own_words, shown_words, thanks_for_answers
from rapport.domains.recovery.queries.counts import move_counts, quarters_done
from rapport.domains.recovery.queries.lists import due_now, open_recovery_of, recoveries
from rapport.domains.recovery.queries.pages import cause_names, recovery, who_may_take_it
from rapport.domains.recovery.queries.turns import turns

__all__ = [
    "call_requests",
    "cards",
    "cause_names",
    "due_now",
    "move_counts",
    "open_recovery_of",
    "own_words",
    "quarters_done",
    "recoveries",
    "recovery",
    "shown_words",
    "thanks_for_answers",
    "turns",
    "who_may_take_it",
]
