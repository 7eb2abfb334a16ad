"""What hours, days off and targets ask for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise
from typing import Any

from django import forms

from rapport.domains.desk.types import PRIORITIES

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
PART = re.compile(r"([01]?\d|2[0-4]):([0-5]\d)\s*(?:-|–|to)\s*([01]?\d|2[0-4]):([0-5]\d)", re.ASCII)
CLOSED = frozenset({"", "-", "–", "closed"})
UNREADABLE = "Write it like 09:00–17:00, several parts with a comma between them, or nothing where you do not work."


def parts_of(said: str) -> list[list[str]]:
    """One day as it is written, ready for a calendar; ValueError where it is not read.

    >>> parts_of("9:00–12:30, 13:00-17:00")
    [['09:00', '12:30'], ['13:00', '17:00']]
    """
    if said.strip().casefold() in CLOSED:
        return []
    found = [PART.fullmatch(part.strip()) for part in said.split(",")]
    if not all(found):
        raise ValueError(UNREADABLE)
    parts = [[f"{int(one[1]):02}:{one[2]}", f"{int(one[3]):02}:{one[4]}"] for one in found if one]
    if any(start >= end for start, end in parts) or any(a[1] > b[0] for a, b in pairwise(parts)):
        raise ValueError("Each part ends after it begins, and the next begins after that.")
    return parts


def written(day: Sequence[Sequence[str]]) -> str:
    """The same back, as one line."""
    return ", ".join(f"{start}–{end}" for start, end in day)


class HoursForm(forms.Form):
    """A week, its zone and the country whose public holidays are days off."""

    zone = forms.CharField(label="Time zone", max_length=64)
    country = forms.CharField(
        label="Public holidays of",
        max_length=2,
        required=False,
        help_text="Two letters: DE, GB, US. Left empty, no public holiday is a day off.",
    )
    region = forms.CharField(
        label="Region",
        max_length=8,
        required=False,
        help_text="The short name that the country uses: BY for Bavaria, SCT for Scotland. Left empty, all of it.",
    )

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        last = {name: self.fields.pop(name) for name in tuple(self.fields)}
        for place, day in enumerate(DAYS):
            self.fields[day.lower()] = forms.CharField(label=day, max_length=100, required=False)
            if not place:
                self.fields["monday"].help_text = "Like 09:00–12:30, 13:00–17:00; empty where you do not work."
        self.fields.update(last)

    def clean(self) -> dict[str, Any]:
        """The week as calendars keep it, each day refused at its own field."""
        given = super().clean() or {}
        week = []
        for day in DAYS:
            try:
                week.append(parts_of(given.get(day.lower(), "")))
            except ValueError as error:
                self.add_error(day.lower(), str(error))
        return given | {"week": week, "country": given.get("country", "").upper()}

    @property
    def changes(self) -> dict[str, Any]:
        """What a calendar is told."""
        return {name: self.cleaned_data[name] for name in ("zone", "week", "country", "region")}


class DayForm(forms.Form):
    """A day of our own without work."""

    on = forms.DateField(label="Day", widget=forms.DateInput(attrs={"type": "date"}))
    name = forms.CharField(label="Why", max_length=120)


class TargetForm(forms.Form):
    """What is aimed for, in hours of working time."""

    service = forms.TypedChoiceField(label="Service", coerce=int, empty_value=None, required=False)
    priority = forms.TypedChoiceField(
        label="How urgent",
        coerce=int,
        empty_value=None,
        required=False,
        choices=[("", "However urgent"), *((n, words.capitalize()) for n, words in PRIORITIES.items())],
    )
    first_answer = forms.DecimalField(
        label="First answer, hours", required=False, min_value=0, max_value=5000, decimal_places=2, max_digits=7
    )
    solution = forms.DecimalField(
        label="Solution, hours", required=False, min_value=0, max_value=5000, decimal_places=2, max_digits=7
    )
    share = forms.IntegerField(label="For how many of a hundred", initial=90, min_value=1, max_value=100)

    def __init__(self, *args: Any, services: Sequence[tuple[int, str]], **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["service"].choices = [("", "Every service"), *services]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Minutes of working time; at least one of the two is said."""
        given = super().clean() or {}
        minutes = {name: _minutes(given.get(name)) for name in ("first_answer", "solution")}
        if not self.errors and not any(minutes.values()):
            self.add_error("solution", "Say at least one of the two: by when the first answer, or the solution.")
        return given | {f"{name}_minutes": minute for name, minute in minutes.items()}


def _minutes(hours: Any) -> int | None:
    return round(timedelta(hours=float(hours)) / timedelta(minutes=1)) or None if hours else None
