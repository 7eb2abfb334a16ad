"""Gaps, histories put together again, and what people decide about episodes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class GapSeen:
    """Of one channel: the gap in force and since when, and what the silences say; `n` counts silences.

    method is "valley", "completions" or "fallback", empty where nothing was read yet; bins are (low, high, count) in
    seconds.
    """

    channel: str
    in_force: timedelta
    by_hand: bool
    changed_at: datetime | None
    estimate: timedelta | None = None
    method: str = ""
    n: int = 0
    bins: tuple[tuple[float, float, int], ...] = ()
    read_at: datetime | None = None


@dataclass(frozen=True)
class GapExample:
    """A silence that would part no more, or part from now on: whose, and what stands before and after it."""

    person_id: int
    name: str
    before: str
    before_at: datetime
    after: str
    after_at: datetime
    joined: bool

    @property
    def silence(self) -> timedelta:
        """How long nothing was said."""
        return self.after_at - self.before_at


@dataclass(frozen=True)
class GapPreview:
    """What another gap would do to a sample of people, before anything is changed."""

    channel: str
    gap: timedelta
    persons: int
    of_persons: int
    acts: int
    episodes_now: int
    episodes_then: int
    joined: int
    parted: int
    examples: tuple[GapExample, ...]


@dataclass(frozen=True)
class ResegmentationSeen:
    """How far putting all histories together again has come; `share` of the way from 0 to 1."""

    begun_at: datetime
    ended_at: datetime | None
    persons: int
    moved: int
    share: float


@dataclass(frozen=True)
class EpisodePart:
    """An episode as it is or would be; `hidden` of its acts are another team's."""

    title: str
    started_at: datetime
    last_act_at: datetime
    acts: int
    hidden: int
    completed: bool


@dataclass(frozen=True)
class Outcome:
    """What a decision would do: the episodes that would go, and those that would stand instead."""

    before: tuple[EpisodePart, ...]
    after: tuple[EpisodePart, ...]


@dataclass(frozen=True)
class DecisionSeen:
    """A decision that stands: what, by whom and when; `words` is the name given."""

    id: int
    kind: str
    made_at: datetime
    made_by: str
    words: str
