"""The thread of a ticket as an answer continues it. The notes of a team are no part of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import Q

from rapport.domains.desk.models import Message
from rapport.domains.desk.types import Side, TicketChannel
from rapport.foundation.actors import Actor

LONGEST = 50
QUOTED = 2000
# Logged by hand after it happened; what the actions let be logged.
CONTACTS = frozenset({TicketChannel.PHONE, TicketChannel.WALK_IN, TicketChannel.VISIT, TicketChannel.CHAT})


@dataclass(frozen=True)
class Chain:
    """What the next letter refers to: the last mail of theirs, all ids, their subject and their words."""

    last: str = ""
    references: list[str] = field(default_factory=list)
    subject: str = ""
    quoted: str = ""


def chain_of(viewer: Actor, ticket_id: int) -> Chain:
    """The ids of a conversation, oldest first, and the customer's own last subject; one query."""
    rows = Message.objects.in_reach_of(viewer).filter(ticket_id=ticket_id).exclude(side=Side.NOTE).order_by("-pk")
    messages = list(rows.only("mail_id", "references", "mail_subject", "side", "text")[:LONGEST])
    theirs = [m for m in messages if m.side == Side.THEIRS]
    last = next((m for m in theirs if m.mail_id), None)
    ids = [i for m in reversed(messages) for i in (*m.references, m.mail_id) if i]
    if last is not None:  # what it answers stands last, as RFC 5322 3.6.4 has it
        ids = [i for i in ids if i != last.mail_id] + [last.mail_id]
    first, *later = list(dict.fromkeys(ids)) or [""]
    return Chain(
        last=last.mail_id if last is not None else "",
        references=[first, *later[-LONGEST:]],
        subject=next((m.mail_subject for m in theirs if m.mail_subject), ""),
        quoted=theirs[0].text[:QUOTED] if theirs else "",
    )


def newest_message(viewer: Actor, ticket_id: int) -> int | None:
    """The id of the message that came last, wherever its own date puts it among the others.

    A call or visit the viewer logged is no news to them, so it stops no answer of theirs.
    """
    theirs = Q(author_id=viewer.person_id) | Q(noted_by_id=viewer.person_id)
    rows = Message.objects.in_reach_of(viewer).filter(ticket_id=ticket_id).exclude(theirs, channel__in=CONTACTS)
    return rows.order_by("-pk").values_list("pk", flat=True).first()
