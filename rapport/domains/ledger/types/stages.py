"""Stages of people as they cross the door: evidence, moves, who has gone quiet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from rapport.domains.ledger.types.words import Ref
from rapport.measures.stages import Kind, Stage


@dataclass(frozen=True)
class NewEvidence:
    """One evidenced act to record; `source_key` is the same each time it is told, so that a repeat is recognised."""

    person_id: int
    kind: Kind
    at: datetime
    source_key: str
    words: str = ""
    ref: Ref | None = None


@dataclass(frozen=True)
class MoveSeen:
    """One move of a stage, with its reasons as plain values: why, and on, n or scores."""

    month: date
    before: Stage
    after: Stage
    reasons: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True)
class EvidenceSeen:
    """One evidenced act as staff see it; `recorded_by` is empty for what another part of the house told."""

    kind: str
    at: datetime
    words: str
    recorded_by: str


@dataclass(frozen=True)
class IdeaSeen:
    """An idea of one person in few words: when it was given, and when it was delivered; one of both may be unknown."""

    id: int
    person_id: int
    words: str
    given_at: datetime | None
    delivered_at: datetime | None


@dataclass(frozen=True)
class StageSeen:
    """Where one person stands as of the end of a month; `attitude` is None for who may not see answers by name.

    For them the stage ends at follower: what lies beyond rests on answers.
    """

    person_id: int
    stage: Stage
    until: date
    quiet_since: date | None
    active: int
    advocacy: int
    co_produced: int
    attitude: str | None
    answers: tuple[int, ...]
    n_answers: int
    moves: tuple[MoveSeen, ...] = ()
    evidence: tuple[EvidenceSeen, ...] = ()


@dataclass(frozen=True)
class QuietSeen:
    """Somebody who has gone quiet, and who looks after them."""

    person_id: int
    name: str
    organisation: str
    stage: Stage
    quiet_since: date
    owner: str
    next_step: str
    next_step_on: date | None
