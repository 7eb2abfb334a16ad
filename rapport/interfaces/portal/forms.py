"""What people who are served may send us."""

from __future__ import annotations

from typing import Any

from django import forms

from rapport.interfaces.look.wording.german import later
from rapport.interfaces.look.wording.led_words import SigningWords
from rapport.interfaces.portal.asking import LIMITS_SAID, FilesField, not_kept

LONGEST = 20_000


class ReplyForm(forms.Form):
    """One more word from the person who asked."""

    text = forms.CharField(
        label=later("Write to us about this"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": later("There is nothing to send yet.")},
    )
    enclosed = FilesField(label=later("Files or pictures"), required=False, help_text=LIMITS_SAID)

    def clean(self) -> None:
        """Files that did not come along are named."""
        not_kept(self)

    def attached(self) -> list[tuple[str, bytes]]:
        """Name and content of each file."""
        return [(one.name or "file", one.read()) for one in self.cleaned_data.get("enclosed") or []]


class SolvedForm(forms.Form):
    """How much of their time it cost, where whoever asked wants to say so."""

    minutes = forms.IntegerField(required=False, min_value=0, max_value=6000)


class AddressForm(forms.Form):
    """The mail address a sign-in link goes to."""

    email = forms.EmailField(max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"}))

    def __init__(self, *args: Any, said: SigningWords, **named: Any) -> None:
        super().__init__(*args, **named)
        field = self.fields["email"]
        field.label = said.address
        field.error_messages |= {"required": said.no_address, "invalid": said.wrong_address}


class OneAddressForm(forms.Form):
    """One more address somebody writes from."""

    address = forms.EmailField(
        label=later("One more address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": later("Write an address first."),
            "invalid": later("That is not a mail address yet."),
        },
    )
