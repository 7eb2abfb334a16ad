"""What the client review asks for: what was agreed, and what comes next."""

from __future__ import annotations

from typing import Any

from django import forms

from rapport.domains.insights.types import Side

DAY: dict[str, Any] = {
    "widget": forms.DateInput(attrs={"type": "date"}),
    "error_messages": {"invalid": "Choose a day."},
    "required": False,
}


class AgreeForm(forms.Form):
    """What both sides agreed, whose part it is, who of them does it and until when."""

    text = forms.CharField(
        label="What was agreed", max_length=300, error_messages={"required": "Say what was agreed, in one sentence."}
    )
    side = forms.ChoiceField(label="Whose part", choices=[(Side.OURS.value, "Ours"), (Side.THEIRS.value, "Theirs")])
    who_id = forms.TypedChoiceField(label="Who does it", coerce=int, empty_value=None, required=False)
    due_on = forms.DateField(label="Until", **DAY)

    def __init__(self, *args: Any, people: list[tuple[int, str]], **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["who_id"].choices = [("", "Nobody named yet"), *people]  # type: ignore[attr-defined]


class PlanForm(forms.Form):
    """What comes next between both sides; empty clears it."""

    next_step = forms.CharField(label="What comes next", max_length=200, required=False)
    next_on = forms.DateField(label="On which day", **DAY)
