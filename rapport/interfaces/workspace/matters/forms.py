"""What is asked about matters: how long a silence, which act belongs where, a name."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms

UNITS = (("hours", "hours"), ("days", "days"))
LONGEST = timedelta(days=365)


class LengthForm(forms.Form):
    """A length of time by hand."""

    many = forms.IntegerField(
        label="A silence of",
        min_value=1,
        max_value=9999,
        error_messages={"required": "Say how long.", "invalid": "Use digits.", "min_value": "One hour is the least."},
    )
    unit = forms.ChoiceField(label="Counted in", choices=UNITS)

    def clean(self) -> dict[str, Any]:
        """Refuse what is longer than a year."""
        given = super().clean() or {}
        if given.get("many") and given.get("unit") and self.length() > LONGEST:
            self.add_error("many", "A year is the most. Nothing was changed.")
        return given

    def length(self) -> timedelta:
        """What was said as one length of time."""
        return timedelta(**{self.cleaned_data["unit"]: self.cleaned_data["many"]})


class ChoiceForm(forms.Form):
    """What shall become of an act or an episode."""

    kind = forms.ChoiceField(choices=[("move", ""), ("split", ""), ("join", "")])
    act = forms.IntegerField(required=False, min_value=1, max_value=2**62)
    other = forms.IntegerField(required=False, min_value=1, max_value=2**62)


class NameForm(forms.Form):
    """What an episode is called."""

    words = forms.CharField(
        label="What it is called",
        max_length=200,
        help_text="In their words, if you know them. It holds against the subjects of later messages.",
        error_messages={"required": "A name needs some words; the episode keeps the one it has."},
    )
