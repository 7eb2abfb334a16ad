"""What a search has found at the desk, narrowed by who wrote, where, about what and how it stands; and its words."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import Exists, Min, OuterRef, Q, QuerySet

from rapport.domains.desk.models import Message, Ticket, TicketTag
from rapport.domains.desk.types import REF, Side
from rapport.foundation.actors import Actor
from rapport.foundation.prepared import Prepared

Ref = tuple[str, int]
MESSAGE = "message"


@dataclass(frozen=True)
class Narrowing:
    """What is wanted of the desk; None means anything, an empty set nothing."""

    author_ids: frozenset[int] | None = None
    reader_ids: frozenset[int] | None = None
    site_ids: frozenset[int] | None = None
    service_ids: frozenset[int] | None = None
    organisation_ids: frozenset[int] | None = None
    assignee_ids: frozenset[int] | None = None
    states: frozenset[str] | None = None
    kinds: frozenset[str] | None = None
    tags: frozenset[str] | None = None  # all of them
    since: Any = None
    until: Any = None

    @property
    def anything(self) -> bool:
        """Nothing was said that narrows."""
        return self == Narrowing()


@dataclass(frozen=True)
class SaidThere:
    """The words of a message, who said them and when: what tells two findings with the same words apart."""

    text: str
    by: str
    at: datetime


def narrowed(viewer: Actor, refs: Sequence[Ref], by: Narrowing) -> list[Ref]:
    """Those of these tickets and messages that are wanted, in their order; two statements by primary keys."""
    tickets = Ticket.objects.in_reach_of(viewer).filter(pk__in=[pk for kind, pk in refs if kind == REF])
    messages = Message.objects.in_reach_of(viewer).filter(pk__in=[pk for kind, pk in refs if kind == MESSAGE])
    left = {(REF, pk) for pk in tickets.filter(_of_ticket(by, "")).values_list("pk", flat=True)}
    wanted = messages.filter(_of_ticket(by, "ticket__", said=False) & _of_message(by))
    left |= {(MESSAGE, pk) for pk in wanted.values_list("pk", flat=True)}
    return [one for one in refs if one in left]


def tickets_like(viewer: Actor, by: Narrowing, *, size: int = 26) -> list[Ref]:
    """The newest tickets that fit, without any word to look for: those somebody asked for or wrote in."""
    rows = Ticket.objects.in_reach_of(viewer).filter(_of_ticket(replace(by, author_ids=None, reader_ids=None), ""))
    if by.reader_ids is not None:
        rows = rows.filter(requester_id__in=by.reader_ids)
    if by.author_ids is not None:
        said = Message.objects.in_reach_of(viewer).filter(author_id__in=by.author_ids)
        if by.since is not None:
            said = said.filter(said_at__gte=by.since, said_at__lt=by.until)
        rows = rows.filter(Q(requester_id__in=by.author_ids) | Q(pk__in=said.values("ticket_id")))
    if by.since is not None:
        rows = rows.filter(last_message_at__gte=by.since, opened_at__lt=by.until)
    return [(REF, pk) for pk in rows.order_by("-last_message_at", "-pk").values_list("pk", flat=True)[:size]]


def texts_of(viewer: Actor, refs: Collection[Ref]) -> dict[Ref, SaidThere]:
    """What was said in messages, and in the first of each ticket, within reach; two prepared queries."""
    asked = {pk: [(MESSAGE, pk)] for kind, pk in refs if kind == MESSAGE}
    for ticket, first in _FIRSTS(viewer, tickets=[pk for kind, pk in refs if kind == REF]):
        asked.setdefault(first, []).append((REF, ticket))
    said = {pk: SaidThere(text, by or "", at) for pk, text, by, at in _SAID(viewer, ids=list(asked))}
    return {ref: said[pk] for pk, those in asked.items() if pk in said for ref in those}


def _of_ticket(by: Narrowing, to: str, *, said: bool = True) -> Q:
    fields = {
        "site_id": by.site_ids,
        "service_id": by.service_ids,
        "organisation_id": by.organisation_ids,
        "assignee_id": by.assignee_ids,
        "state": by.states,
        "kind": by.kinds,
    }
    if said:
        fields["requester_id"] = by.author_ids
    found = Q(**{f"{to}{name}__in": ids for name, ids in fields.items() if ids is not None})
    for name in by.tags or ():
        ticket = OuterRef(f"{to}pk")
        found &= Q(Exists(TicketTag.objects.filter(ticket_id=ticket, tag__name=name)))
    return found & Q(pk__in=[]) if said and by.reader_ids is not None else found


def _of_message(by: Narrowing) -> Q:
    found = Q() if by.author_ids is None else Q(author_id__in=by.author_ids)
    if by.reader_ids is not None:
        found &= Q(side=Side.OURS, ticket__requester_id__in=by.reader_ids)
    return found


def _firsts(viewer: Actor, *, tickets: Collection[int]) -> QuerySet[Any, Any]:
    rows = Message.objects.in_reach_of(viewer).filter(ticket_id__in=tickets)
    return rows.order_by().values("ticket_id").annotate(first=Min("pk")).values_list("ticket_id", "first")


_FIRSTS = Prepared(_firsts, "tickets")
_SAID = Prepared(
    lambda viewer, *, ids: (
        Message.objects.in_reach_of(viewer).filter(pk__in=ids).values_list("pk", "text", "author__name", "said_at")
    ),
    "ids",
)
