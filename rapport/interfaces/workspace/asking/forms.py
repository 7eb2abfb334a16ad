"""What the planner and the rules of asking need to know."""

from __future__ import annotations

import secrets
from typing import Any

from django import forms

from rapport.domains.surveys.types import Every, Per

MARGINS = (5, 10, 15, 20, 30)
PERS = [(Per.MONTH, "every month"), (Per.QUARTER, "every quarter"), (Per.SERVICE, "every service, each month")]
HOURS = [(0, "at once"), (60, "1 hour"), (240, "4 hours"), (480, "8 hours"), (960, "16 hours"), (1440, "24 hours")]
MORE_SEEDS = 1_000_000


class PlanForm(forms.Form):
    """Which survey, how exact, for which figure, and how long people rest."""

    survey = forms.TypedChoiceField(label="Survey", coerce=int)
    margin = forms.TypedChoiceField(
        label="How exact", choices=[(one, str(one)) for one in MARGINS], coerce=int, initial=15
    )
    per = forms.ChoiceField(label="For a figure of", choices=PERS, initial=Per.MONTH)
    rest_days = forms.IntegerField(
        label="Rest between two such surveys, in days", min_value=14, max_value=1095, initial=90,
        help_text="Between two asks of the same sort. Whatever else asks, 14 days hold for everybody.",
    )  # fmt: skip

    def __init__(self, *args: Any, surveys: list[tuple[int, str]], margins: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["survey"].choices = surveys  # type: ignore[attr-defined]
        self.fields["margin"].choices = list(zip(MARGINS, margins, strict=True))  # type: ignore[attr-defined]


class SendForm(forms.Form):
    """What was looked at, so that just that is drawn and sent."""

    survey = forms.IntegerField(max_value=10**15, min_value=1)
    size = forms.IntegerField(min_value=1, max_value=100_000)
    rest_days = forms.IntegerField(min_value=14, max_value=1095)
    seed = forms.IntegerField(min_value=0, max_value=2**62)


def between(low: int, high: int, of: str) -> dict[str, str]:
    """What a number that does not fit says: what is wrong, that nothing was set, and what to write.

    >>> between(1, 100, "a hundred episodes")["max_value"]
    'Write a whole number from 1 to 100 for a hundred episodes. No rule was set.'
    """
    said = f"Write a whole number from {low:,} to {high:,} for {of}. No rule was set."
    return dict.fromkeys(("required", "invalid", "min_value", "max_value"), said)


class AfterForm(forms.Form):
    """After an episode: of which service, how soon, how many of them."""

    service = forms.TypedChoiceField(label="Episodes of", required=False, coerce=int, empty_value=None)
    delay = forms.TypedChoiceField(
        label="How long after it, in working hours", choices=HOURS, coerce=int, initial=240,
        help_text="It leaves on a working day between eight and six, where the person is.",
    )  # fmt: skip
    share = forms.IntegerField(
        label="How many of a hundred", min_value=1, max_value=100, initial=50,
        help_text="Drawn by lot. Who rests is left out: 14 days after any question, 30 after one about a matter.",
        error_messages=between(1, 100, "how many of a hundred"),
    )  # fmt: skip
    contacts = forms.IntegerField(
        label="Contacts at least",
        min_value=2,
        max_value=100,
        initial=2,
        help_text="Theirs and ours together.",
        error_messages=between(2, 100, "the contacts"),
    )

    def __init__(self, *args: Any, services: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["service"].choices = [("", "every service"), *services]  # type: ignore[attr-defined]


class AroundForm(forms.Form):
    """Around a change: its day, how many, and whether the same people are asked after it."""

    on = forms.DateField(label="Day of the change", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    size = forms.IntegerField(
        label="How many people, before and after", min_value=1, max_value=100_000, initial=100,
        error_messages=between(1, 100_000, "how many people"),
    )  # fmt: skip
    before = forms.IntegerField(
        label="Days before", min_value=1, max_value=180, initial=10, error_messages=between(1, 180, "the days before")
    )
    after = forms.IntegerField(
        label="Days after", min_value=1, max_value=180, initial=30, error_messages=between(1, 180, "the days after")
    )
    same = forms.ChoiceField(
        label="After it ask", choices=[("", "other people"), ("yes", "the same people")], required=False
    )


class ScheduleForm(forms.Form):
    """On a schedule: every month or quarter, on its own day."""

    every = forms.ChoiceField(label="Every", choices=[(Every.MONTH, "month"), (Every.QUARTER, "quarter")])
    day = forms.IntegerField(
        label="On day",
        min_value=1,
        max_value=28,
        initial=3,
        help_text="Of the month; of the quarter's first month.",
        error_messages=between(1, 28, "the day"),
    )
    size = forms.IntegerField(
        label="How many people", min_value=1, max_value=100_000, initial=100,
        error_messages=between(1, 100_000, "how many people"),
    )  # fmt: skip


class OriginsForm(forms.Form):
    """Pages elsewhere that may carry the snippet, one on each line."""

    origins = forms.CharField(
        label="Pages elsewhere that may carry it",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="One on each line, like https://intranet.example. No other page is answered.",
    )


def new_seed() -> int:
    """A fresh lot for the next draw."""
    return secrets.randbelow(MORE_SEEDS)
