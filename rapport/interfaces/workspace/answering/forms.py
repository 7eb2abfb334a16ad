"""What agents write down for answers that come again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from rapport.domains.desk.queries import PLACEHOLDERS

THEN = [("keep_open", "Send and keep open"), ("finish", "Send and finish"), ("wait", "Send and wait")]


class MacroForm(forms.Form):
    """A macro: its name, its text, whose it is, and what it does beside."""

    name = forms.CharField(label="Name", max_length=80, error_messages={"required": "Give it a name."})
    text = forms.CharField(
        label="Text",
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": "Write what it says."},
    )
    whose = forms.TypedChoiceField(label="Who may use it", coerce=int, empty_value=None, required=False)
    then = forms.ChoiceField(label="The green button of an answer with it", choices=THEN)
    tags = forms.CharField(
        label="Tags it puts on the ticket",
        max_length=200,
        required=False,
        help_text="Parted by commas. Left empty, none.",
    )
    takes = forms.BooleanField(label="Whoever answers with it has the ticket", required=False)

    def __init__(self, *args: Any, teams: Sequence[tuple[int, str]], **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["whose"].choices = [("", "Only I"), *((pk, f"All of {name}") for pk, name in teams)]  # type: ignore[attr-defined]
        known = ", ".join(f"{{{{ {name} }}}} is {what}" for name, what in PLACEHOLDERS.items())
        self.fields["text"].help_text = f"{known}."
