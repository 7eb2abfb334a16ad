"""Since when somebody uses a service, and until when."""

from __future__ import annotations

from typing import Any

from django import forms

DAY = {"required": "Choose the day.", "invalid": "Choose a day."}


class UseForm(forms.Form):
    """One more service, from a day on."""

    service = forms.TypedChoiceField(
        label="They also use", coerce=int, error_messages={"invalid_choice": "Choose one of the services."}
    )
    since = forms.DateField(label="Since", widget=forms.DateInput(attrs={"type": "date"}), error_messages=DAY)

    def __init__(self, *given: Any, services: list[tuple[int, str]], **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["service"].choices = services  # type: ignore[attr-defined]


class EndForm(forms.Form):
    """The last day on which they used it."""

    until = forms.DateField(label="Last day", widget=forms.DateInput(attrs={"type": "date"}), error_messages=DAY)
