"""What people who are served may send us."""

from __future__ import annotations

from django import forms

LONGEST = 20_000


class AskForm(forms.Form):
    """One box: what do you need?"""

    ask = forms.CharField(
        label="What do you need?",
        max_length=LONGEST,
        error_messages={"required": "Say in a few words what you need."},
    )
    service = forms.TypedChoiceField(label="What is it about?", coerce=int, empty_value=None, required=False)

    def __init__(self, *args: object, services: list[tuple[int, str]] | None = None, **named: object) -> None:
        super().__init__(*args, **named)  # type: ignore[arg-type]
        self.fields["service"].choices = [("", "I am not sure"), *(services or [])]  # type: ignore[attr-defined]


class ReplyForm(forms.Form):
    """One more word from the person who asked."""

    text = forms.CharField(
        label="Write to us about this",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "There is nothing to send yet."},
    )


class AddressForm(forms.Form):
    """The mail address a sign-in link goes to."""

    email = forms.EmailField(
        label="Your mail address",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": "Write the address you use with us.", "invalid": "That is not a mail address yet."},
    )


class OneAddressForm(forms.Form):
    """One more address somebody writes from."""

    address = forms.EmailField(
        label="One more address",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Write an address first.", "invalid": "That is not a mail address yet."},
    )


YES_NO = [("yes", "Yes"), ("no", "No")]


class ThreeQuestionsForm(forms.Form):
    """After an episode: one tap each, all optional."""

    know_each_other = forms.ChoiceField(
        label="Do we know each other better?", choices=YES_NO, widget=forms.RadioSelect, required=False
    )
    they_know_us = forms.ChoiceField(
        label="Do we know your work better?", choices=YES_NO, widget=forms.RadioSelect, required=False
    )
    understood = forms.ChoiceField(
        label="Did we understand each other?", choices=YES_NO, widget=forms.RadioSelect, required=False
    )

    def taps(self) -> dict[str, bool | None]:
        """Yes, no, or None where nothing was tapped."""
        return {name: {"yes": True, "no": False}.get(value) for name, value in self.cleaned_data.items()}
