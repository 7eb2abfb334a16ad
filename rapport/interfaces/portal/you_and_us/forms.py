"""What a person says of themself, and what they say is not right."""

from __future__ import annotations

from datetime import date

from django import forms
from django.utils import timezone

from rapport.domains.ledger.types import NAMELESS, TimelineAct, TimelineEpisode
from rapport.interfaces.look.wording import languages, moments, words

ROWS_3 = {"rows": 3}
HOW = {"mail": "by mail", "portal": "on these pages", "phone": "by phone", "visit": "a visit", "chat": "by chat"}


class ProfileForm(forms.Form):
    """How a person likes to be helped; all but the name may stay empty."""

    name = forms.CharField(
        label="Your name",
        help_text="As we say it to you.",
        max_length=200,
        error_messages={"required": "We need something to call you. The old name is kept."},
    )
    occupation = forms.CharField(
        label="What you do",
        help_text="So that we know what stands still when something does not work.",
        max_length=200,
        required=False,
    )
    critical_note = forms.CharField(
        label="When nothing may go wrong",
        help_text="In your words: the last two days of each month, every Monday before eight.",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs=ROWS_3),
    )
    language = forms.ChoiceField(label="Language", required=False)
    channel = forms.ChoiceField(
        label="How we best reach you", choices=[("", "Any way"), *words.CHANNELS.items()], required=False
    )
    hours = forms.CharField(label="When we best reach you", max_length=120, required=False)
    detail = forms.ChoiceField(
        label="How much we explain", choices=[("", "As it comes"), *words.DETAILS.items()], required=False
    )
    support_note = forms.CharField(
        label="How you like to be helped",
        help_text="Those who help you read this before they answer.",
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(self, *args: object, language: str = "", **named: object) -> None:
        super().__init__(*args, **named)  # type: ignore[arg-type]
        offered = [("", "As your organisation"), *languages.choices(besides=language)]
        self.fields["language"].choices = offered  # type: ignore[attr-defined]


class DayForm(forms.Form):
    """One day on which nothing may go wrong."""

    on = forms.DateField(
        label="Day",
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"required": "Choose a day.", "invalid": "Choose a day."},
    )
    words = forms.CharField(label="Why", max_length=120, required=False)


class NotRightForm(forms.Form):
    """Which part of a matter is not right, and what would be."""

    about = forms.ChoiceField(
        label="What is not right?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what is not right.", "invalid_choice": "Choose one of these."},
    )
    words = forms.CharField(
        label="What would be right",
        max_length=1000,
        widget=forms.Textarea(attrs=ROWS_3),
        error_messages={"required": "Say in a few words what would be right. Nothing was sent yet."},
    )

    def __init__(self, *args: object, matter: TimelineEpisode, **named: object) -> None:
        super().__init__(*args, **named)  # type: ignore[arg-type]
        acts = [(str(act.id), _named(act, matter.title)) for act in matter.acts if act.channel not in NAMELESS]
        name = (NAME, f"What it is called: “{matter.title}”" if matter.title else "It has no name")
        self.fields["about"].choices = [name, *acts]  # type: ignore[attr-defined]


class OwnPromiseForm(forms.Form):
    """What they promise us: in their words, by a day, to a team that has helped them."""

    text = forms.CharField(
        label="I promised you",
        max_length=300,
        help_text="In one line: “I send the floor plan.” Those who help you read it.",
        error_messages={"required": "Say in a few words what you will do. Nothing was noted."},
    )
    due_on = forms.DateField(
        label="By",
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={
            "required": "Choose the day by which it is done. Nothing was noted.",
            "invalid": "Choose a day. Nothing was noted.",
        },
    )
    team_id = forms.TypedChoiceField(
        label="To",
        coerce=int,
        error_messages={
            "required": "Choose to whom. Nothing was noted.",
            "invalid_choice": "Choose one of these. Nothing was noted.",
        },
    )

    def __init__(self, *args: object, teams: list[tuple[int, str]], **named: object) -> None:
        named.setdefault("auto_id", "own_%s")
        super().__init__(*args, **named)  # type: ignore[arg-type]
        self.fields["team_id"].choices = teams  # type: ignore[attr-defined]
        self.fields["due_on"].widget.attrs["min"] = timezone.localdate().isoformat()

    def clean_due_on(self) -> date:
        """What they promise is still to come."""
        due_on: date = self.cleaned_data["due_on"]
        if due_on < timezone.localdate():
            raise forms.ValidationError("That day has passed. Choose today or a later one. Nothing was noted.")
        return due_on


class IdeaForm(forms.Form):
    """What they thought of, in one line."""

    words = forms.CharField(
        label="I have an idea",
        max_length=200,
        help_text="In one line: “Test the signal before the containers come.” Those who help you read it.",
        error_messages={
            "required": "Say in a few words what you thought of. Nothing was sent.",
            "max_length": "That is longer than 200 characters. Shorten it a little; nothing was sent.",
        },
    )

    def __init__(self, *args: object, **named: object) -> None:
        named.setdefault("auto_id", "idea_%s")
        super().__init__(*args, **named)  # type: ignore[arg-type]


NAME = "name"


def _named(act: TimelineAct, matter: str) -> str:
    """One act as the person would find it again; what is called like its matter needs no name."""
    who = "you" if act.direction == "theirs" else act.author or "we"
    at = moments.stamp(timezone.localtime(act.at), today=timezone.localdate())
    name = f", “{act.title}”" if act.title not in ("", matter) else ""
    return f"{words.sentence(at)}: {who}, {HOW.get(act.channel, act.channel)}{name}"
