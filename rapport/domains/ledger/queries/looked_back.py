"""The small rows of looking back: a sequence, what it took, what both sides say, and whether it was worth it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from rapport.domains.ledger.types import TimelineEpisode


@dataclass(frozen=True)
class SequenceSeen:
    """A sequence that people began, as lists and its own page show it."""

    id: int
    key: str
    kind: str
    name: str
    organisation_id: int
    organisation: str
    started_at: datetime
    ended_at: datetime | None
    ends_on: date | None
    owner_id: int | None
    owner: str
    agreed: str
    put_away_at: datetime | None


@dataclass(frozen=True)
class Effort:
    """What a sequence took both sides; `minutes` are those that were noted, with `noted` acts."""

    episodes: int
    persons: int
    theirs: int
    ours: int
    visits: int
    planned: int
    minutes: int
    noted: int
    served_by: int


@dataclass(frozen=True)
class WordsSeen:
    """What one person wants to keep and to change."""

    person_id: int
    name: str
    side: str
    keep: str
    change: str
    shown: bool
    at: datetime


@dataclass(frozen=True)
class WorthSeen:
    """Was it worth it? How many were asked, how many answered, and how often each of 1 to 7 was chosen."""

    wording: str
    asked: int
    n: int
    counts: tuple[int, ...]


@dataclass(frozen=True)
class LookBackPage:
    """One sequence on one page, as far as the viewer reaches; `worth` only for those who serve."""

    sequence: SequenceSeen
    episodes: tuple[tuple[int, TimelineEpisode], ...]
    more: bool
    effort: Effort
    words: tuple[WordsSeen, ...]
    following: SequenceSeen | None
    worth: WorthSeen | None
    said: tuple[tuple[str, int], ...]
    own_worth: int | None
    asked: bool


@dataclass(frozen=True)
class WorthPage:
    """What whoever holds the link of a sequence's closing letter is shown."""

    name: str
    kind: str
    ended_on: date
    owner: str
    wording: str
    score: int | None
