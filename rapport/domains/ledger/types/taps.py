"""The three questions: who is asked, and what both sides said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from rapport.domains.ledger.types.words import Ref


class About(StrEnum):
    """What somebody says is not right: one act, or what an episode is called."""

    ACT = "act"
    EPISODE = "episode"


@dataclass(frozen=True)
class Taps:
    """What one side tapped after an episode; None where a question was left out."""

    know_each_other: bool | None
    they_know_us: bool | None
    understood: bool | None


@dataclass(frozen=True)
class ReflectionSeen:
    """The taps of one person about one episode, and on which side they stood."""

    episode_id: int
    person_id: int
    side: str
    taps: Taps
    answered_at: datetime


@dataclass(frozen=True)
class QuestionsPage:
    """What whoever holds the link of a closing letter is shown: the matter, its day, who asks, what was tapped."""

    title: str
    ended_on: date
    team: str
    taps: Taps | None


@dataclass(frozen=True)
class ReflectionToAsk:
    """An episode whose three questions are open for the one who looks."""

    episode_id: int
    person_id: int
    title: str
    ref: Ref | None
    completed_at: datetime | None
    side: str
