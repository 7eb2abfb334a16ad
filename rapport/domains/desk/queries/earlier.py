"""Answers of ours to something like it: found by the words of the subject, one of each earlier ticket."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from rapport.domains.desk.models import Message
from rapport.domains.desk.queries import tickets
from rapport.domains.desk.types import REF, Side
from rapport.foundation import search
from rapport.foundation.actors import Actor, NotFound

WORD = re.compile(r"\w{4,}")
MOST_WORDS, SHOWN, READ = 3, 8, 40


@dataclass(frozen=True)
class EarlierAnswer:
    """What we wrote then, on which ticket, and how that one stands."""

    message_id: int
    ticket_id: int
    key: str
    subject: str
    state: str
    text: str
    said_at: datetime


def earlier_answers(viewer: Actor, ticket_id: int, *, words: str = "") -> list[EarlierAnswer]:
    """The last answers to earlier tickets of the same service that have these words, or those of the subject.

    Every word is asked for first, then one fewer each time, the shortest first, until something is found.
    """
    viewer.require("tickets.answer")
    card = tickets.ticket_card(viewer, ticket_id)
    asked = _words(words or card.subject)
    while asked:
        hits = search.find(viewer, " ".join(asked), kinds=[REF], size=READ).rows
        found = _answers(viewer, [hit.ref_id for hit in hits if hit.ref_id != card.id], card.service_id)
        if found:
            return found
        asked = [] if words else asked[:-1]
    return []


def answer_text(viewer: Actor, message_id: int) -> str:
    """What we wrote in one answer within reach."""
    viewer.require("tickets.answer")
    rows = Message.objects.in_reach_of(viewer).filter(pk=message_id, side=Side.OURS)
    found = rows.values_list("text", flat=True).first()
    if found is None:
        raise NotFound
    return found


def _words(text: str) -> list[str]:
    """The longest words, which say most."""
    return sorted(dict.fromkeys(WORD.findall(text.casefold())), key=len, reverse=True)[:MOST_WORDS]


def _answers(viewer: Actor, ids: list[int], service_id: int | None) -> list[EarlierAnswer]:
    rows = Message.objects.in_reach_of(viewer).filter(ticket_id__in=ids, side=Side.OURS).exclude(text="")
    rows = rows if service_id is None else rows.filter(ticket__service_id=service_id)
    names = ("ticket__key", "ticket__subject", "ticket__state", "text", "said_at")
    last = {row[1]: row for row in rows.order_by("said_at", "pk").values_list("pk", "ticket_id", *names)}
    return [EarlierAnswer(*last[pk]) for pk in ids if pk in last][:SHOWN]
