"""What beginning a sequence and looking back on it ask for."""

from __future__ import annotations

from typing import Any

from django import forms

from rapport.domains.ledger.actions import BY_PEOPLE
from rapport.interfaces.web import days

LONGEST = 2000
DAY: dict[str, Any] = {
    "widget": forms.DateInput(attrs={"type": "date"}),
    "error_messages": {"invalid": "Choose a day."},
}
ROOM: dict[str, Any] = {"widget": forms.Textarea(attrs={"rows": 3}), "max_length": LONGEST, "required": False}


class NameForm(forms.Form):
    """What both sides call it."""

    name = forms.CharField(label="Name", max_length=200, error_messages={"required": "It needs a name."})


class BeginForm(NameForm):
    """A project, a campaign, a change, a contract or a quarter."""

    kind = forms.ChoiceField(label="What it is", choices=[(k.value, k.value.capitalize()) for k in BY_PEOPLE])
    organisation_id = forms.TypedChoiceField(label="With whom", coerce=int)
    started_on = forms.DateField(label="Since", validators=days.WITHIN, **DAY)
    ends_on = forms.DateField(
        label="Last day", required=False, help_text="Empty: somebody ends it.", validators=days.WITHIN, **DAY
    )
    owner_id = forms.TypedChoiceField(
        label="Who looks back at its end", coerce=int, empty_value=None, required=False, help_text="You, if left open."
    )

    def __init__(
        self, *args: Any, organisations: list[tuple[int, str]], owners: list[tuple[int, str]], **named: Any
    ) -> None:
        super().__init__(*args, **named)
        self.fields["organisation_id"].choices = organisations  # type: ignore[attr-defined]
        self.fields["owner_id"].choices = [("", "Me"), *owners]  # type: ignore[attr-defined]


class WordsForm(forms.Form):
    """What we keep, what we change."""

    keep = forms.CharField(label="What we keep", **ROOM)
    change = forms.CharField(label="What we change", **ROOM)
    shown = forms.BooleanField(label="Everybody in it may read this with my name", required=False)


class AgreedForm(forms.Form):
    """What came of it."""

    agreed = forms.CharField(label="What was agreed", **ROOM)


class FollowingForm(forms.Form):
    """Which sequence goes on from here."""

    following = forms.TypedChoiceField(label="What comes next", coerce=int, empty_value=None, required=False)

    def __init__(self, *args: Any, choices: list[tuple[int, str]], **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["following"].choices = [("", "Nothing yet"), *choices]  # type: ignore[attr-defined]


class EpisodesForm(forms.Form):
    """Episodes to put in, or to take out."""

    def __init__(self, *args: Any, choices: list[tuple[int, str]], **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["episodes"] = forms.TypedMultipleChoiceField(
            choices=choices,
            coerce=int,
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": "Tick at least one episode."},
        )
