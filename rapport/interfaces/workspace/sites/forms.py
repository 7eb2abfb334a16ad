"""What is said of a site."""

from __future__ import annotations

from typing import Any

from django import forms

from rapport.interfaces.workspace.choosing import Whom

DAY = {
    "widget": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    "error_messages": {"invalid": "Choose a day."},
}
LINE = ("line_kind", "line_speed", "line_provider", "line_call", "line_words")


def _words(label: str, longest: int, help_text: str = "") -> forms.CharField:
    return forms.CharField(label=label, max_length=longest, required=False, help_text=help_text)


class SiteForm(forms.Form):
    """Its life, who decides, and how it is connected."""

    opens_on = forms.DateField(label="Opens on", required=False, **DAY)  # type: ignore[arg-type]
    closes_on = forms.DateField(label="Closes on", required=False, help_text="Its last six weeks it is closing.", **DAY)  # type: ignore[arg-type]
    decides = forms.TypedChoiceField(label="Who decides there", coerce=int, empty_value=None, required=False)
    closing = _words("What happens at its closing", 500, "Open tickets, visits, and what stands there.")
    line_kind = _words("Line", 60, "Fibre, mobile router, satellite …")
    line_speed = _words("Speed", 60)
    line_provider = _words("Provider", 120)
    line_call = _words("Whom to call when it is down", 200)
    line_words = _words("How the line is, in words", 500)

    def __init__(self, *given: Any, whom: Whom, **more: Any) -> None:
        super().__init__(*given, **more)
        decides = self.fields["decides"]
        self.fields["decides"] = whom.offered(decides, nobody="Not said", stands=self.initial.get("decides"))


class InstalledForm(forms.Form):
    """One more thing that stands there."""

    kind = forms.CharField(label="What it is", max_length=60, error_messages={"required": "Say what it is."})
    name = forms.CharField(label="Its name", max_length=120, error_messages={"required": "Say how it is called."})
    serial = _words("Serial number", 120)
    since = forms.DateField(label="Since", required=False, help_text="Left empty, today.", **DAY)  # type: ignore[arg-type]


class ContactForm(forms.Form):
    """Somebody to turn to at a site."""

    person = forms.TypedChoiceField(label="Who", coerce=int, error_messages={"required": "Choose who it is."})
    role = forms.CharField(
        label="What they do there", max_length=80, error_messages={"required": "Say what they do there."}
    )
    phone = forms.CharField(
        label="Phone", max_length=40, required=False, widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel"})
    )

    def __init__(self, *given: Any, whom: Whom, **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["person"] = whom.offered(self.fields["person"], nobody="Choose")
