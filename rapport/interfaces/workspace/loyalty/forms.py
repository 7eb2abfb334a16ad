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
        label="Rest between two such surveys, in days",
        min_value=14,
        max_value=1095,
        help_text="Between two asks of the same sort. Whatever else asks, 14 days hold for everybody.",
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


class NoteForm(forms.Form):
    """What happened, on which day, and of what kind."""

    on = forms.DateField(
        label="On",
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": "Choose a day.", "required": "Choose a day."},
    )
    words = forms.CharField(
        label="In a few words",
        max_length=80,
        help_text="It stands at the foot of the chart: signal tests begin.",
        error_messages={"required": "Say in a few words what happened."},
    )
    kind = forms.ChoiceField(
        label="What it was", choices=[("change", "A change"), ("outage", "An outage"), ("other", "Something else")]
    )
    only_here = forms.BooleanField(label="Only beside this survey", required=False)


class BenchmarkForm(forms.Form):
    """The figure of others and where it comes from."""

    name = forms.CharField(label="What it is", max_length=60, error_messages={"required": "It needs a name."})
    value = forms.FloatField(label="Value", help_text="In the unit of the chart: points, percent, or its scale.")
    source = forms.CharField(
        label="Source",
        max_length=200,
        help_text="Who measured it, whom they asked, and where it can be read.",
        error_messages={"required": "A figure without a source cannot stand here."},
    )
    on = forms.DateField(
        label="As of",
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": "Choose a day.", "required": "Choose a day."},
    )


class RuleForm(forms.Form):
    """Which words give which tag."""

    tag = forms.CharField(label="Tag", max_length=40, error_messages={"required": "It needs a name."})
    words = forms.CharField(
        label="Words",
        max_length=400,
        help_text="Any of them, parted by commas: printer, plotter, guest line.",
        error_messages={"required": "It needs at least one word."},
    )
