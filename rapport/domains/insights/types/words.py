"""What people wrote, as it may be read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from rapport.domains.insights.types import Figure


@dataclass(frozen=True)
class GroupSeen:
    """Words that are like each other: how many, how happy, and up to three typical sentences."""

    id: int
    name: str
    figure: Figure
    typical: tuple[str, ...]


@dataclass(frozen=True)
class SayingSeen:
    """Words without a name, place or time; `key` names them for a tag."""

    key: int
    words: str
    score: int | None
    tags: tuple[str, ...]
    group_id: int | None


@dataclass(frozen=True)
class TagSeen:
    """A tag, how many of the words shown have it, and the words of its rule where there is one."""

    name: str
    n: int
    rule: str = ""


@dataclass(frozen=True)
class WordsPage:
    """Their words as of the last release: groups, and the list where ten or more may be read.

    said: answers with words; rest: of them in no group; open: how many anybody who reads figures may see; found: after
    searching, from ten on; hidden: fewer than ten may be read; few: fewer than ten were found, so none is shown.
    """

    survey_id: int
    survey: str
    as_of: datetime | None
    said: int
    rest: int
    open: int
    found: int
    groups: tuple[GroupSeen, ...]
    rows: tuple[SayingSeen, ...]
    tags: tuple[TagSeen, ...]
    next: int | None = None
    owner: bool = False
    hidden: bool = False
    few: bool = False
    rare_tags: tuple[str, ...] = ()  # on fewer than ten
