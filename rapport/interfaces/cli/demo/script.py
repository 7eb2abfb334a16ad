"""The pieces the demo's story is written in: people, lines said, tickets, talks and pledges; plain values only."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from rapport.domains.ledger.types import REOPENS

STAYS_SOLVED = timedelta(days=5)


@dataclass(frozen=True)
class Part:
    """Somebody in the story, known by one address."""

    email: str
    name: str
    organisation: str
    site: str = ""
    language: str = "en"
    known_since: date = date.min
    services: tuple[str, ...] = ()
    role: str = "customer"
    teams: tuple[str, ...] = ()


@dataclass(frozen=True)
class Place:
    """A site with the dates between which it is open."""

    organisation: str
    name: str
    kind: str
    opens: date | None = None
    closes: date | None = None


@dataclass(frozen=True)
class Said:
    """One message, call or visit; `who` is an address, `side` theirs, ours or note.

    `turn` says that it was thought done with it, or that it was opened again by it.
    """

    at: datetime
    side: str
    who: str
    text: str
    channel: str = "mail"
    planned: bool = False
    minutes: int | None = None
    turn: str = ""

    @property
    def kind(self) -> str:
        """What the ledger calls it."""
        if self.turn == REOPENS:
            return REOPENS
        spoken = {"phone": "call", "visit": "visit"}
        return spoken.get(self.channel) or ("message" if self.side == "theirs" else "answer")


@dataclass(frozen=True)
class Pledge:
    """A time somebody of ours gave."""

    who: str
    text: str
    made_at: datetime
    due_at: datetime
    kept_at: datetime | None = None


@dataclass(frozen=True)
class Script:
    """One ticket from its first word to its last."""

    key: str
    asker: str
    service: str
    subject: str
    said: tuple[Said, ...]
    kind: str = "incident"
    priority: int = 3
    state: str = "closed"
    assignee: str = ""
    solved_at: datetime | None = None
    site: str = ""
    pledges: tuple[Pledge, ...] = ()

    @property
    def opened_at(self) -> datetime:
        """When the first word was said."""
        return self.said[0].at

    def until(self, at: datetime) -> Script:
        """The same ticket as it stood at a moment: what comes later has not happened."""
        said = tuple(one for one in self.said if one.at <= at)
        if self.solved_at is not None and self.solved_at <= at:
            return replace(self, said=said, state="closed" if at - self.solved_at > STAYS_SOLVED else "solved")
        pledges = tuple(_until(one, at) for one in self.pledges if one.made_at <= at)
        if self.state not in {"solved", "closed"}:
            return replace(self, said=said, pledges=pledges)
        ours = any(one.side == "ours" for one in said)
        state = "open" if ours or self.assignee else "new"
        return replace(self, said=said, pledges=pledges, state=state, solved_at=None)


@dataclass(frozen=True)
class Talk:
    """A call, visit or message without a ticket; planned contact is mostly of this sort."""

    key: str
    person: str
    said: tuple[Said, ...]
    team: str
    title: str
    service: str = ""
    exchange: str = "information"


@dataclass
class Story:
    """Everything that happened, before anything of it is written anywhere."""

    places: list[Place] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    moves: list[tuple[date, Part]] = field(default_factory=list)
    scripts: list[Script] = field(default_factory=list)
    talks: list[Talk] = field(default_factory=list)


def _until(one: Pledge, at: datetime) -> Pledge:
    return one if one.kept_at is None or one.kept_at <= at else replace(one, kept_at=None)
