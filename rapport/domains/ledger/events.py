"""What the ledger tells the rest of the house."""

from __future__ import annotations

from dataclasses import dataclass

from rapport.foundation.events import Event


@dataclass(frozen=True)
class ActsRecorded(Event):
    """New acts stand in their episodes; repeats are not among them."""

    act_ids: tuple[int, ...]


@dataclass(frozen=True)
class EpisodesCompleted(Event):
    """Service exchanges came to their end."""

    episode_ids: tuple[int, ...]


@dataclass(frozen=True)
class StagesDue(Event):
    """The next persons of a run are to be judged: those after `after`, once what other domains know is at hand."""

    run_id: int
    after: int


@dataclass(frozen=True)
class HistoriesDue(Event):
    """The next people of a part of everybody are to be put together again, once the working calendar is at hand."""

    part_id: int
    step: int


@dataclass(frozen=True)
class SequenceEnded(Event):
    """A project, a campaign, a change, a contract or a quarter came to its end: a moment to look back."""

    sequence_id: int
