"""The words of notices: what one may be told of, how, and what other programs may be told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum


class NoticeKind(StrEnum):
    """What somebody who serves may be told of."""

    ASSIGNED = "assigned"
    REPLY = "reply"
    AT_RISK = "at_risk"
    NEW_TICKET = "new_ticket"
    STOPPED = "stopped"
    MENTION = "mention"
    RECOVERY = "recovery"


class Way(StrEnum):
    """How one is told."""

    AT_ONCE = "at_once"
    CHAT = "chat"
    DAILY = "daily"
    WEEKLY = "weekly"
    NONE = "none"


# Nobody is nagged: what is everybody's is nobody's mail until they ask for it.
USUAL: Mapping[NoticeKind, Way] = {
    NoticeKind.ASSIGNED: Way.AT_ONCE,
    NoticeKind.REPLY: Way.AT_ONCE,
    NoticeKind.AT_RISK: Way.AT_ONCE,
    NoticeKind.NEW_TICKET: Way.NONE,
    NoticeKind.STOPPED: Way.AT_ONCE,
    NoticeKind.MENTION: Way.AT_ONCE,
    NoticeKind.RECOVERY: Way.AT_ONCE,
}


class HookEvent(StrEnum):
    """What other programs may be told."""

    TICKET_OPENED = "ticket.opened"
    TICKET_REPLIED = "ticket.replied"
    TICKET_ANSWERED = "ticket.answered"
    TICKET_ASSIGNED = "ticket.assigned"
    TICKET_SOLVED = "ticket.solved"
    TICKET_REOPENED = "ticket.reopened"
    ACT_RECORDED = "act.recorded"
    ANSWER_COUNTED = "answer.counted"
    TEST = "test"


OFFERED = tuple(event for event in HookEvent if event != HookEvent.TEST)


class CallState(StrEnum):
    """How far one call has come."""

    WAITING = "waiting"
    TAKEN = "taken"
    GIVEN_UP = "given_up"


class ToolKind(StrEnum):
    """The chat tools we can write to."""

    SLACK = "slack"
    TEAMS = "teams"
    MATTERMOST = "mattermost"
    ROCKET_CHAT = "rocket_chat"
    DISCORD = "discord"
    GOOGLE_CHAT = "google_chat"
    MATRIX = "matrix"


# What a whole team may be told in its chat tool; what is one agent's own stays theirs.
OF_TEAMS = (NoticeKind.NEW_TICKET, NoticeKind.AT_RISK)


@dataclass(frozen=True)
class Change:
    """Something changed that these persons may be told of; `by_id` did it and is not told."""

    kind: NoticeKind
    ref: tuple[str, int]
    person_ids: tuple[int, ...]
    by_id: int | None = None
    team_id: int | None = None


@dataclass(frozen=True)
class Hours:
    """When somebody is left alone, and when a digest comes; in their zone."""

    quiet_from: time | None = None
    quiet_until: time | None = None
    digest_at: time = time(8)
    weekday: int = 0


@dataclass(frozen=True)
class Choices:
    """What somebody chose: a way for each kind, and their hours."""

    ways: Mapping[NoticeKind, Way]
    hours: Hours
    zone: str


@dataclass(frozen=True)
class NoticeSeen:
    """One notice as its owner sees it."""

    id: int
    kinds: tuple[NoticeKind, ...]
    title: str
    url_name: str
    args: tuple[object, ...]
    count: int
    at: datetime
    due_at: datetime
    told_at: datetime | None


@dataclass(frozen=True)
class NewCall:
    """What other programs are to be told: the same key is told once to each."""

    event: HookEvent
    key: str
    at: datetime
    data: Mapping[str, object]


@dataclass(frozen=True)
class EndpointSeen:
    """One program that is told, and how it is doing; never its secret."""

    id: int
    name: str
    url: str
    events: tuple[str, ...]
    made_at: datetime
    paused_at: datetime | None
    ended_at: datetime | None
    stopped_at: datetime | None
    failing_since: datetime | None
    last_at: datetime | None
    taken: int
    failed: int
    before_until: datetime | None
    fault: str
    slow: bool


@dataclass(frozen=True)
class CallSeen:
    """One call as the delivery log shows it."""

    id: int
    call_id: str
    event: str
    body: str
    state: str
    made_at: datetime
    tried_at: datetime | None
    attempts: int
    status: int | None
    answer: str
    fault: str
    next_at: datetime | None
    took_ms: int | None


@dataclass(frozen=True)
class Attempt:
    """How another program took one call: its status, how its answer began, what was wrong, how long it took."""

    status: int | None
    answer: str
    fault: str
    took_ms: int


@dataclass(frozen=True)
class ChannelSeen:
    """A team's channel in its chat tool; never its address, which is a secret."""

    id: int
    team_id: int
    team: str
    name: str
    tool: str
    host: str
    kinds: tuple[str, ...]
    made_at: datetime
    last_at: datetime | None
    fault: str


@dataclass(frozen=True)
class OwnChatSeen:
    """Where one person is told in their own chat tool; never the address, which is a secret."""

    tool: str
    host: str
    last_at: datetime | None
    fault: str
