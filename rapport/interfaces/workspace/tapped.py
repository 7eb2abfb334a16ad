"""What both sides tapped after an episode, a sentence for each person who did."""

from __future__ import annotations

from collections.abc import Iterable

from rapport.domains.ledger.types import Direction, ReflectionSeen

BOTH = {
    "know_each_other": ("we know each other better", "we know each other no better"),
    "understood": ("we understood each other", "we did not understand each other"),
}
THEIRS = BOTH | {"they_know_us": ("we know their work better", "we know their work no better")}
OURS = BOTH | {"they_know_us": ("they know us better", "they know us no better")}
ORDER = ("know_each_other", "they_know_us", "understood")


def sentences(said: Iterable[ReflectionSeen]) -> list[str]:
    """Theirs first; a question that was left out is left out here, too.

    >>> from datetime import datetime
    >>> from rapport.domains.ledger.types import Taps
    >>> sentences([ReflectionSeen(1, 2, "theirs", Taps(True, None, False), datetime(2026, 11, 2))])
    ['They say: we know each other better, we did not understand each other.']
    """
    return [_sentence(one) for one in sorted(said, key=lambda one: one.side != Direction.THEIRS)]


def _sentence(said: ReflectionSeen) -> str:
    theirs = said.side == Direction.THEIRS
    words = THEIRS if theirs else OURS
    taps = [(name, getattr(said.taps, name)) for name in ORDER]
    tapped = [words[name][0 if tap else 1] for name, tap in taps if tap is not None]
    return f"{'They say' if theirs else 'We say'}: {', '.join(tapped) or 'nothing'}."
