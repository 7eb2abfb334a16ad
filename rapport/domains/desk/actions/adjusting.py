"""Several changes of one ticket at once: all of them, or none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from rapport.domains.desk.actions.changing import WrongChange, assign, set_kind, set_priority, set_service
from rapport.domains.desk.actions.fields import set_fields
from rapport.domains.desk.actions.tagging import set_tags
from rapport.domains.desk.actions.things import set_thing
from rapport.domains.desk.queries import changing
from rapport.foundation.actors import Actor

# The service first: with it a ticket may go to another team, and then nobody has it until somebody is named.
FACTS: Mapping[str, Callable[..., Any]] = {
    "service_id": set_service,
    "assignee_id": assign,
    "kind": set_kind,
    "priority": set_priority,
}
MORE: Mapping[str, tuple[str, Callable[..., Any]]] = {
    "tags": ("names", set_tags),
    "fields": ("values", set_fields),
    "installed_id": ("installed_id", set_thing),
}


@transaction.atomic
def change_ticket(*, ticket_id: int, changes: Mapping[str, Any], actor: Actor, at: datetime) -> None:
    """Change what is named and nothing else: service_id, assignee_id, kind, priority, tags, fields (by
    their ids), installed_id.
    """
    ticket = changing.ticket_to_change(actor, ticket_id)
    if not changes or not changes.keys() <= FACTS.keys() | MORE.keys():
        raise WrongChange(f"Name what to change: {', '.join([*FACTS, *MORE])}. Nothing was changed.")
    for name, step in FACTS.items():
        if name in changes and changes[name] != getattr(changing.ticket_to_change(actor, ticket.pk), name):
            step(ticket_id=ticket.pk, actor=actor, at=at, **{name: changes[name]})
    for name, (said, step) in MORE.items():
        if name in changes:
            step(ticket_id=ticket.pk, actor=actor, at=at, **{said: changes[name]})
