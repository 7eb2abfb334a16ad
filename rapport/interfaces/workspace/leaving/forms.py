"""What these pages ask for: an address, and a name typed by hand before something that opens or ends a lot."""

from __future__ import annotations

from typing import Any

from django import forms


class AddressForm(forms.Form):
    """One more address."""

    address = forms.EmailField(
        label="One more address",
        max_length=254,
        help_text="A mail goes there; by its link the person confirms that it is theirs.",
        error_messages={"required": "Write an address first.", "invalid": "This is not a mail address."},
    )


class NameForm(forms.Form):
    """The name of the person, typed as it stands on the page."""

    name = forms.CharField(
        label="Type the name of the person",
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Type the name, so that it happens to nobody by mistake."},
    )


class DeclineWishForm(forms.Form):
    """Why somebody who asked is not forgotten."""

    decline = forms.IntegerField(max_value=10**15, widget=forms.HiddenInput)
    reason = forms.CharField(
        label="Why not",
        help_text="They read this on their page.",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say in a few words why; they read it. Nothing was decided yet."},
    )

    def __init__(self, given: Any = None, *, of: int = 0) -> None:
        super().__init__(given, auto_id=f"wish_{of}_%s", initial={"decline": of})


class PairForm(forms.Form):
    """Which row is merged into the one of this page, or which two are two people."""

    one = forms.IntegerField(max_value=10**15, required=False)
    other = forms.IntegerField(max_value=10**15)
