"""What outreach tells the rest of the house."""

from __future__ import annotations

from dataclasses import dataclass

from rapport.foundation.events import Event


@dataclass(frozen=True)
class ThanksGiven(Event):
    """Somebody gave thanks, or changed their words within the day."""

    thanks_id: int
