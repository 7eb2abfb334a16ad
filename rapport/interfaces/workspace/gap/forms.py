"""What these pages ask for: who takes a gap, what was found, and which share should be satisfied."""

from __future__ import annotations

from typing import Any

from django import forms

Choices = list[tuple[int, str]]
DAY: dict[str, Any] = {
    "widget": forms.DateInput(attrs={"type": "date"}),
    "error_messages": {"invalid": "Choose a day."},
}


class TakeForm(forms.Form):
    """Owner, next step and day, with words for those who come after."""

    owner_id = forms.TypedChoiceField(label="Who looks after it", coerce=int)
    next_step = forms.CharField(
        label="What comes next", max_length=200, error_messages={"required": "Say what comes next, in a few words."}
    )
    next_on = forms.DateField(label="On which day", required=False, **DAY)
    words = forms.CharField(
        label="What you know so far", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, owners: Choices, **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["owner_id"].choices = owners  # type: ignore[attr-defined]


class CloseForm(forms.Form):
    """What was found: why they were unhappy, and what was done about it."""

    found = forms.CharField(
        label="What was found",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say what was found, so that nobody has to look again."},
    )


class TargetForm(forms.Form):
    """The share of people who should be satisfied, in percent; empty takes a service's own target back."""

    service_id = forms.TypedChoiceField(label="Service", coerce=int)
    share = forms.IntegerField(
        label="Satisfied, in percent",
        required=False,
        min_value=1,
        max_value=100,
        help_text="Empty: what holds for everything.",
        error_messages={"invalid": "Give a whole number from 1 to 100."},
    )

    def __init__(self, *args: Any, services: Choices, **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["service_id"].choices = services  # type: ignore[attr-defined]
