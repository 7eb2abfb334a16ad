"""Plain judgements about terms, articles and known problems. No database, no clock."""

from rapport.domains.knowledge.rules.agreeing import pair_of, proposed_by, tidy
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
    "pair_of",
    "proposed_by",
    "spot",
    "tidy",
]
