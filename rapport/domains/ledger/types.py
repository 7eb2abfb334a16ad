"""The words of the ledger: channels, directions, and the small rows that cross the door."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

Ref = tuple[str, int]
"""What an act is about: a kind such as "ticket" and its id."""


class Channel(StrEnum):
    """How an act came about."""

    MAIL = "mail"
    PORTAL = "portal"
    PHONE = "phone"
    VISIT = "visit"
    CHAT = "chat"
    ANSWER = "answer"
    IMPORT = "import"


class Direction(StrEnum):
    """Which side acted: the people served, or us."""

    THEIRS = "theirs"
    OURS = "ours"


class Exchange(StrEnum):
    """What is exchanged."""

    SERVICE = "service"
    INFORMATION = "information"
    FINANCE = "finance"
    SOCIAL = "social"


class Audience(StrEnum):
    """Who sees an act besides its author: both sides, staff only, or the person and those who answer for it."""

    BOTH = "both"
    STAFF = "staff"
    NAMED = "named"


class WishKind(StrEnum):
    """What somebody decided about acts; decisions come before all rules."""

    TOGETHER = "together"
    APART = "apart"
    NAME = "name"


class SequenceKind(StrEnum):
    """Why episodes belong together."""

    PROJECT = "project"
    CAMPAIGN = "campaign"
    CHANGE = "change"
    CONTRACT = "contract"
    SERVICE = "service"


@dataclass(frozen=True)
class NewAct:
    """One act to record; `source_key` is unique within the organisation, so that a repeat is recognised."""

    person_id: int
    organisation_id: int
    at: datetime
    channel: str
    direction: str
    kind: str
    source_key: str
    author_id: int | None = None
    team_id: int | None = None
    service_id: int | None = None
    site_id: int | None = None
    ref: Ref | None = None
    completes: bool = False
    planned: bool = False
    exchange: str = Exchange.SERVICE
    title: str = ""
    minutes: int | None = None
    audience: str = Audience.BOTH


@dataclass(frozen=True)
class RecordedAct:
    """Where one act was put; `repeat` when its source key was known already, `late` when later acts were there."""

    act_id: int
    episode_id: int
    episode_completed: bool
    repeat: bool = False
    late: bool = False


@dataclass(frozen=True)
class NewPart:
    """A member of staff worked on what `ref` names, seen or behind the scenes."""

    person_id: int
    ref: Ref
    role: str
    at: datetime


@dataclass(frozen=True)
class NewTrace:
    """A notice sent or an article read: kept beside acts, it completes nothing."""

    person_id: int
    kind: str
    at: datetime
    ref: Ref | None = None


@dataclass(frozen=True)
class TimelineAct:
    """One act as a timeline shows it; `author` is a name, empty when the ledger has none."""

    id: int
    at: datetime
    channel: str
    direction: str
    kind: str
    title: str
    author_id: int | None
    author: str
    planned: bool
    minutes: int | None
    audience: str
    ref: Ref | None
    episode_id: int | None
    corrects: int | None


@dataclass(frozen=True)
class TimelineEpisode:
    """One episode and those of its acts that the window holds, oldest first."""

    id: int
    title: str
    ref: Ref | None
    team_id: int | None
    service_id: int | None
    started_at: datetime
    last_act_at: datetime
    completed_at: datetime | None
    follows_id: int | None
    theirs: int
    ours: int
    acts: tuple[TimelineAct, ...] = ()


@dataclass(frozen=True)
class TimelineSequence:
    """Episodes that belong together."""

    id: int
    kind: str
    name: str
    started_at: datetime
    ended_at: datetime | None
    episode_ids: tuple[int, ...]


@dataclass(frozen=True)
class Timeline:
    """What both sides did, newest episode first; `more` when the window holds more than is shown."""

    person_id: int
    acts: tuple[TimelineAct, ...]
    episodes: tuple[TimelineEpisode, ...]
    sequences: tuple[TimelineSequence, ...]
    n_acts: int
    n_episodes: int
    planned: int
    more: bool
    start: datetime | None = None
    end: datetime | None = None

    @property
    def planned_share(self) -> float | None:
        """Share of the acts shown that were planned; None without acts."""
        return self.planned / self.n_acts if self.n_acts else None


@dataclass(frozen=True)
class ContactCount:
    """How much contact there was with one person since a moment: acts, episodes they belong to, the last of them."""

    acts: int
    episodes: int
    last_at: datetime


@dataclass(frozen=True)
class Acquaintance:
    """One member of staff a person has dealt with; `understood` counts taps that said yes."""

    person_id: int
    name: str
    acts: int
    episodes: int
    last_at: datetime
    n_understood: int = 0
    understood: int = 0


@dataclass(frozen=True)
class RelationshipSeen:
    """A relationship between a person and a team, with its owner and next step."""

    id: int
    person_id: int
    team_id: int
    owner_id: int | None
    next_step: str
    next_step_on: date | None
    since: datetime
    episodes: int


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
