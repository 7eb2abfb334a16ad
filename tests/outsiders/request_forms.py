"""The form of a service that only Marta uses, and what she filled in."""

from __future__ import annotations

from rapport.domains.desk import actions, queries
from rapport.domains.desk.models import CustomField, Ticket
from rapport.foundation.actors import system
from tests.outsiders.cases import Case
from tests.world import World


def field_of(w: World) -> int:
    """What the form of her service asks."""
    from tests.outsiders.knowledge import service_of_marta

    service = service_of_marta(w)
    known = CustomField.objects.filter(service_id=service, asked=True, on_form=True).first()
    if known is not None:
        return known.pk
    return actions.keep_field(service_id=service, name="Which lamp", on_form=True, actor=system(), at=w.at).pk


def _service(w: World) -> int:
    return CustomField.objects.get(pk=field_of(w)).service_id


def _filled(w: World) -> int:
    """A request of hers with the form filled in."""
    field_id, text = field_of(w), "The lighthouse lamp is out."
    known = Ticket.objects.filter(subject=text, requester_id=w.marta).first()
    if known is not None:
        return known.pk
    said = {"text": text, "service_id": _service(w), "answers": {field_id: "The upper one"}}
    return actions.open_ticket(**said, actor=w.cast.marta, at=w.at).pk


QUERIES = {
    "request_fields": Case(lambda w, who, on: queries.request_fields(who, on), on=_service, insider="marta"),
    "filled_in": Case(lambda w, who, on: queries.filled_in(who, on), on=_filled, insider="marta"),
}
