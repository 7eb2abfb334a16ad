"""What making a feed asks for."""

from __future__ import annotations

from typing import Any

from django import forms


class FeedForm(forms.Form):
    """Another desk: its name, whose people it serves, and which team of ours."""

    name = forms.CharField(label="What the other desk is called", max_length=80)
    source = forms.CharField(
        label="A short name",
        max_length=24,
        help_text="Small letters, such as zammad. Use the name of its import, then both write about the same tickets.",
    )
    organisation_id = forms.TypedChoiceField(label="Whose people it serves", coerce=int)
    team_id = forms.TypedChoiceField(
        label="Which team its acts belong to", coerce=int, help_text="Where a row names no team of yours."
    )

    def __init__(
        self, *args: Any, organisations: list[tuple[int, str]], teams: list[tuple[int, str]], **named: Any
    ) -> None:
        super().__init__(*args, **named)
        self.fields["organisation_id"].choices = organisations  # type: ignore[attr-defined]
        self.fields["team_id"].choices = teams  # type: ignore[attr-defined]
