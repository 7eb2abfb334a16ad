"""What notices, chat channels and webhooks ask for."""

from __future__ import annotations

from typing import Any

from django import forms

from rapport.domains.notices.types import OF_TEAMS, OFFERED, Choices, Hours, NoticeKind, Way
from rapport.interfaces.workspace.notices.wording import EVENTS, KINDS, TOOLS, WAYS, WEEKDAYS

CLOCK = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class NoticesForm(forms.Form):
    """One way for each kind, and one's own hours."""

    digest_at = forms.TimeField(label="A daily or weekly mail comes at", widget=CLOCK)
    weekday = forms.TypedChoiceField(
        label="A weekly one on", coerce=int, choices=[(str(n), name) for n, name in enumerate(WEEKDAYS)]
    )
    quiet_from = forms.TimeField(
        label="Leave me alone from", required=False, widget=CLOCK, help_text="What comes then is told when it is over."
    )
    quiet_until = forms.TimeField(label="Until", required=False, widget=CLOCK)

    def __init__(self, *args: Any, chosen: Choices, kinds: list[NoticeKind], chat: bool, **named: Any) -> None:
        given = {name: getattr(chosen.hours, name) for name in Hours.__dataclass_fields__}
        super().__init__(*args, **named)
        self.initial = given | {"weekday": str(chosen.hours.weekday)}
        self.zone = chosen.zone
        own = {kind.value: _way(kind, chosen.ways[kind], chat=chat) for kind in kinds}
        self.kinds = kinds
        self.fields = own | self.fields

    def ways(self) -> dict[NoticeKind, Way]:
        """What was chosen for each kind."""
        return {kind: Way(self.cleaned_data[kind.value]) for kind in self.kinds}

    def hours(self) -> Hours:
        """The hours as they were entered."""
        return Hours(**{name: self.cleaned_data[name] for name in Hours.__dataclass_fields__})


def _way(kind: NoticeKind, chosen: Way, *, chat: bool) -> forms.ChoiceField:
    choices = [(way.value, words) for way, words in WAYS.items() if chat or way != Way.CHAT]
    return forms.ChoiceField(label=KINDS[kind], choices=choices, initial=chosen.value)


class WebhookForm(forms.Form):
    """Another program: its name, its address and what it is told."""

    name = forms.CharField(label="What the program is called", max_length=80)
    url = forms.CharField(
        label="Its address", max_length=1000, help_text="It begins with https:// and leads outside this network."
    )
    events = forms.MultipleChoiceField(
        label="What it is told",
        choices=[(event.value, f"{EVENTS[event]} ({event.value})") for event in OFFERED],
        widget=forms.CheckboxSelectMultiple,
    )


def _incoming() -> forms.CharField:
    return forms.CharField(
        label="Address for incoming messages",
        max_length=1000,
        help_text="As the tool shows it for an incoming webhook. Kept sealed, never shown again. "
        "For Matrix: https://server/?access_token=TOKEN#!room:server",
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )


class OwnChatForm(forms.Form):
    """Where one is told oneself."""

    tool = forms.ChoiceField(label="Chat tool", choices=[(tool.value, name) for tool, name in TOOLS.items()])
    address = _incoming()


class ChannelForm(forms.Form):
    """A team's channel in its chat tool."""

    team_id = forms.TypedChoiceField(label="Which team", coerce=int)
    tool = forms.ChoiceField(label="Chat tool", choices=[(tool.value, name) for tool, name in TOOLS.items()])
    name = forms.CharField(label="What the channel is called", max_length=80)
    address = _incoming()
    kinds = forms.MultipleChoiceField(
        label="What the team is told",
        choices=[(kind.value, KINDS[kind]) for kind in OF_TEAMS],
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, teams: list[tuple[int, str]], **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["team_id"].choices = teams  # type: ignore[attr-defined]
