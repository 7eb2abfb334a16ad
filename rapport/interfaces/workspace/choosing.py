"""Somebody of a place, chosen in a form: from a list where they are few, by name or address where they are many."""

from __future__ import annotations

from typing import Any

from django import forms

from rapport.domains.people import queries as people
from rapport.domains.people.types import PersonCard
from rapport.foundation.actors import Actor

FEW, MOST_NAMED = 25, 5


class Whom:
    """The people of one site or one organisation, as a form offers them."""

    def __init__(self, viewer: Actor, *, site_id: int | None = None, organisation_id: int | None = None) -> None:
        self.viewer, self.where = viewer, {"site_id": site_id, "organisation_id": organisation_id}
        self.first = people.people_at(viewer, size=FEW + 1, **self.where)

    def offered(self, by: forms.Field, *, nobody: str | None = None, stands: int | None = None) -> forms.Field:
        """The form's field, filled; `nobody`: words for choosing nobody; `stands`: whom it names already."""
        if len(self.first) > FEW:
            errors = {name: said for name, said in by.error_messages.items() if name == "required"}
            return CalledPerson(self, stands, label=by.label, required=by.required, error_messages=errors)
        by.choices = [("", nobody)] * (nobody is not None) + self.first  # type: ignore[attr-defined]
        return by


class CalledPerson(forms.CharField):
    """A person by name or address; its value is their id, or None where nobody has to be named."""

    def __init__(self, whom: Whom, stands: int | None, **named: Any) -> None:
        self.whom = whom
        card = people.names(whom.viewer, [stands]).get(stands) if stands else None
        self.stands = (card.address or card.name) if card else ""
        super().__init__(max_length=200, help_text="Their name, or how it begins, or their address.", **named)

    def prepare_value(self, value: Any) -> Any:
        """Whoever stands already, by address where one is known."""
        return self.stands if isinstance(value, int) else value

    def clean(self, value: Any) -> Any:
        """The one who is meant; where nobody or several may be, says so and keeps what was written."""
        said = super().clean(value)
        if not said:
            return None
        found = people.people_called(self.whom.viewer, said, size=MOST_NAMED + 1, **self.whom.where)
        exact = [one for one in found if said.casefold() in {one.name.casefold(), one.address.casefold()}]
        for likely in (exact, found):
            if len(likely) == 1:
                return likely[0].id
        raise forms.ValidationError(_several(found) if found else f"Nobody here is found by “{said}”.")


def _several(found: list[PersonCard]) -> str:
    told = [f"{one.name} ({one.address or one.site or 'no address'})" for one in found[:MOST_NAMED]]
    more = " and others" if len(found) > MOST_NAMED else ""
    return f"Several may be meant: {', '.join(told)}{more}. Write more of the name, or the address."
