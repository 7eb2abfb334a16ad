"""The words of knowledge: whose turn a term is, and the small rows that cross the door."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

REF = "term"


class TermState(StrEnum):
    """Where a term stands between the two sides; a proposal may wait while an older wording is in force."""

    PROPOSED_BY_US = "proposed_by_us"
    PROPOSED_BY_THEM = "proposed_by_them"
    AGREED = "agreed"
    DECLINED = "declined"
    RETIRED = "retired"


class Side(StrEnum):
    """Who speaks: those who serve, or those who are served."""

    OURS = "ours"
    THEIRS = "theirs"


class Outcome(StrEnum):
    """What became of one wording."""

    WAITING = "waiting"
    AGREED = "agreed"
    DECLINED = "declined"
    REPLACED = "replaced"
    RETIRED = "retired"


LONGEST_WORD, LONGEST_TEXT, LONGEST_REASON = 80, 300, 300


@dataclass(frozen=True)
class Wording:
    """What a term says: their word, ours, what both mean, and a sentence in which it is used."""

    their_word: str
    our_word: str
    meaning: str = ""
    example: str = ""


@dataclass(frozen=True)
class WordCard:
    """A wording in force, as conversations show it."""

    term_id: int
    their_word: str
    our_word: str
    meaning: str
    service_id: int | None = None


@dataclass(frozen=True)
class Spotted:
    """Where in a text a word stands, and which terms it belongs to."""

    start: int
    end: int
    words: tuple[WordCard, ...]


@dataclass(frozen=True)
class Glossary:
    """The wordings in force for one conversation; two of the same digest are the same."""

    digest: str
    words: tuple[WordCard, ...] = field(compare=False)


@dataclass(frozen=True)
class TermCard:
    """A term as lists and programs know it: its newest wording, and who waits for whom."""

    id: int
    key: str
    state: str
    their_word: str
    our_word: str
    meaning: str
    example: str
    organisation_id: int
    organisation: str
    service_id: int | None
    service: str
    site_id: int | None
    site: str
    team_id: int
    team: str
    in_force: bool
    changed_at: datetime


@dataclass(frozen=True)
class VersionCard:
    """One wording of a term: who proposed it, and what became of it."""

    number: int
    their_word: str
    our_word: str
    meaning: str
    example: str
    side: str
    proposed_by: str
    proposed_at: datetime
    outcome: str
    decided_at: datetime | None
    reason: str
    in_force: bool


@dataclass(frozen=True)
class TermPage:
    """One term with all its wordings, and what the viewer may do with it."""

    term: TermCard
    versions: tuple[VersionCard, ...]
    ref: tuple[str, int] | None
    asked: str
    side: str
    decides: bool
    rewords: bool
    retires: bool


@dataclass(frozen=True)
class TermFilters:
    """What a list of terms is limited to; an empty field limits nothing."""

    organisation_id: int | None = None
    service_id: int | None = None
    state: str = ""


@dataclass(frozen=True)
class Synonym:
    """Words that somebody typed, and what the other side calls the same: both as the index keeps them."""

    typed: tuple[str, ...]
    other: tuple[str, ...]
    shown: str
    term_id: int
    organisation: str


@dataclass(frozen=True)
class WordsSaid:
    """What stands in a conversation: their words by message, and our words in our text that they call otherwise."""

    spotted: dict[int, tuple[Spotted, ...]]
    heard: tuple[WordCard, ...] = ()
