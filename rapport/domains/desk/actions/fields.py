"""Custom fields of services, and what tickets say in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from rapport.domains.desk.models import CustomField, FieldValue
from rapport.domains.desk.queries import changing
from rapport.domains.desk.rules.fields import KINDS, WrongField, kept_value
from rapport.domains.desk.types import REF
from rapport.domains.people import queries as people
from rapport.foundation import audit
from rapport.foundation.actors import Actor, NotFound

MOST = 20


@transaction.atomic
def keep_field(
    *,
    service_id: int,
    name: str,
    kind: str = "text",
    choices: Sequence[str] = (),
    required: bool = False,
    on_form: bool = False,
    field_id: int | None = None,
    actor: Actor,
    at: datetime,
) -> CustomField:
    """Ask something about every ticket of a service; a field keeps its kind, so that what was said stays true."""
    actor.require("settings.write")
    service = people.service(actor, service_id)
    row = _to_change(field_id, service.pk) if field_id is not None else CustomField(service_id=service.pk, kind=kind)
    named = list(dict.fromkeys(" ".join(one.split()) for one in choices if one.strip()))
    _refuse(row, " ".join(name.split()), named)
    row.name, row.choices, row.required, row.on_form = " ".join(name.split()), named, required, on_form
    row.place = row.place or CustomField.objects.filter(service_id=service.pk).count() + 1
    row.save()
    audit.record("field.kept", actor=actor, subject_kind="field", subject_id=row.pk, at=at)
    return row


@transaction.atomic
def remove_field(*, field_id: int, actor: Actor, at: datetime) -> None:
    """Ask it no more; what tickets said in it stays with them."""
    actor.require("settings.write")
    if not CustomField.objects.filter(pk=field_id, asked=True).update(asked=False):
        raise NotFound
    audit.record("field.removed", actor=actor, subject_kind="field", subject_id=field_id, at=at)


@transaction.atomic
def set_fields(*, ticket_id: int, values: Mapping[int, str], actor: Actor, at: datetime) -> None:
    """Say on a ticket what its service asks for; a field that is not named stays as it is."""
    ticket = changing.ticket_to_change(actor, ticket_id)
    asked = {row.pk: row for row in CustomField.objects.filter(service_id=ticket.service_id or 0, asked=True)}
    if set(values) - asked.keys():
        raise NotFound
    said = {
        pk: kept_value(
            asked[pk].kind, text, name=asked[pk].name, choices=asked[pk].choices, required=asked[pk].required
        )
        for pk, text in values.items()
    }
    FieldValue.objects.filter(ticket=ticket, field_id__in=said).delete()
    rows = [FieldValue(ticket=ticket, field_id=pk, value=value) for pk, value in said.items() if value]
    FieldValue.objects.bulk_create(rows)
    audit.record("ticket.fields_set", actor=actor, subject_kind=REF, subject_id=ticket.pk, at=at)


def _to_change(field_id: int, service_id: int) -> CustomField:
    row = CustomField.objects.select_for_update().filter(pk=field_id, service_id=service_id, asked=True).first()
    if row is None:
        raise NotFound
    return row


def _refuse(row: CustomField, name: str, choices: Sequence[str]) -> None:
    if not name or row.kind not in KINDS:
        raise WrongField("A field needs a name and a kind.")
    if row.kind == "choice" and len(choices) < 2:
        raise WrongField("A choice needs at least two things to choose from, one in each line.")
    others = CustomField.objects.filter(service_id=row.service_id, asked=True).exclude(pk=row.pk)
    if others.filter(name=name).exists():
        raise WrongField(f"This service asks for “{name}” already.")
    if row.pk is None and others.count() >= MOST:
        raise WrongField(f"A service asks for at most {MOST} things. People answer few questions well.")
