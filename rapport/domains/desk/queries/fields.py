"""Custom fields of services, and what a ticket says in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Subquery

from rapport.domains.desk.models import CustomField, FieldValue, Ticket
from rapport.domains.people import queries as people
from rapport.foundation.actors import Actor
from rapport.foundation.prepared import Prepared

SHOWN = ("pk", "service_id", "service__name", "name", "kind", "choices", "required", "on_form")


@dataclass(frozen=True)
class FieldCard:
    """One custom field, on a ticket with what it says there."""

    id: int
    service_id: int
    service: str
    name: str
    kind: str
    choices: tuple[str, ...]
    required: bool
    on_form: bool = False
    value: str = ""


def custom_fields(viewer: Actor) -> list[FieldCard]:
    """Every custom field there is, by service."""
    viewer.require("tickets.read")
    rows = CustomField.objects.filter(asked=True).order_by("service__name", "place", "pk").values_list(*SHOWN)
    return [_card(row) for row in rows]


def fields_of(viewer: Actor, ticket_id: int) -> list[FieldCard]:
    """What the service of a ticket that the viewer's teams serve asks for, and what the ticket says."""
    return [_card(row) for row in _FIELDS(viewer, ticket=ticket_id)] if viewer.staff else []


def request_fields(viewer: Actor, service_id: int) -> list[FieldCard]:
    """What the form of a service within reach asks of whoever sends it."""
    people.service(viewer, service_id)
    rows = CustomField.objects.filter(service_id=service_id, asked=True, on_form=True).order_by("place", "pk")
    return [_card(row) for row in rows.values_list(*SHOWN)]


def filled_in(viewer: Actor, ticket_id: int) -> list[tuple[str, str]]:
    """What the form asked and a ticket within reach says, in the order of the form."""
    return _FILLED(viewer, ticket=ticket_id)


def _card(row: Sequence[Any]) -> FieldCard:
    pk, service_id, service, name, kind, choices, required, on_form, *value = row
    return FieldCard(
        pk, service_id, service, name, kind, tuple(choices), required, on_form, *(one or "" for one in value)
    )


def _fields(viewer: Actor, *, ticket: list[int]) -> Any:
    served = Ticket.objects.served_by(viewer).filter(pk__in=ticket)
    said = FieldValue.objects.filter(field_id=OuterRef("pk"), ticket_id__in=ticket).values("value")[:1]
    rows = CustomField.objects.filter(asked=True, service_id__in=served.values("service_id")).annotate(
        said=Subquery(said)
    )
    return rows.order_by("place", "pk").values_list(*SHOWN, "said")


def _filled(viewer: Actor, *, ticket: list[int]) -> Any:
    seen = Ticket.objects.in_reach_of(viewer).filter(pk__in=ticket)
    rows = FieldValue.objects.filter(ticket__in=seen.values("pk"), field__on_form=True)
    return rows.order_by("field__place", "field_id").values_list("field__name", "value")


_FIELDS = Prepared(_fields, "ticket")
_FILLED = Prepared(_filled, "ticket")
