"""Acts, parts and traces on their way in, and timelines on their way out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

from rapport.domains.ledger.types.words import Audience, Exchange, Ref


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
    """One act as a timeline shows it; `author` is a name, empty when the ledger has none.

    Said anew, it is the newest correction: `corrects` the act that was first, `before` the titles it had, oldest first.
    """

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
    before: tuple[str, ...] = ()
    changed_at: datetime | None = None
    completes: bool = False
    exchange: str = Exchange.SERVICE


@dataclass(frozen=True)
class TimelineEpisode:
    """One episode and those of its acts that the window holds, oldest first.

    `completed_at` is its completion, which stands; `reopened_at` says that it was opened again after it, and
    `ended_at` when it ended last, nothing while it is open or open again. Without a reference it ends by a silence,
    too: `ends_by` says when that is, and `faded` that it was so.
    """

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
    reopened_at: datetime | None = None
    ended_at: datetime | None = None
    ends_by: datetime | None = None
    faded: bool = False

    def as_of(self, at: datetime) -> TimelineEpisode:
        """What nobody wrote on for longer than the silence that parts matters has ended with its last act."""
        if self.ended_at is not None or self.ends_by is None or at <= self.ends_by:
            return self
        return replace(self, ended_at=self.last_act_at, faded=True)

    def without_hidden(self) -> TimelineEpisode:
        """Its last act is the last of those shown, so that nothing tells of one that is not."""
        return replace(self, last_act_at=max((act.at for act in self.acts), default=self.last_act_at))


@dataclass(frozen=True)
class EpisodeListed:
    """One episode in a list for programs, with how it stands: open while it neither ended nor went quiet.

    `completed_at` is its first completion; `reopened_at` says that it was opened again after it.
    """

    id: int
    person_id: int
    team_id: int | None
    service_id: int | None
    title: str
    ref_kind: str
    ref_id: int | None
    started_at: datetime
    last_act_at: datetime
    completed_at: datetime | None
    theirs: int
    ours: int
    reopened_at: datetime | None
    ended_at: datetime | None
    quiet_since: datetime | None


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
class Narrowed:
    """What of a timeline is wanted: of one team or service, by one channel, planned or not, of one kind of exchange."""

    team_id: int | None = None
    service_id: int | None = None
    channel: str | None = None
    planned: bool | None = None
    exchange: str | None = None


class Total(NamedTuple):
    """How many acts there are, how many of them planned and of which kind of exchange, and how many matters."""

    acts: int
    planned: int
    matters: int
    kinds: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Timeline:
    """What both sides did, newest episode first; `more` when the window holds more than is shown.

    `n_acts`, `n_episodes`, `planned` and `kinds` count all that the window holds; answers, thanks and ideas that
    stand alone are acts and no episodes. A matter that is still open is among `episodes` however long ago it began.
    """

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
    kinds: tuple[tuple[str, int], ...] = ()

    def as_of(self, at: datetime) -> Timeline:
        """The same with episodes that ended by silence."""
        return replace(self, episodes=tuple(one.as_of(at) for one in self.episodes))

    @property
    def exchanges(self) -> tuple[tuple[str, int], ...]:
        """How many of the acts were an exchange of each kind, the most frequent first."""
        return tuple(sorted(self.kinds, key=lambda one: (-one[1], one[0])))


@dataclass(frozen=True)
class CorrectionSeen:
    """What a person says is not right, what stands there now, and what became of it."""

    id: int
    person_id: int
    about: str
    act_id: int
    words: str
    asked_at: datetime
    stands: str
    decided_at: datetime | None = None
    accepted: bool | None = None
    answer: str = ""
