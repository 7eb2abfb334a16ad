"""What an agent was doing: drafts, answers on their way, who else is here and what arrived meanwhile."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q

from rapport.domains.desk.models import Draft, DraftFile, Message, Outgoing, Presence, Ticket
from rapport.domains.desk.queries.enclosed import names_on_the_way
from rapport.domains.desk.rules import drafts
from rapport.foundation.actors import Actor
from rapport.foundation.prepared import Prepared

HERE = timedelta(seconds=40)  # a page says so every seven
MOST_NEW = 100
DRAFT_ROW = ("ticket_id", "text", "came_back", "fault", "saved_at", "along")


@dataclass(frozen=True)
class DraftSeen:
    """What stands in somebody's box, what of it came back after it was sent and why, the key of that, its ticks, and
    the key of the text (`drafts.Window`)."""

    ticket_id: int
    text: str
    came_back: str
    fault: str
    saved_at: datetime
    shown: str = ""
    along: drafts.Along = drafts.NOTHING_ALONG
    base: str = ""

    def with_text(self, text: str, *, shown: str) -> str:
        """The box with a text from a page, which holds what came back if that was shown there."""
        holds_it = shown == self.shown or text.startswith(self.came_back)
        return text if holds_it else drafts.in_box(self.came_back, text)


@dataclass(frozen=True)
class OnTheWay:
    """An answer that has not left yet."""

    id: int
    ticket_id: int
    key: str
    person: str
    agent_id: int
    agent: str
    text: str
    sent_at: datetime
    leaves_at: datetime
    files: tuple[str, ...] = ()


@dataclass(frozen=True)
class Beside:
    """Who else looks at a ticket, who writes on it, and how much was said since the viewer looked."""

    reading: tuple[str, ...] = ()
    writing: tuple[str, ...] = ()
    new: int = 0


def draft_of(viewer: Actor, ticket_id: int) -> DraftSeen | None:
    """The viewer's own draft on a ticket."""
    if viewer.person_id is None:
        return None
    found = _DRAFT(viewer, agent=viewer.person_id, ticket=ticket_id)
    return _seen(found[0]) if found else None


def returned_drafts(viewer: Actor) -> list[DraftSeen]:
    """The viewer's own answers that came back, with the reason."""
    rows = Draft.objects.filter(agent_id__in=viewer.reach.person_ids).exclude(fault="").order_by("saved_at")
    return [_seen(row) for row in rows.values_list(*DRAFT_ROW)[:MOST_NEW]]


def on_the_way(viewer: Actor, ticket_id: int | None = None) -> list[OnTheWay]:
    """The viewer's own answers that have not left, and anybody's on one ticket they serve."""
    if viewer.person_id is None or not viewer.staff:
        return []
    rows = _OUTGOING(viewer, agent=viewer.person_id, ticket=ticket_id or 0)
    names = names_on_the_way(viewer, [row[0] for row in rows if row[-1]])
    return [OnTheWay(*(*row[:-1], names.get(row[0], ()))) for row in rows]


def beside(viewer: Actor, ticket_id: int, *, at: datetime, seen_message_id: int | None = None) -> Beside:
    """Who else is on a ticket that the viewer's teams serve, and how many messages came after the one they saw."""
    viewer.require("tickets.read")
    others = [row for row in _HERE(viewer, ticket=ticket_id, since=at - HERE) if row[0] != viewer.person_id]
    new = len(_NEW(viewer, ticket=ticket_id, seen=seen_message_id)) if seen_message_id else 0
    return Beside(
        reading=tuple(name for _, name, writing in others if not writing),
        writing=tuple(name for _, name, writing in others if writing),
        new=new,
    )


def _seen(row: tuple[int, str, str, str, datetime, Mapping[str, Any]]) -> DraftSeen:
    ticket_id, text, came_back, fault, saved_at, along = row
    box, key = drafts.in_box(came_back, text), drafts.shown_key(came_back, fault)
    return DraftSeen(ticket_id, box, came_back, fault, saved_at, key, drafts.Along.of(along), drafts.text_key(text))


def _served(viewer: Actor, ids: Sequence[int]) -> Any:
    return Ticket.objects.served_by(viewer).filter(pk__in=ids).values("pk")


_DRAFT = Prepared(
    lambda viewer, *, agent, ticket: (
        Draft.objects.filter(agent_id__in=agent, ticket_id__in=ticket)
        .filter(ticket_id__in=_served(viewer, ticket))
        .values_list(*DRAFT_ROW)
    ),
    "agent",
    "ticket",
)
_OUTGOING = Prepared(
    lambda viewer, *, agent, ticket: (
        Outgoing.objects.filter(Q(agent_id__in=agent) | Q(ticket_id__in=_served(viewer, ticket)))
        .annotate(has_files=Exists(DraftFile.objects.filter(outgoing=OuterRef("pk"))))
        .order_by("leaves_at", "pk")
        .values_list(
            *("pk", "ticket_id", "ticket__key", "ticket__requester__name"),
            *("agent_id", "agent__name", "text", "sent_at", "leaves_at"),
            "has_files",
        )
    ),
    "agent",
    "ticket",
)
_HERE = Prepared(
    lambda viewer, *, ticket, since: (
        Presence.objects.filter(ticket_id__in=_served(viewer, ticket), at__gte=since)
        .order_by("person__name")
        .values_list("person_id", "person__name", "writing")
    ),
    "ticket",
)
_NEW = Prepared(
    lambda viewer, *, ticket, seen: (
        Message.objects.in_reach_of(viewer)
        .filter(ticket_id__in=ticket, pk__gt=seen[0])
        .order_by()
        .values_list("pk", flat=True)[:MOST_NEW]
    ),
    "ticket",
    "seen",
)
