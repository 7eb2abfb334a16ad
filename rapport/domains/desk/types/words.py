"""The words of the desk: kinds, states, sides and channels."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class TicketKind(StrEnum):
    """What a ticket is about; a question until somebody says otherwise."""

    INCIDENT = "incident"
    REQUEST = "request"
    QUESTION = "question"
    COMPLAINT = "complaint"
    PRAISE = "praise"


class TicketState(StrEnum):
    """Where a ticket stands; waiting means: for the person who asked."""

    NEW = "new"
    OPEN = "open"
    WAITING = "waiting"
    SOLVED = "solved"
    CLOSED = "closed"


class Side(StrEnum):
    """Who speaks in a message; automatic is a machine of theirs (a note of absence, an alarm)."""

    THEIRS = "theirs"
    OURS = "ours"
    AUTOMATIC = "automatic"
    NOTE = "note"


class TicketChannel(StrEnum):
    """The way a message came."""

    MAIL = "mail"
    PORTAL = "portal"
    PHONE = "phone"
    VISIT = "visit"
    WALK_IN = "walk-in"
    CHAT = "chat"
    API = "api"
    IMPORT = "import"


class Proof(StrEnum):
    """What DMARC says of the sender."""

    PASS = "pass"
    FAIL = "fail"
    NONE = "none"


class Then(StrEnum):
    """What becomes of a ticket after an answer."""

    KEEP_OPEN = "keep_open"
    WAIT = "wait"
    FINISH = "finish"


class LinkKind(StrEnum):
    """How one ticket stands to another."""

    RELATED = "related"
    CAUSED_BY = "caused by"
    FOLLOWS = "follow-up"


class View(StrEnum):
    """The views of the queue."""

    MINE = "mine"
    TEAM = "team"
    UNASSIGNED = "unassigned"
    WAITING = "waiting"
    SOLVED = "solved"
    ALL = "all"


OUR_TURN = (TicketState.NEW, TicketState.OPEN)
UNSOLVED = (TicketState.NEW, TicketState.OPEN, TicketState.WAITING)
DONE = (TicketState.SOLVED, TicketState.CLOSED)
PRIORITIES: Mapping[int, str] = {1: "everything stands still", 2: "high", 3: "normal", 4: "low"}
MOST_ATTACHED, LARGEST_ATTACHED = 5, 10 * 1024 * 1024
MOST_ENCLOSED = 10  # files with one answer; how large they may be together is the letter's limit
REF = "ticket"
"""The kind under which other parts refer to a ticket: ("ticket", id)."""
