"""What staff choose and write on a person's page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from types import MappingProxyType
from typing import Any, NamedTuple

from django import forms
from django.utils import timezone

from rapport.domains.ledger.types import Channel, Exchange, Narrowed, Owner, Step
from rapport.interfaces.look.wording import moments
from rapport.interfaces.web import days

ZOOMS = [("sequences", "Sequences"), ("episodes", "Episodes"), ("acts", "Acts")]
CHANNELS = {
    Channel.MAIL: "Mail",
    Channel.PORTAL: "Their pages",
    Channel.PHONE: "Phone",
    Channel.VISIT: "Visit",
    Channel.WALK_IN: "Walk-in",
    Channel.CHAT: "Chat",
    Channel.ANSWER: "Answer",
    Channel.THANKS: "Thanks",
    Channel.IDEA: "Idea",
    Channel.IMPORT: "Another desk",
}
EXCHANGES = {
    Exchange.SERVICE: "Service",
    Exchange.INFORMATION: "Information",
    Exchange.FINANCE: "Finance",
    Exchange.SOCIAL: "Social",
}
DAY_INPUT = {"type": "date"}


class LineForm(forms.Form):
    """Which part of the line, at which zoom; everything may be left out."""

    NAMED = (("team", "Team", "All teams"), ("service", "Service", "All services"))  # each with what stands for all

    zoom = forms.ChoiceField(choices=ZOOMS, required=False, widget=forms.HiddenInput)
    team = forms.TypedChoiceField(label="Team", coerce=int, empty_value=None, required=False)
    service = forms.TypedChoiceField(label="Service", coerce=int, empty_value=None, required=False)
    channel = forms.ChoiceField(label="How", choices=[("", "Any way"), *CHANNELS.items()], required=False)
    planned = forms.ChoiceField(
        label="Planned", choices=[("", "Both"), ("yes", "Planned"), ("no", "Unplanned")], required=False
    )
    exchange = forms.ChoiceField(label="About", choices=[("", "Anything"), *EXCHANGES.items()], required=False)
    since = forms.DateField(
        label="From", required=False, widget=forms.DateInput(attrs=DAY_INPUT), validators=days.WITHIN
    )
    until = forms.DateField(label="To", required=False, widget=forms.DateInput(attrs=DAY_INPUT), validators=days.WITHIN)

    def __init__(
        self, *args: object, teams: list[tuple[int, str]], services: list[tuple[int, str]], **named: object
    ) -> None:
        named.setdefault("auto_id", "line_%s")  # the next step on the same page names a team, too
        super().__init__(*args, **named)  # type: ignore[arg-type]
        for (name, _, every), choices in zip(self.NAMED, (teams, services), strict=True):
            self.fields[name].choices = [("", every), *choices]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A period ends after it began."""
        given = super().clean() or {}
        since, until = given.get("since"), given.get("until")
        if since and until and until < since:
            self.add_error("until", "That is before the first day. Choose the same day or a later one.")
        return given

    @property
    def chosen(self) -> dict[str, Any]:
        """What was said; what cannot be is left out, so that the line stands all the same."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}

    @property
    def left_out(self) -> list[str]:
        """What of the choice cannot be, and why; the line stands without it."""
        self.is_valid()
        wrong = [name for name in self.errors if not self.fields[name].widget.is_hidden]
        named = [(self.fields[name].label, " ".join(map(str, self.errors[name]))) for name in wrong]
        return [f"“{label}” is left out of the line. {said}" for label, said in named]

    @property
    def only(self) -> Narrowed:
        """The same as the ledger reads it."""
        chosen = self.chosen
        planned = {"yes": True, "no": False}.get(chosen.get("planned", ""))
        return Narrowed(
            chosen.get("team"), chosen.get("service"), chosen.get("channel"), planned, chosen.get("exchange")
        )

    @property
    def period(self) -> tuple[datetime | None, datetime | None]:
        """From the first moment of one day to the last of another, in the reader's zone."""
        since, until = self.chosen.get("since"), self.chosen.get("until")
        return _midnight(since), _midnight(until + timedelta(days=1) if until else None)


class Everything(NamedTuple):
    """Stands for the form where nothing was chosen: making its fields costs as much as a part of the page."""

    chosen: Mapping[str, Any] = MappingProxyType({})
    only: Narrowed = Narrowed()
    period: tuple[datetime | None, datetime | None] = (None, None)
    errors: tuple[str, ...] = ()


EVERYTHING = Everything()


def _midnight(day: date | None) -> datetime | None:
    if day is None:
        return None
    return datetime.combine(day, time(), tzinfo=timezone.get_current_timezone()).astimezone(UTC)


