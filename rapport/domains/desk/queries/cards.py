"""Cards of tickets, messages and held mail, so that a timeline or a search can name them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from rapport.domains.desk.models import Message, Ticket
from rapport.domains.desk.types import REF
from rapport.foundation.actors import Actor
from rapport.foundation.prepared import Prepared
from rapport.foundation.refs import Card, cards_of


@cards_of(REF)
def _ticket_cards(viewer: Actor, ids: Collection[int]) -> dict[int, Card]:
    return {ticket[0]: _card(viewer, ticket) for ticket in _TICKETS(viewer, ids=ids)}


@cards_of("message")
def _message_cards(viewer: Actor, ids: Collection[int]) -> dict[int, Card]:
    return {pk: _card(viewer, ticket) for pk, *ticket in _MESSAGES(viewer, ids=ids)}


NAMES = ("pk", "key", "subject", "public_key", "state", "team_id")
_TICKETS = Prepared(
    lambda viewer, *, ids: Ticket.objects.in_reach_of(viewer).filter(pk__in=ids).values_list(*NAMES), "ids"
)
_MESSAGES = Prepared(
    lambda viewer, *, ids: (
        Message.objects.in_reach_of(viewer).filter(pk__in=ids).values_list("pk", *(f"ticket__{name}" for name in NAMES))
    ),
    "ids",
)


def _card(viewer: Actor, ticket: Sequence[Any]) -> Card:
    """Those who serve it go to the desk's page, those who asked to their own."""
    ticket_id, key, subject, public_key, state, team_id = ticket
    serves = viewer.reach.whole or (viewer.staff and team_id in viewer.reach.team_ids)
    title = f"{key} {subject}"
    if serves:
        return Card(title, "workspace:ticket", (ticket_id,), state)
    return Card(title, "portal:request", (public_key,), state)


def refs_of_keys(viewer: Actor, keys: Collection[str], *, organisation_id: int) -> dict[str, tuple[str, int]]:
    """Tickets of one organisation within reach by the keys people know them by, such as NW-12."""
    by_key = {key.strip().lstrip("#").upper(): key for key in keys}
    rows = Ticket.objects.in_reach_of(viewer).filter(key__in=list(by_key), organisation_id=organisation_id)
    return {by_key[key]: (REF, pk) for key, pk in rows.values_list("key", "pk")}


def refs_of_source(
    viewer: Actor, source: str, numbers: Collection[str], *, organisation_id: int
) -> dict[str, tuple[str, int]]:
    """Numbers of another desk that an import brought here as tickets of one organisation, within reach."""
    keys = {f"{source}:{number}": number for number in numbers}
    rows = Ticket.objects.in_reach_of(viewer).filter(source_key__in=list(keys), organisation_id=organisation_id)
    return {keys[key or ""]: (REF, pk) for key, pk in rows.values_list("source_key", "pk")}
