"""Sequences on their way in, from a file or from another desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from rapport.domains.ledger.types.words import Ref


@dataclass(frozen=True)
class NewSequence:
    """One sequence to take in; `source_key` is unique within the organisation, so that it is known again.

    Its episodes are those of `refs`, and those that began between its first and its last day of these persons or of
    everybody at the site, of one service where one is named.
    """

    source_key: str
    organisation_id: int
    kind: str
    name: str
    started_at: datetime
    ends_on: date | None = None
    owner_id: int | None = None
    service_id: int | None = None
    refs: tuple[Ref, ...] = ()
    person_ids: tuple[int, ...] = ()
    site_id: int | None = None


@dataclass(frozen=True)
class SequenceTaken:
    """What became of it: made or changed, and how many episodes joined it now."""

    sequence_id: int
    made: bool
    changed: bool
    joined: int
