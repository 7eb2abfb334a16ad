"""What happened in insights."""

from __future__ import annotations

from dataclasses import dataclass

from rapport.foundation.events import Event


@dataclass(frozen=True)
class ReleaseMade(Event):
    """Figures of one survey were published as they are known now."""

    release_id: int
    survey_id: int
