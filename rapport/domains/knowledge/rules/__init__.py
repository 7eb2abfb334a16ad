"""Plain judgements about terms, articles and known problems. No database, no clock."""

from rapport.domains.knowledge.rules.agreeing import other_side, pair_of, proposed_by, side_to_decide, tidy
from rapport.domains.knowledge.rules.helping import helped
from rapport.domains.knowledge.rules.likeness import LEAST, likeness, meaningful
from rapport.domains.knowledge.rules.spotting import glossary, heard, spot

__all__ = [
    "LEAST",
    "glossary",
    "heard",
    "helped",
    "likeness",
    "meaningful",
    "other_side",
    "pair_of",
    "proposed_by",
    "side_to_decide",
    "spot",
    "tidy",
]
