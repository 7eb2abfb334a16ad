"""What staff write down by hand: something a person did for the service."""

from __future__ import annotations

from django import forms

from rapport.measures.stages import Kind

BY_HAND = [
    (Kind.HELPED.value, "They helped a peer"),
    (Kind.TESTIMONIAL.value, "They spoke for us, and agreed to be named"),
    (Kind.REFERRAL.value, "They sent somebody to us"),
    (Kind.IDEA.value, "They gave an idea"),
    (Kind.REQUIREMENT.value, "They worked out a requirement with us"),
    (Kind.PILOT.value, "They took part in a pilot"),
    (Kind.DESIGN_GROUP.value, "They worked in a design group"),
    (Kind.IDEA_DELIVERED.value, "An idea of theirs was delivered"),
]


class EvidenceForm(forms.Form):
    """What it was, when, and in a few words how we know."""

    kind = forms.ChoiceField(label="What they did", choices=BY_HAND)
    on = forms.DateField(
        label="On",
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"required": "Choose the day.", "invalid": "Choose a day."},
    )
    words = forms.CharField(
        label="In a few words",
        max_length=200,
        help_text="They can read this when they take their data along.",
        error_messages={"required": "Say in a few words what it was, so that others can understand it."},
    )
