"""What staff say about words."""

from __future__ import annotations

from typing import Any

from django import forms

from rapport.domains.knowledge.types import LONGEST_REASON, LONGEST_TEXT, LONGEST_WORD, Wording
from rapport.interfaces.look.terms import STATES

Choices = list[tuple[int, str]]


class WordsForm(forms.Form):
    """Both words, and nothing else: what one line beside a conversation asks."""

    their_word = forms.CharField(
        label="They call it", max_length=LONGEST_WORD, error_messages={"required": "Write what they call it."}
    )
    our_word = forms.CharField(
        label="We call it", max_length=LONGEST_WORD, error_messages={"required": "Write what we call it."}
    )

    def wording(self) -> Wording:
        """What was filled in."""
        said = {name: self.cleaned_data.get(name, "") for name in ("their_word", "our_word", "meaning", "example")}
        return Wording(**said)


class WordingForm(WordsForm):
    """Both words, what they mean, and a sentence with them."""

    meaning = forms.CharField(label="What both mean, in one sentence", max_length=LONGEST_TEXT, required=False)
    example = forms.CharField(label="How they say it", max_length=LONGEST_TEXT, required=False)


class TermForm(WordingForm):
    """A new term: whose it is, and of which service."""

    organisation = forms.TypedChoiceField(label="Who says it", coerce=int)
    service = forms.TypedChoiceField(label="About which service", coerce=int)
    field_order = ("organisation", "service", "their_word", "our_word", "meaning", "example")

    def __init__(self, *args: Any, organisations: Choices, services: Choices, **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["organisation"].choices = organisations  # type: ignore[attr-defined]
        self.fields["service"].choices = services  # type: ignore[attr-defined]


class FilterForm(forms.Form):
    """What the list is limited to."""

    organisation = forms.TypedChoiceField(label="Who says it", coerce=int, empty_value=None, required=False)
    service = forms.TypedChoiceField(label="Service", coerce=int, empty_value=None, required=False)
    state = forms.ChoiceField(label="State", required=False, choices=[("", "Any"), *STATES.items()])

    def __init__(self, *args: Any, organisations: Choices, services: Choices, **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["organisation"].choices = [("", "Everybody"), *organisations]  # type: ignore[attr-defined]
        self.fields["service"].choices = [("", "Any"), *services]  # type: ignore[attr-defined]


class ReasonForm(forms.Form):
    """Why not."""

    reason = forms.CharField(
        label="Why not, in a few words",
        max_length=LONGEST_REASON,
        error_messages={"required": "Say in a few words why not. Nothing was changed."},
    )
