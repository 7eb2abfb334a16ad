"""One honest letter before we are late: what was told, that it may take longer, who writes next."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from rapport.domains.desk.actions.letters import Correspondence
from rapport.domains.desk.models import Mailbox, Ticket
from rapport.domains.desk.queries import lateness, thread
from rapport.domains.desk.queries.lateness import Addressed
from rapport.domains.ledger import actions as ledger
from rapport.domains.ledger.types import NewTrace
from rapport.domains.promises import actions as promises
from rapport.domains.promises import queries as promised
from rapport.domains.promises.types import PromiseSeen, TargetSeen
from rapport.foundation import postroom
from rapport.foundation.actors import Actor

KIND = "lateness"
SOON = timedelta(minutes=15)  # who closes within this time is as good as gone


@transaction.atomic
def tell_of_lateness(*, promise_ids: Collection[int], actor: Actor, at: datetime) -> list[int]:
    """Write to those who were promised something that may be late, one letter a ticket; the promises told of.

    Nobody is told twice of a promise, nor of one that was kept or withdrawn meanwhile. Machines and addresses that
    get no mail are left out, and so is everybody while there is no mailbox: agents see all of it on Today.
    """
    actor.require("tickets.answer")
    late = promised.promises_to_tell(actor, promise_ids, at=at)
    addressed = _addressed(actor, late)
    wanted = [p.id for p in late if p.ref in addressed and addressed[p.ref].card.id == p.person_id]
    told = promises.note_told_late(promise_ids=wanted, actor=actor, at=at)
    _write(addressed, [p for p in late if p.id in told], actor=actor, at=at)
    return told


@transaction.atomic
def tell_of_late_targets(*, estimate_ids: Collection[int], actor: Actor, at: datetime) -> list[int]:
    """The same for aims that people were told and that nobody has replaced by a promise."""
    actor.require("tickets.answer")
    late = promised.targets_to_tell(actor, estimate_ids)
    addressed = _addressed(actor, late)
    wanted = [t.id for t in late if t.ref in addressed and addressed[t.ref].card.id == t.person_id]
    told = promises.note_targets_told(estimate_ids=wanted, actor=actor, at=at)
    _write(addressed, [t for t in late if t.id in told], actor=actor, at=at)
    return told


def _addressed(actor: Actor, late: Sequence[PromiseSeen | TargetSeen]) -> Mapping[tuple[str, int], Addressed]:
    return lateness.addressed(actor, [one.ref for one in late]) if late and Mailbox.objects.exists() else {}


def _write(
    addressed: Mapping[tuple[str, int], Addressed],
    late: Sequence[PromiseSeen | TargetSeen],
    *,
    actor: Actor,
    at: datetime,
) -> None:
    """One letter a ticket with all that may be late, and a trace each, no act: a notice completes nothing."""
    named = {ref: [one for one in late if one.ref == ref] for ref in dict.fromkeys(one.ref for one in late)}
    if not named:
        return
    post, back = Correspondence([addressed[ref].ticket for ref in named]), promised.next_opening(at + SOON)
    letters = []
    for ref, about in named.items():
        said = _said(addressed[ref].ticket, about, back=back, at=at)
        letters.append(_letter(post, addressed[ref], said, actor=actor, at=at))
    postroom.post(letters, at=at)
    traces = [NewTrace(person_id=addressed[ref].card.id, kind=KIND, at=at, ref=ref) for ref in named]
    ledger.record_traces(traces, actor=actor, at=at)


def _letter(
    post: Correspondence, to: Addressed, said: dict[str, Any], *, actor: Actor, at: datetime
) -> postroom.NewLetter:
    before = thread.chain_of(actor, to.ticket.pk)
    return post.letter(
        to.ticket,
        kind=KIND,
        address=to.card.address,
        subject=before.subject or to.ticket.subject,
        said=said,
        in_reply_to=before.last,
        references=before.references,
        automatic=True,
        at=at,
    )


def _said(ticket: Ticket, late: Sequence[PromiseSeen | TargetSeen], *, back: datetime, at: datetime) -> dict[str, Any]:
    return {
        "late": [
            {
                "text": one.text if isinstance(one, PromiseSeen) else "",
                "aim": one.about if isinstance(one, TargetSeen) else "",
                "due_at": one.due_at.isoformat(),
                "passed": one.due_at < at,
            }
            for one in late
        ],
        "agent": ticket.assignee.name if ticket.assignee else "",
        "back_at": back.isoformat() if back > at + SOON else None,
        "said_at": at.isoformat(),
    }
