"""What somebody fills in on the form of a service, checked before anything is opened and kept on the ticket."""

from __future__ import annotations

from collections.abc import Mapping

from rapport.domains.desk.models import CustomField, FieldValue, Ticket
from rapport.domains.desk.rules.fields import kept_value

NOT_SENT = "Nothing was sent."


class Filled(dict[int, str]):
    """Of each field of a form what was filled in."""

    @classmethod
    def of(cls, service_id: int | None, given: Mapping[int, str]) -> Filled:
        """What the form of the service asks and nothing else; WrongField where something is missing or does not fit."""
        rows = (
            CustomField.objects.filter(service_id=service_id, asked=True, on_form=True) if service_id and given else []
        )
        found = cls()
        for row in rows:
            said, must = given.get(row.pk, ""), row.required
            value = kept_value(row.kind, said, name=row.name, choices=row.choices, required=must, then=NOT_SENT)
            if value:
                found[row.pk] = value
        return found

    def keep(self, ticket: Ticket) -> None:
        """Write it beside the ticket."""
        rows = (FieldValue(ticket=ticket, field_id=pk, value=value) for pk, value in self.items())
        FieldValue.objects.bulk_create(rows)
