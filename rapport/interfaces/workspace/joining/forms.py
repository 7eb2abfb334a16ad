"""Which tickets become one, where one is parted, and how two belong together."""

from __future__ import annotations

from django import forms

from rapport.domains.desk.types import LinkKind

WAYS = [(LinkKind.RELATED, "Related to"), (LinkKind.CAUSED_BY, "Caused by"), (LinkKind.FOLLOWS, "Follow-up of")]


class OtherForm(forms.Form):
    """The other ticket, by its key."""

    other = forms.CharField(
        label="Key of the other ticket, such as R-12",
        max_length=32,
        error_messages={"required": "Choose a ticket, or write its key, such as R-12."},
    )

    def clean_other(self) -> str:
        """The key as it is written everywhere."""
        return str(self.cleaned_data["other"]).strip().lstrip("#").upper()


class LinkForm(OtherForm):
    """The other ticket, and how this one stands to it."""

    kind = forms.ChoiceField(label="This ticket is", choices=WAYS)
    field_order = ("kind", "other")


class SplitForm(forms.Form):
    """Where it is parted, and what the new ticket is about."""

    message = forms.IntegerField(
        max_value=10**15, error_messages={"required": "Choose the message the new ticket begins with."}
    )
    subject = forms.CharField(label="What the new ticket is about", max_length=200, required=False)
