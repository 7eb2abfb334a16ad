"""What these pages ask for: a cadence, what came of a call, why it waits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, cast

from django import forms
from django.http import QueryDict

from rapport.domains.ledger.types import Exchange, Step
from rapport.domains.outreach.types import Cadence, Level
from rapport.interfaces.look.wording import moments
from rapport.interfaces.workspace.choosing import Whom
from rapport.interfaces.workspace.person.forms import EXCHANGES, meanwhile

Choices = Sequence[tuple[int, str]]
LEVELS = [
    (Level.USER.value, "Somebody who uses"),
    (Level.LEAD.value, "Somebody who leads"),
    (Level.EXECUTIVE.value, "Somebody who decides"),
]
OUTCOMES = [
    ("talked", "We talked"),
    ("reached", "Reached, but no time to talk"),
    ("not reached", "Nobody answered"),
]
ABOUT = sorted(EXCHANGES.items(), key=lambda one: one[0] != Exchange.SOCIAL)  # most calls we plan are to stay in touch
BEGAN = [("ours", "We did, as planned"), ("theirs", "They did, of their own accord")]
DAY = {"widget": forms.DateInput(attrs={"type": "date"}), "error_messages": {"invalid": "Choose a day."}}
DAYS = {
    "required": False,
    "min_value": 1,
    "max_value": 730,
    "error_messages": {"min_value": "At least one day.", "max_value": "At most two years, 730 days."},
}


class CadenceForm(forms.Form):
    """How often, by whom, at which level; empty days mean the usual ones of the level."""

    team = forms.TypedChoiceField(label="Team", coerce=int)
    level = forms.ChoiceField(label="Whom we talk with", choices=LEVELS)
    ideal_days = forms.IntegerField(label="Talk about every so many days", **DAYS)  # type: ignore[arg-type]
    longest_days = forms.IntegerField(label="At the latest after so many days", **DAYS)  # type: ignore[arg-type]
    owner = forms.TypedChoiceField(label="Who sees to it", coerce=int, empty_value=None, required=False)
    why = forms.CharField(label="What for", max_length=200, required=False)

    def __init__(self, *args: Any, teams: Choices, agents: Choices, usual: Mapping[str, Cadence], **named: Any) -> None:
        super().__init__(*args, **named)
        self._usual = usual
        self.fields["team"].choices = list(teams)  # type: ignore[attr-defined]
        self.fields["owner"].choices = [("", "Nobody yet"), *agents]  # type: ignore[attr-defined]
        self.fields["longest_days"].help_text = f"Left empty, both are as usual: {_told(usual)}."

    def clean(self) -> dict[str, Any]:
        """Fill in what was left empty."""
        given: dict[str, Any] = super().clean() or {}
        usual = self._usual.get(given.get("level", ""))
        if usual is not None:
            ideal, longest = given.get("ideal_days"), given.get("longest_days")
            given["ideal_days"] = ideal or (min(usual.ideal_days, longest) if longest else usual.ideal_days)
            given["longest_days"] = longest or max(usual.longest_days, given["ideal_days"])
            if given["ideal_days"] > given["longest_days"]:
                self.add_error("longest_days", "This is shorter than the interval above. Make it as long or longer.")
        return given


def _told(usual: Mapping[str, Cadence]) -> str:
    words = {"user": "users", "lead": "leads", "executive": "executives"}
    return ", ".join(f"{words[level]} {one.ideal_days} and {one.longest_days}" for level, one in usual.items())


class SeenSteps(forms.Field):
    """The next steps that stood there when the form was drawn, each a day or a dash and the words."""

    widget = forms.MultipleHiddenInput

    def prepare_value(self, value: Any) -> Any:
        """Steps as the page carries them; what came back stays as it came."""
        return [f"{one.on or '-'} {one.text}" if isinstance(one, Step) else one for one in value or ()]

    def to_python(self, value: Any) -> list[Step]:
        """What the page carried; a line nobody could have been shown is none."""
        return [step for one in value or () if (step := _step(str(one))) is not None]


def _step(line: str) -> Step | None:
    on, _, text = line.partition(" ")
    try:
        return Step(text, None if on == "-" else date.fromisoformat(on))
    except ValueError:
        return None


class CallForm(forms.Form):
    """What came of a call, in one line, and what comes next."""

    instead_of = SeenSteps(required=False)
    person = forms.TypedChoiceField(label="Whom you called", coerce=int)
    team = forms.TypedChoiceField(label="Team", coerce=int)
    outcome = forms.ChoiceField(label="What came of it", choices=OUTCOMES, widget=forms.RadioSelect, initial="talked")
    began = forms.ChoiceField(
        label="Who began it", choices=BEGAN, widget=forms.RadioSelect, initial="ours", required=False
    )
    channel = forms.ChoiceField(label="How", choices=[("phone", "Call"), ("visit", "Visit")])
    exchange = forms.ChoiceField(label="What it was about", choices=ABOUT, required=False)
    words = forms.CharField(
        label="In one line",
        max_length=200,
        help_text="When you talked, they see this line on their own page.",
        error_messages={"required": "Say in one line what it was."},
    )
    minutes = forms.IntegerField(
        label="Minutes",
        required=False,
        min_value=0,
        max_value=1440,
        error_messages={"max_value": "A day has 1,440 minutes.", "min_value": "Minutes cannot be negative."},
    )
    next_step = forms.CharField(label="What comes next", max_length=200, required=False)
    next_step_on = forms.DateField(label="On", required=False, **DAY)  # type: ignore[arg-type]

    def clean_began(self) -> str:
        """What is not said was planned."""
        return self.cleaned_data["began"] or "ours"

    def clean_exchange(self) -> str:
        """A call to stay in touch is between people."""
        return self.cleaned_data["exchange"] or Exchange.SOCIAL

    def __init__(
        self,
        *args: Any,
        whom: Whom | None = None,
        teams: Choices = (),
        steps: Sequence[Step] = (),
        today: date,
        **named: Any,
    ) -> None:
        super().__init__(*args, **named)
        self._today = today
        self.fields["instead_of"].initial = [*steps, Step("")]
        if steps:
            so_far = " ".join(f"So far: “{one.text}{_on(one, today)}”." for one in steps)
            self.fields["next_step"].help_text = f"{so_far} What you write here takes its place."
        if whom is not None:
            self.fields["person"] = whom.offered(self.fields["person"])
        else:
            del self.fields["person"]
        if teams:
            self.fields["team"].choices = list(teams)  # type: ignore[attr-defined]
        else:
            del self.fields["team"]

    def meets(self, now: Step) -> None:
        """Say what somebody else wrote since the form was drawn; logged once more, it is overwritten knowingly."""
        said = meanwhile(now, today=self._today)
        self.add_error("next_step", f"{said} Log the call again to put yours in its place.")
        data = cast(QueryDict, self.data).copy()
        data.appendlist("instead_of", f"{now.on or '-'} {now.text}")
        self.data = data


def _on(step: Step, today: date) -> str:
    return f", {moments.day(step.on, today=today)}" if step.on else ""


class PutOffForm(forms.Form):
    """Not now, but on a day, for a reason."""

    team = forms.IntegerField(max_value=10**15, widget=forms.HiddenInput)
    key = forms.CharField(max_length=32, widget=forms.HiddenInput)
    until = forms.DateField(label="Show them again on", **DAY)  # type: ignore[arg-type]
    reason = forms.CharField(
        label="Why not now", max_length=200, error_messages={"required": "Say in a few words why it waits."}
    )


class LevelsForm(forms.Form):
    """The usual cadence of each level."""

    def __init__(self, *args: Any, usual: Mapping[str, Cadence], **named: Any) -> None:
        super().__init__(*args, **named)
        for (level, words), one in zip(LEVELS, usual.values(), strict=True):
            for name, days, label in (
                ("ideal", one.ideal_days, f"{words}: about every so many days"),
                ("longest", one.longest_days, f"{words}: at the latest after"),
            ):
                field = forms.IntegerField(label=label, initial=days, **DAYS | {"required": True})  # type: ignore[arg-type]
                self.fields[f"{level}_{name}"] = field

    def clean(self) -> dict[str, Any]:
        """The longest interval is at least the ideal one."""
        given: dict[str, Any] = super().clean() or {}
        for level, _ in LEVELS:
            ideal, longest = given.get(f"{level}_ideal"), given.get(f"{level}_longest")
            if ideal and longest and ideal > longest:
                self.add_error(f"{level}_longest", "This is shorter than the interval above.")
        return given