class SeenStep(forms.Form):
    """The step that stood there when the form was drawn, so that nobody overwrites what they have not seen."""

    was = forms.CharField(max_length=200, required=False, widget=forms.HiddenInput)
    was_on = forms.DateField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """What comes next lies ahead; a day that has passed may only stand where it stood before."""
        given = super().clean() or {}
        on = given.get("next_step_on")
        if given.get("next_step") and on and on < timezone.localdate() and on != given.get("was_on"):
            self.add_error("next_step_on", "That day has passed. Choose today or later.")
        return given

    @property
    def instead_of(self) -> list[Step] | None:
        """What its writer saw; None where the form did not say."""
        said = "was" in self.data
        return [Step(self.cleaned_data.get("was", ""), self.cleaned_data.get("was_on"))] if said else None

    def meets(self, now: Step, *, today: date) -> None:
        """Say what stands there by now; pressed once more, what was written takes its place."""
        self.add_error(None, f"{meanwhile(now, today=today)} Press “Keep” again to put yours in its place.")
        self.data = dict(self.data.items()) | {"was": now.text, "was_on": now.on.isoformat() if now.on else ""}


def meanwhile(now: Step, *, today: date) -> str:
    """What somebody else wrote here since the form was drawn.

    >>> meanwhile(Step("Call her", date(2026, 11, 20)), today=date(2026, 11, 2))
    'Meanwhile “Call her, Fri 20 Nov” was written here. Nothing was overwritten.'
    """
    on = f", {moments.day(now.on, today=today)}" if now.on else ""
    stands = f"Meanwhile “{now.text}{on}” was written here" if now.text else "Meanwhile it was cleared"
    return f"{stands}. Nothing was overwritten."


class NextStepForm(SeenStep):
    """What we do next in this relationship, and when."""

    next_step = forms.CharField(label="Next step", max_length=200, required=False)
    next_step_on = forms.DateField(
        label="On",
        required=False,
        widget=forms.DateInput(attrs=DAY_INPUT),
        error_messages={"invalid": "Choose a day."},
        validators=days.WITHIN,
    )
    team = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**62)
    field_order = ("next_step", "next_step_on", "team", "was", "was_on")

    def clean(self) -> dict[str, Any]:
        """An empty line clears the step; a line that did not arrive at all, or an unknown team, changes nothing."""
        super().clean()
        for name in ("next_step", "next_step_on"):
            if name not in self.data:
                self.add_error(name, "This line did not reach us. Nothing was changed.")
        if "team" in self.errors:
            self.add_error(None, "We could not tell whose next step this is. Nothing was changed; open the page anew.")
        return self.cleaned_data


class SeenOwner(forms.Form):
    """Who looked after it when the form was drawn, so that nobody takes over from somebody they have not seen."""

    was_owner = forms.IntegerField(required=False, max_value=10**15, widget=forms.HiddenInput)

    @property
    def owner_seen(self) -> Owner | None:
        """Whom its writer saw; None where the form did not say."""
        return Owner(self.cleaned_data.get("was_owner")) if "was_owner" in self.data else None

    def meets_owner(self, now: Owner) -> None:
        """Say who looks after it by now; pressed once more, who was chosen does."""
        name = dict(self.fields["owner"].choices).get(now.person_id)  # type: ignore[attr-defined]
        stands = f"{name or 'Somebody else'} looks" if now.person_id else "nobody looks"
        again = "Press “Keep” again if it shall be as you chose."
        self.add_error("owner", f"Meanwhile {stands} after it. Nothing was changed. {again}")
        self.data = dict(self.data.items()) | {"was_owner": now.person_id or ""}


class OwnerForm(SeenOwner):
    """Who looks after this relationship."""

    owner = forms.TypedChoiceField(label="Who looks after it", coerce=int, empty_value=None, required=False)
    team = forms.IntegerField(max_value=10**15, widget=forms.HiddenInput)

    def __init__(self, *args: object, agents: Sequence[tuple[int, str]], **named: object) -> None:
        named.setdefault("auto_id", "owner_%s")  # it stands on one page with the next step, which names its team, too
        super().__init__(*args, **named)  # type: ignore[arg-type]
        self.fields["owner"].choices = [("", "Nobody yet"), *agents]  # type: ignore[attr-defined]


class AcceptForm(forms.Form):
    """What it is from now on."""

    title = forms.CharField(label="It reads", max_length=200, required=False)
    minutes = forms.IntegerField(label="Minutes", required=False, min_value=0, max_value=1440)
    planned = forms.ChoiceField(
        label="Planned",
        choices=[("", "As it is"), ("yes", "It was planned"), ("no", "It was not planned")],
        required=False,
    )

    def changes(self) -> dict[str, Any]:
        """What is different, as the ledger takes it."""
        given = self.cleaned_data
        planned = {"yes": True, "no": False}.get(given["planned"])
        return {"title": given["title"], "minutes": given["minutes"], "planned": planned}


class DeclineForm(forms.Form):
    """Why it stays as it is."""

    answer = forms.CharField(
        label="Why it stays as it is",
        help_text="They read this.",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say in a few words why; they read it. Nothing was decided yet."},
    )
