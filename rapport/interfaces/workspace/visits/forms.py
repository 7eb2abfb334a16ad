"""What a visit is arranged with, and what is said of it afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms

from rapport.domains.desk.actions import TwoAtOnce
from rapport.domains.desk.types import VisitSeen
from rapport.interfaces.web import days
from rapport.interfaces.workspace.choosing import Whom

Choices = Sequence[tuple[int, str]]
DAY = {"required": "Choose the day.", "invalid": "Choose a day."}
CLOCK = {"required": "Say the time.", "invalid": "A time is written like 09:30."}
OUTCOMES = [
    ("done", "Done"),
    ("not possible", "We were there, and it was not possible"),
    ("nobody there", "Nobody was there"),
]
FIXED = [("", "Not said"), ("yes", "Yes, one visit was enough"), ("no", "No, another one is needed")]


def _time(label: str, help_text: str = "") -> forms.TimeField:
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(label=label, widget=widget, error_messages=CLOCK, help_text=help_text)


class VisitForm(forms.Form):
    """Where, when by the site's clock, who goes, what for and with what."""

    site = forms.TypedChoiceField(label="Site", coerce=int, error_messages={"required": "Choose the site."})
    person = forms.TypedChoiceField(label="Who is told", coerce=int, error_messages={"required": "Choose somebody."})
    team = forms.TypedChoiceField(label="Team", coerce=int)
    day = forms.DateField(
        label="Day",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages=DAY,
        validators=days.WITHIN,
    )
    begins = _time("Between", "By the clock of the site.")
    ends = _time("and")
    technician = forms.TypedChoiceField(label="Who goes", coerce=int, empty_value=None, required=False)
    what = forms.CharField(
        label="What to do",
        max_length=500,
        help_text="The person at the site reads this.",
        error_messages={"required": "Say in one line what is to be done."},
    )
    kit = forms.CharField(
        label="What to bring",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="One thing a line. Only we read it.",
    )
    anyway = forms.BooleanField(label="It is meant so: two visits at once", required=False)

    def __init__(
        self,
        *given: Any,
        agents: Choices,
        sites: Choices = (),
        whom: Whom | None = None,
        teams: Choices = (),
        **more: Any,
    ) -> None:
        super().__init__(*given, **more)
        self.fields["technician"].choices = [("", "Not said yet"), *agents]  # type: ignore[attr-defined]
        for name, choices in (("site", sites), ("team", teams)):
            if len(choices) > 1:
                self.fields[name].choices = choices  # type: ignore[attr-defined]
            else:
                del self.fields[name]
        if whom is not None and len(whom.first) > 1:
            self.fields["person"] = whom.offered(self.fields["person"])
        else:
            del self.fields["person"]
        if not self.data.get("anyway"):
            self.fields["anyway"].widget = forms.HiddenInput()

    def refuse(self, why: Exception) -> None:
        """Say why not; where it is two visits at once, offer to do it all the same."""
        self.add_error(None, str(why))
        if isinstance(why, TwoAtOnce):
            self.fields["anyway"].widget = forms.CheckboxInput()

    def clean(self) -> dict[str, Any]:
        """A window ends after it begins, on the same day."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("begins") and given.get("ends") and given["ends"] <= given["begins"]:
            self.add_error("ends", "The window ends before it begins.")
        return given

    def window(self, zone: str) -> dict[str, Any]:
        """The two moments, by the clock of the site."""
        given, place = self.cleaned_data, ZoneInfo(zone)
        return {
            "starts_at": datetime.combine(given["day"], given["begins"], place),
            "ends_at": datetime.combine(given["day"], given["ends"], place),
        }


def as_it_stands(visit: VisitSeen) -> dict[str, Any]:
    """A visit as its form shows it, by the clock of its site."""
    start, end = visit.starts_at.astimezone(visit.place), visit.ends_at.astimezone(visit.place)
    return {
        "day": start.date(),
        "begins": start.time(),
        "ends": end.time(),
        "technician": visit.technician_id,
        "what": visit.what,
        "kit": "\n".join(visit.kit),
    }


class OutcomeForm(forms.Form):
    """How it went."""

    outcome = forms.ChoiceField(label="How it went", choices=OUTCOMES, widget=forms.RadioSelect, initial="done")
    words = forms.CharField(
        label="In one line",
        max_length=1000,
        required=False,
        help_text="What was done, or why it was not possible. Done, they read it on their request.",
    )
    minutes = forms.IntegerField(
        label="Minutes there",
        required=False,
        min_value=0,
        max_value=1440,
        error_messages={"max_value": "A day has 1,440 minutes.", "min_value": "Minutes cannot be negative."},
    )
    fixed = forms.TypedChoiceField(
        label="Was one visit enough?",
        choices=FIXED,
        coerce=lambda said: said == "yes",
        empty_value=None,
        required=False,
    )


class CancelForm(forms.Form):
    """Why it does not take place."""

    why = forms.CharField(
        label="Why it does not take place",
        max_length=1000,
        error_messages={"required": "Say why it does not take place: they read it."},
    )
