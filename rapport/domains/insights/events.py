"""What happened in insights."""

from __future__ import annotations

from dataclasses import dataclass

from rapport.foundation.events import Event


@dataclass(frozen=True)
class ReleaseMade(Event):
    """Figures of one survey were published as they are known now."""

    release_id: int
    survey_id: int


@dataclass(frozen=True)
class TagRulesChanged(Event):
    """A rule that tags words was set or dropped."""

    tag: str
