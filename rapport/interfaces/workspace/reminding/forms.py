"""When to be told again, and why."""

from __future__ import annotations

from django import forms


class ReminderForm(forms.Form):
    """A day, and a word for oneself."""

    on = forms.DateField(error_messages={"required": "Choose a day.", "invalid": "Choose a day."})
    words = forms.CharField(max_length=200, required=False)
