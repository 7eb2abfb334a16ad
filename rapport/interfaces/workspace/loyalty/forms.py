"""What a draw needs to know."""

from __future__ import annotations

import secrets
from datetime import date

from django import forms


class DrawForm(forms.Form):
    """Month, size, rest period and seed of one sample."""

    month = forms.DateField(
        label="Month",
        input_formats=["%Y-%m", "%Y-%m-%d"],
        widget=forms.DateInput(attrs={"type": "month"}, format="%Y-%m"),
        error_messages={"invalid": "Write the month as 2026-11."},
    )
    size = forms.IntegerField(
        label="How many people",
        min_value=1,
        max_value=100_000,
        help_text="94 answers give a range of ±20 points, 168 of ±15, 382 of ±10.",
    )
    rest_days = forms.IntegerField(
        label="Rest period in days",
        min_value=14,
        max_value=1095,
        help_text="Nobody is asked again before it is over, whatever the survey.",
    )
    seed = forms.IntegerField(
        label="Seed",
        min_value=0,
        max_value=2**62,
        help_text="The same seed and the same people give the same sample.",
    )


def new_draw(today: date) -> DrawForm:
    """The form as it opens: this month, a hundred people, ninety days, a fresh seed."""
    first = {"month": today.replace(day=1), "size": 100, "rest_days": 90, "seed": secrets.randbelow(1_000_000)}
    return DrawForm(initial=first)
