"""What setting up asks for."""

from __future__ import annotations

from typing import Any

from django import forms

from rapport.domains.people.types import RoleName
from rapport.foundation.languages import WORDED
from rapport.interfaces.look.wording import languages

STAFF = [
    (RoleName.AGENT.value, "Agent: answers people"),
    (RoleName.TEAM_LEAD.value, "Team lead: also sees how the team is seen"),
    (RoleName.SERVICE_OWNER.value, "Service owner: loyalty, surveys, results"),
    (RoleName.ADMINISTRATOR.value, "Administrator: everything, with roles and settings"),
]


LANGUAGES = [
    ("", "That of the organisation"),
    *((code, languages.name_of(code)) for code in ("de", "en", "es", "fr", "it", "nl", "pl", "pt", "sv")),
]


class _OfTeams(forms.Form):
    """A form that offers the teams there are."""

    team_field = "team"

    def __init__(self, *args: Any, teams: list[tuple[int, str]] | None = None, **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields[self.team_field].choices = teams or []  # type: ignore[attr-defined]


class ProviderForm(forms.Form):
    """The first run: who serves, where, and who administers."""

    name = forms.CharField(label="What is your organisation called?", max_length=200)
    zone = forms.CharField(label="Time zone", initial="Europe/Berlin", max_length=64)
    language = forms.ChoiceField(
        label="Language of letters to those you serve",
        choices=[(code, languages.name_of(code)) for code in WORDED],
        required=False,
        help_text="For people who chose none, and write in none we know.",
    )
    administrator_name = forms.CharField(label="Your name", max_length=200)
    administrator_email = forms.EmailField(label="Your mail address", max_length=254)


class TeamForm(forms.Form):
    """A team by its name."""

    name = forms.CharField(label="Name", max_length=200)


class ServiceForm(_OfTeams):
    """A service and the team that supports it."""

    team_field = "team_id"
    name = forms.CharField(label="Name", max_length=200)
    description = forms.CharField(label="What it is, in one sentence", max_length=500, required=False)
    team_id = forms.TypedChoiceField(label="Which team supports it", coerce=int)


class MailboxForm(_OfTeams):
    """An address, its team, and where its mail is."""

    team_field = "team_id"
    address = forms.EmailField(label="Address", max_length=254)
    name = forms.CharField(label="Name that people see", max_length=200)
    team_id = forms.TypedChoiceField(label="Which team reads it", coerce=int)
    sender_name = forms.CharField(
        label="Who its letters are from", max_length=200, required=False, help_text="Left empty: the name above."
    )
    signature = forms.CharField(
        label="Signature",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Below every answer, after the name of who answers.",
    )
    language = forms.ChoiceField(
        label="Language",
        choices=LANGUAGES,
        required=False,
        help_text="For people who chose none and did not write in another. Ours are in English and German.",
    )
    imap_host = forms.CharField(label="IMAP server", max_length=253, required=False)
    imap_port = forms.IntegerField(label="Port", initial=993, min_value=1, max_value=65535)
    imap_user = forms.CharField(label="User", max_length=254, required=False)
    imap_password = forms.CharField(
        label="Password", required=False, widget=forms.PasswordInput, help_text="Kept sealed, never shown again."
    )


class AgentForm(_OfTeams):
    """Somebody who serves."""

    name = forms.CharField(label="Name", max_length=200)
    email = forms.EmailField(label="Mail address", max_length=254)
    role = forms.ChoiceField(label="Role", choices=STAFF)
    team = forms.TypedChoiceField(label="Team", coerce=int)


class PeopleForm(forms.Form):
    """A table of people."""

    file = forms.FileField(label="File: CSV or XLSX")
