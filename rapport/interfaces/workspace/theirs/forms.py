"""A promise of theirs in one line."""

from __future__ import annotations

from django import forms


class TheirPromiseForm(forms.Form):
    """What they said, and by which day."""

    text = forms.CharField(
        label="They said",
        max_length=300,
        help_text="In their words: “I send the log.” They read it on their page.",
        error_messages={"required": "Say in a few words what they told you. Nothing was noted."},
    )
    due_on = forms.DateField(
        label="By",
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={
            "required": "Choose the day they gave. Nothing was noted.",
            "invalid": "Choose a day. Nothing was noted.",
        },
    )

    def __init__(self, *args: object, **named: object) -> None:
        named.setdefault("auto_id", "they_%s")  # it stands beside other forms with a text
        super().__init__(*args, **named)  # type: ignore[arg-type]
