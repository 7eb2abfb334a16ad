"""What a page of a group may be narrowed by, and what we do next with an organisation."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from rapport.domains.ledger.types import Channel, GroupNarrowed
from rapport.interfaces.look.groups import months_back
from rapport.interfaces.web import days
from rapport.interfaces.workspace.person.forms import SeenOwner, SeenStep

MONTHS = (("3", "Three months"), ("12", "Twelve months"), ("24", "Two years"))
IN_WORDS = {"3": "in three months", "12": "in twelve months", "24": "in two years"}
CHANNELS = (
    ("", "Every channel"),
    (Channel.MAIL.value, "Mail"),
    (Channel.PORTAL.value, "Portal"),
    (Channel.PHONE.value, "Phone"),
    (Channel.VISIT.value, "Visit"),
    (Channel.WALK_IN.value, "Walk-in"),
    (Channel.CHAT.value, "Chat"),
    (Channel.IMPORT.value, "Import"),
)
PLANNED = (("", "Planned or not"), ("yes", "Planned"), ("no", "Unplanned"))


class LookForm(forms.Form):
    """Period, team, service, channel, planned or not; what does not fit is as if it were not chosen."""

    months = forms.ChoiceField(label="Period", choices=MONTHS, required=False)
    team = forms.TypedChoiceField(label="Team", coerce=int, empty_value=None, required=False)
    service = forms.TypedChoiceField(label="Service", coerce=int, empty_value=None, required=False)
    channel = forms.ChoiceField(label="Channel", choices=CHANNELS, required=False)
    planned = forms.ChoiceField(label="Plan", choices=PLANNED, required=False)

    def __init__(
        self, *args: Any, teams: tuple[tuple[int, str], ...], services: tuple[tuple[int, str], ...], **named: Any
    ) -> None:
        super().__init__(*args, **named)
        self.teams = teams
        self.fields["team"].choices = [("", "Every team"), *teams]  # type: ignore[attr-defined]
        self.fields["service"].choices = [("", "Every service"), *services]  # type: ignore[attr-defined]
        if len(teams) < 2:
            del self.fields["team"]

    def chosen(self, name: str) -> Any:
        """What was chosen and fits, else nothing."""
        self.is_valid()
        return self.cleaned_data.get(name) or None

    def shown(self) -> tuple[tuple[str, str, tuple[tuple[str, str, bool], ...]], ...]:
        """Name, label and choices of each field as plain values, so that the drawn form can be kept."""
        return tuple((name, str(field.label), self._choices(name, field)) for name, field in self.fields.items())

    def _choices(self, name: str, field: Any) -> tuple[tuple[str, str, bool], ...]:
        chosen = str(self.chosen(name) or ("12" if name == "months" else ""))
        return tuple((str(value), str(said), str(value) == chosen) for value, said in field.choices)

    def months_chosen(self) -> str:
        """How far back."""
        return self.chosen("months") or "12"

    def narrowed(self, today: date) -> GroupNarrowed:
        """The same for the ledger."""
        planned = {"yes": True, "no": False}.get(self.chosen("planned") or "")
        since = months_back(today, int(self.months_chosen()))
        return GroupNarrowed(since, self.chosen("service"), self.chosen("channel") or "", planned)


class GroupStepForm(SeenStep, SeenOwner):
    """Who looks after the relationship, and what comes next."""

    owner = forms.TypedChoiceField(label="Who looks after it", coerce=int, empty_value=None, required=False)
    next_step = forms.CharField(label="What comes next", max_length=200, required=False)
    next_step_on = forms.DateField(
        label="On which day",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": "Choose a day."},
        validators=days.WITHIN,
    )
    field_order = ("owner", "next_step", "next_step_on", "was", "was_on", "was_owner")

    def __init__(self, *args: Any, staff: list[tuple[int, str]], **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["owner"].choices = [("", "Nobody yet"), *staff]  # type: ignore[attr-defined]
