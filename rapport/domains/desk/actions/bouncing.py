"""Delivery reports: the address gets no mail any more, and the ticket says so where the agent sees it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from rapport.domains.desk.actions import saying
from rapport.domains.desk.actions.saying import Saying
from rapport.domains.desk.models import Message, Ticket
from rapport.domains.desk.types import REF, Bounce, Side, TicketChannel
from rapport.foundation import postroom
from rapport.foundation.actors import Actor


@transaction.atomic
def note_bounces(*, bounces: Sequence[Bounce], actor: Actor, at: datetime) -> list[int]:
    """Suppress addresses that refuse mail for good and note every report on its ticket; returns those tickets' ids."""
    for bounce in bounces:
        if bounce.permanent and bounce.address:
            postroom.suppress([bounce.address], bounce.reason or "mail came back", at=at)
    named = {b.token_ref[1] for b in bounces if b.token_ref is not None and b.token_ref[0] == REF}
    tickets = Ticket.objects.in_bulk(named)
    noted = [b for b in bounces if b.token_ref is not None and b.token_ref[1] in tickets and b.token_ref[0] == REF]
    noted = _not_noted_before(noted)
    saying.write([_note(tickets[b.token_ref[1]], b, at) for b in noted], actor=actor, at=at)  # type: ignore[index]
    return [b.token_ref[1] for b in noted]  # type: ignore[index]


def _not_noted_before(bounces: Sequence[Bounce]) -> list[Bounce]:
    raw = [b.raw_mail_id for b in bounces if b.raw_mail_id is not None]
    seen = set(Message.objects.filter(raw_mail_id__in=raw).values_list("raw_mail_id", flat=True))
    fresh: list[Bounce] = []
    for bounce in bounces:
        if bounce.raw_mail_id is None or bounce.raw_mail_id not in seen:
            fresh.append(bounce)
    named = {
        b.raw_mail_id: b for b in reversed(fresh)
    }  # one report may name several addresses: the first is kept by it
    return [b if named[b.raw_mail_id] is b else replace(b, raw_mail_id=None) for b in fresh]


def _note(ticket: Ticket, bounce: Bounce, at: datetime) -> Saying:
    ends = "No more mail is sent there." if bounce.permanent else "It is tried again."
    text = f"Our letter to {bounce.address or 'this person'} came back: {bounce.reason or 'no reason given'}. {ends}"
    message = Message(
        side=Side.NOTE,
        channel=TicketChannel.MAIL,
        text=text,
        said_at=at,
        recorded_at=at,
        raw_mail_id=bounce.raw_mail_id,
    )
    return Saying(ticket, message, source_key="", person_id=ticket.requester_id)
