"""The words of knowledge: whose turn a term is, and the small rows that cross the door."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
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


ARTICLE, PROBLEM = "article", "problem"
"""The kinds under which other parts refer to a help page and to a known problem."""
LONGEST_TITLE, LONGEST_ARTICLE, LONGEST_ADVICE = 160, 40_000, 4_000


class Audience(StrEnum):
    """Who reads an article or a known problem."""

    EVERYBODY = "everybody"
    ORGANISATIONS = "organisations"
    SERVICE = "service"
    STAFF = "staff"


class ProblemState(StrEnum):
    """A known problem is open until it is fixed, and may come back."""

    OPEN = "open"
    FIXED = "fixed"


@dataclass(frozen=True)
class Readers:
    """For whom something is: the audience, with the service or the organisations that it names."""

    audience: str
    service_id: int | None = None
    organisation_ids: tuple[int, ...] = ()


@dataclass(frozen=True)
class Draft:
    """What an article says, as its author wrote it; the text is Markdown."""

    title: str
    text: str
    language: str = "en"
    review_on: date | None = None
    owner_id: int | None = None


@dataclass(frozen=True)
class Helped:
    """How many said that it helped, of how many who said anything; the interval is Wilson's at 95 %."""

    yes: int
    n: int
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class ArticleCard:
    """An article as lists know it."""

    id: int
    key: str
    title: str
    audience: str
    service_id: int | None
    service: str
    owner: str
    language: str
    review_on: date | None
    shown: bool
    number: int
    changed_at: datetime
    helped: Helped


@dataclass(frozen=True)
class ArticleVersionCard:
    """One version of an article: who wrote it, when, and why."""

    number: int
    title: str
    text: str
    written_by: str
    written_at: datetime
    why: str


@dataclass(frozen=True)
class ArticlePage:
    """One article to read; its versions and who it is for are given to staff alone."""

    article: ArticleCard
    text: str
    readers: Readers
    owner_id: int | None = None
    versions: tuple[ArticleVersionCard, ...] = ()
    writes: bool = False


@dataclass(frozen=True)
class Trouble:
    """What a known problem says: its title, what to do meanwhile, and when we expect it to be fixed."""

    title: str
    advice: str
    expected_at: datetime | None = None
    language: str = "en"


@dataclass(frozen=True)
class ProblemCard:
    """A known problem as lists know it; the count of followers is given to staff alone."""

    id: int
    key: str
    title: str
    advice: str
    audience: str
    service_id: int | None
    service: str
    team: str
    state: str
    opened_at: datetime
    expected_at: datetime | None
    fixed_at: datetime | None
    fixed_words: str
    reports: int
    language: str
    followed: bool = False
    followers: int | None = None
    writes: bool = False
    readers: Readers | None = None


@dataclass(frozen=True)
class Suggestion:
    """Something that may help, found by what somebody typed; the key leads to its page."""

    kind: str
    id: int
    key: str
    title: str
    say: str
    likeness: float
    helped: Helped | None = None
