"""What is asked before a survey is started."""

from __future__ import annotations

from typing import Any

from django import forms

from rapport.domains.surveys.types import Template
from rapport.interfaces.workspace.surveys.wording import ASKED, MODES

Choices = list[tuple[int, str]]
LANGUAGES = [("en", "English"), ("de", "German")]


class StartForm(forms.Form):
    """Its name, what is judged, who is asked, under which promise and in which languages."""

    name = forms.CharField(
        label="Name, for your list",
        max_length=200,
        error_messages={"required": "Give it a name by which you find it again."},
    )
    service = forms.TypedChoiceField(label="What is judged", coerce=int, empty_value=None, required=False)
    asked = forms.ChoiceField(
        label="Who is asked",
        choices=[(key.value, say) for key, say in ASKED.items()],
        help_text="Nobody else is drawn or asked after an episode. The front line: people with customers of their own, "
        "neither citizens nor client contacts.",
    )
    mode = forms.ChoiceField(
        label="What is promised to them",
        choices=[(key.value, say) for key, say in MODES.items()],
        widget=forms.RadioSelect,
    )
    languages = forms.MultipleChoiceField(
        label="In which languages",
        choices=LANGUAGES,
        widget=forms.CheckboxSelectMultiple,
        help_text="Others can be added once it is there.",
        error_messages={"required": "Choose at least one language."},
    )
    follows = forms.TypedChoiceField(
        label="Compared with what was expected in", coerce=int, empty_value=None, required=False
    )

    def __init__(self, sent: Any, *, template: Template, services: Choices, befores: Choices) -> None:
        first = {"name": template.name, "asked": template.asked, "mode": "named", "languages": ["en", "de"]}
        super().__init__(sent, initial=first)
        self.fields["service"].choices = [("", "The whole of IT"), *services]  # type: ignore[attr-defined]
        if template.key == "perception" and befores:
            self.fields["follows"].choices = [("", "Nothing"), *befores]  # type: ignore[attr-defined]
        else:
            del self.fields["follows"]
