"""Tickets that are one now, that could be, or that belong together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from rapport.domains.desk.models import Attachment, Merge, Message, Participant, Ticket, TicketLink
from rapport.domains.desk.queries import tickets
from rapport.domains.desk.rules.joining import may_be_undone
from rapport.domains.desk.types import REF, Side, TicketCard
from rapport.domains.people import queries as people
from rapport.domains.promises import queries as promises
from rapport.foundation.actors import Actor, NotFound
from rapport.foundation.prepared import Prepared

NEAR, MOST_MEANWHILE = 8, 20


@dataclass(frozen=True)
class MergeOutcome:
    """What would come of a merge: how much moves, and who joins the kept conversation."""

    merged: TicketCard
    kept: TicketCard
    messages: int
    files: int
    promises: int
    joining: tuple[str, ...]


@dataclass(frozen=True)
class Merged:
    """A ticket that was merged into this one."""

    id: int
    key: str
    subject: str
    by: str
    at: datetime
    may_be_undone: bool
    ticket_id: int = 0


@dataclass(frozen=True)
class Meanwhile:
    """A message that came while two tickets were one, and stays in the kept one when they are parted."""

    ticket_id: int
    key: str
    message_id: int
    author: str
    said_at: datetime
    text: str


@dataclass(frozen=True)
class Linked:
    """A ticket that belongs to this one, and how this one stands to it."""

    ticket_id: int
    key: str
    subject: str
    state: str
    said: str


BACKWARDS = {"related": "related to", "caused by": "cause of", "follow-up": "followed by"}
FORWARDS = {"related": "related to", "caused by": "caused by", "follow-up": "follow-up of"}


def merge_outcome(viewer: Actor, ticket_id: int, into_id: int) -> MergeOutcome:
    """What merging one ticket into another would do; nothing is changed."""
    viewer.require("tickets.answer")
    merged, kept = tickets.ticket_card(viewer, ticket_id), tickets.ticket_card(viewer, into_id)
    here = Participant.objects.filter(ticket_id=kept.id).values("person_id")
    joining = Participant.objects.filter(ticket_id=merged.id).exclude(person_id__in=here)
    promise = promises.standing_of(viewer, [(REF, merged.id)]).get((REF, merged.id))
    return MergeOutcome(
        merged=merged,
        kept=kept,
        messages=Message.objects.in_reach_of(viewer).filter(ticket_id=merged.id).count(),
        files=Attachment.objects.filter(message__ticket_id=merged.id).count(),
        promises=1 if promise is not None and promise.promise else 0,
        joining=tuple(joining.order_by("person__name").values_list("person__name", flat=True)),
    )


def mergeable(viewer: Actor, ticket_id: int) -> list[TicketCard]:
    """Tickets this one is likely one with: open ones of the same person, the newest first."""
    viewer.require("tickets.read")
    card = tickets.ticket_card(viewer, ticket_id)
    same = people.same_human(viewer, card.requester_id)
    rows = Ticket.objects.served_by(viewer).unsolved().filter(requester_id__in=same, merged_into__isnull=True)
    return tickets.cards_of(viewer, rows.exclude(pk=card.id), size=NEAR)


def merged_in(viewer: Actor, ticket_id: int, *, at: datetime) -> list[Merged]:
    """What was merged into a ticket and stands in it still, the newest first."""
    rows = _MERGED(viewer, ticket=ticket_id)
    return [
        Merged(pk, key, subject, by or "", made_at, may_be_undone(made_at=made_at, undone_at=None, at=at), ticket_id)
        for pk, key, subject, by, made_at, ticket_id in rows
    ]


def came_meanwhile(viewer: Actor, merge_id: int) -> list[Meanwhile]:
    """What both sides said since two tickets became one, the oldest first; nobody knows for which of them it was."""
    viewer.require("tickets.read")
    served = Ticket.objects.served_by(viewer).values("pk")
    made = Merge.objects.select_related("kept").filter(pk=merge_id, kept_id__in=served).first()
    if made is None:
        raise NotFound
    rows = Message.objects.in_reach_of(viewer).filter(ticket_id=made.kept_id, recorded_at__gte=made.made_at)
    rows = rows.exclude(side=Side.NOTE).exclude(pk__in=made.moved["messages"]).select_related("author")
    return [
        Meanwhile(made.kept_id, made.kept.key, one.pk, one.author.name if one.author else "", one.said_at, one.text)
        for one in rows.order_by("said_at", "pk")[:MOST_MEANWHILE]
    ]


def linked(viewer: Actor, ticket_id: int) -> list[Linked]:
    """Tickets that belong to this one, within reach, whichever side said so."""
    rows = _LINKED(viewer, one=ticket_id, other=ticket_id)
    return [_linked(row, ticket_id) for row in rows]


def _linked(row: tuple[str, int, str, str, str, int, str, str, str], ticket_id: int) -> Linked:
    kind, one, key, subject, state, other, other_key, other_subject, other_state = row
    if one == ticket_id:
        return Linked(other, other_key, other_subject, other_state, FORWARDS[kind])
    return Linked(one, key, subject, state, BACKWARDS[kind])


def _links(viewer: Actor, *, one: list[int], other: list[int]) -> object:
    seen = Ticket.objects.served_by(viewer).filter(merged_into__isnull=True).values("pk")
    rows = TicketLink.objects.filter(Q(ticket_id__in=one) | Q(other_id__in=other))
    rows = rows.filter(ticket_id__in=seen, other_id__in=seen).order_by("made_at", "pk")
    names = ("key", "subject", "state")
    return rows.values_list(
        "kind", "ticket_id", *(f"ticket__{n}" for n in names), "other_id", *(f"other__{n}" for n in names)
    )


_LINKED = Prepared(_links, "one", "other")  # type: ignore[arg-type]
_MERGED = Prepared(
    lambda viewer, *, ticket: (
        Merge.objects.filter(kept_id__in=ticket, undone_at__isnull=True)
        .filter(kept_id__in=Ticket.objects.served_by(viewer).values("pk"))
        .order_by("-made_at", "-pk")
        .values_list("pk", "merged__key", "merged__subject", "made_by__name", "made_at", "merged_id")
    ),
    "ticket",
)
