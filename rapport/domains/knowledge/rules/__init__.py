"""Plain judgements about terms: whose turn it is, and where words stand in a text. No database, no clock."""

from rapport.domains.knowledge.rules.agreeing import other_side, pair_of, proposed_by, side_to_decide, tidy
from rapport.domains.knowledge.rules.spotting import glossary, heard, spot

__all__ = ["glossary", "heard", "other_side", "pair_of", "proposed_by", "side_to_decide", "spot", "tidy"]
