"""A mail to the desk, written in the browser."""

from __future__ import annotations

from django import forms


class WriteForm(forms.Form):
    """From, to, subject, text; a reply keeps the ids of what it answers."""

    sender = forms.EmailField(label="From", max_length=254, error_messages={"invalid": "That is not a mail address."})
    name = forms.CharField(label="Name", max_length=100, required=False)
    to = forms.EmailField(label="To", max_length=254)
    subject = forms.CharField(label="Subject", max_length=300, required=False)
    text = forms.CharField(label="Text", max_length=50_000, widget=forms.Textarea(attrs={"rows": 8}))
    in_reply_to = forms.CharField(max_length=998, required=False, widget=forms.HiddenInput)
    references = forms.CharField(max_length=20_000, required=False, widget=forms.HiddenInput)
