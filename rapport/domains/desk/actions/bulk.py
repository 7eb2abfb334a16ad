"""One change of several tickets at once: all of them, or none."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction

from rapport.domains.desk.actions.changing import WrongChange, finish
from rapport.domains.desk.actions.following import record_turns
from rapport.domains.desk.actions.tagging import put_on
from rapport.domains.desk.events import TicketAssigned
from rapport.domains.desk.models import Ticket
from rapport.domains.desk.queries import changing
from rapport.domains.desk.rules.macros import tag_names
from rapport.domains.desk.types import DONE, PRIORITIES, REF
from rapport.domains.ledger.types import ENDS
from rapport.domains.people import queries as people
from rapport.domains.promises import actions as promises
from rapport.foundation import audit, events
from rapport.foundation.actors import Actor, NotFound

MOST = 100


@transaction.atomic
def change_many(
    *,
    ticket_ids: Collection[int],
    assign_to: str = "",
    tags: str = "",
    priority: int | None = None,
    solve: bool = False,
    actor: Actor,
    at: datetime,
) -> int:
    """Give tickets to somebody (an id, or "nobody"), tag them, say how urgent they are, solve them; how many."""
    rows = changing.tickets_to_change(actor, ticket_ids)
    if not rows:
        raise WrongChange("No ticket was ticked. Nothing was changed; tick at least one.")
    if len(rows) > MOST:
        raise WrongChange(f"At most {MOST} tickets at once. Nothing was changed.")
    done = [assign_to, tags.strip(), priority, solve]
    if not any(done):
        raise WrongChange("Nothing was chosen to be done with them. Nothing was changed.")
    if assign_to:
        _assign(rows, assign_to, actor=actor, at=at)
    put_on(rows, tag_names(tags), actor=actor, at=at)
    if priority is not None:
        _set_priority(rows, priority, actor=actor, at=at)
    to_solve = [row for row in rows if solve and row.state not in DONE]
    for row in to_solve:
        finish(row, actor=actor, at=at)
    record_turns(to_solve, kind=ENDS, actor=actor, at=at)
    lines = [audit.Line("ticket.changed_with_others", REF, row.pk) for row in rows]
    audit.record_many(lines, actor=actor, at=at)
    return len(rows)


def _assign(rows: Sequence[Ticket], to: str, *, actor: Actor, at: datetime) -> None:
    assignee_id = None if to == "nobody" else int(to) if to.isascii() and to.isdigit() and len(to) < 16 else 0
    if assignee_id is not None:
        card = people.names(actor, [assignee_id]).get(assignee_id)
        if card is None or not card.staff:
            raise NotFound
    Ticket.objects.filter(pk__in=[row.pk for row in rows]).update(assignee_id=assignee_id)
    for row in rows:
        row.assignee_id = assignee_id
        events.publish(TicketAssigned(ticket_id=row.pk, assignee_id=assignee_id, at=at))


def _set_priority(rows: Sequence[Ticket], priority: int, *, actor: Actor, at: datetime) -> None:
    if priority not in PRIORITIES:
        raise WrongChange("A priority is 1, 2, 3 or 4.")
    Ticket.objects.filter(pk__in=[row.pk for row in rows]).update(priority=priority)
    promises.retarget([(REF, row.pk) for row in rows], priority=priority, actor=actor, at=at)
