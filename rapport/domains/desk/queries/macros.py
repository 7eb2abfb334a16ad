"""Macros within reach, filled in for one ticket; tags."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet

from rapport.domains.desk.models import Macro, Tag, Ticket, TicketTag
from rapport.domains.desk.rules.macros import filled
from rapport.domains.desk.types import TicketCard
from rapport.foundation.actors import Actor, NotFound
from rapport.foundation.prepared import Prepared

MOST = 200
SHOWN = ("pk", "name", "text", "then", "tags", "takes", "team_id", "team__name")


@dataclass(frozen=True)
class MacroCard:
    """A macro as lists and the answer box know it."""

    id: int
    name: str
    text: str
    then: str
    tags: tuple[str, ...]
    takes: bool
    team_id: int | None
    team: str


def macros(viewer: Actor) -> list[MacroCard]:
    """One's own macros first, then those of one's teams, by name."""
    viewer.require("tickets.answer")
    return [_card(row) for row in _MACROS(viewer)]


def macro(viewer: Actor, macro_id: int) -> MacroCard:
    """One macro within reach."""
    viewer.require("tickets.answer")
    row = _rows(viewer).filter(pk=macro_id).first()
    if row is None:
        raise NotFound
    return _card(row)


def macro_text(viewer: Actor, macro_id: int, card: TicketCard) -> str:
    """The text of a macro with what is known of a ticket in place of its placeholders."""
    values = {
        "person": card.requester,
        "first_name": card.requester.split(" ")[0],
        "ticket": card.key,
        "subject": card.subject,
        "agent": viewer.name,
        "service": card.service,
        "team": card.team,
        "organisation": card.organisation,
    }
    return filled(macro(viewer, macro_id).text, values)


def tags_of(viewer: Actor, ticket_ids: Collection[int]) -> dict[int, tuple[str, ...]]:
    """The tags of tickets that the viewer's teams serve, by name."""
    found: dict[int, tuple[str, ...]] = {}
    for ticket_id, name in _TAGS(viewer, ids=list(ticket_ids)) if viewer.staff else ():
        found[ticket_id] = (*found.get(ticket_id, ()), name)
    return found


def tag_names(viewer: Actor, *, among: Collection[str] = ()) -> list[str]:
    """The tags there are, for a choice among them; of very many the first, and in any case those of `among`."""
    viewer.require("tickets.read")
    rows = Tag.objects.order_by("name").values_list("name", flat=True)
    first = list(rows[:MOST])
    return first if len(first) < MOST or not among else sorted({*first, *rows.filter(name__in=among)})


def _rows(viewer: Actor) -> QuerySet[Any, Any]:
    rows = Macro.objects.in_reach_of(viewer).order_by(F("team_id").asc(nulls_first=True), "name", "pk")
    return rows.values_list(*SHOWN)


def _card(row: Any) -> MacroCard:
    pk, name, text, then, tags, takes, team_id, team = row
    return MacroCard(pk, name, text, then, tuple(tags), takes, team_id, team or "")


_MACROS = Prepared(lambda viewer: _rows(viewer)[:MOST])
_TAGS = Prepared(
    lambda viewer, *, ids: (
        TicketTag.objects.filter(ticket_id__in=ids)
        .filter(ticket_id__in=Ticket.objects.served_by(viewer).filter(pk__in=ids).values("pk"))
        .order_by("tag__name")
        .values_list("ticket_id", "tag__name")
    ),
    "ids",
)
