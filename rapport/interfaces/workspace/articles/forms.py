"""What staff write into help pages and known problems."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from rapport.domains.knowledge.types import (
    LONGEST_ADVICE,
    LONGEST_ARTICLE,
    LONGEST_REASON,
    LONGEST_TITLE,
    Audience,
    Draft,
    Readers,
    Trouble,
)
from rapport.domains.people import queries as people
from rapport.foundation.actors import Actor

AUDIENCES = [
    (Audience.EVERYBODY.value, "Everybody, also signed out"),
    (Audience.SERVICE.value, "Users of the service"),
    (Audience.ORGANISATIONS.value, "People of these organisations"),
    (Audience.STAFF.value, "Staff only"),
]
LANGUAGES = [
    ("en", "English"),
    ("de", "German"),
    ("fr", "French"),
    ("pl", "Polish"),
    ("es", "Spanish"),
    ("it", "Italian"),
]


class ReadersForm(forms.Form):
    """For whom it is."""

    audience = forms.ChoiceField(label="For whom", choices=AUDIENCES)
    service = forms.TypedChoiceField(label="About which service", coerce=int, empty_value=None, required=False)
    organisations = forms.TypedMultipleChoiceField(
        label="Which organisations",
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Only where it is for people of these organisations.",
    )
    language = forms.ChoiceField(label="Written in", choices=LANGUAGES, initial="en", required=False)

    def __init__(self, *args: Any, actor: Actor, **named: Any) -> None:
        super().__init__(*args, **named)
        fields: Any = self.fields
        fields["service"].choices = [("", "None in particular"), *people.service_names(actor)]
        known = [(row.pk, row.name) for row in people.organisations(actor) if not row.built_in]
        fields["organisations"].choices = known

    def readers(self) -> Readers:
        """The audience, as it was chosen."""
        said = self.cleaned_data
        return Readers(said["audience"], said["service"], tuple(said["organisations"]))


class ArticleForm(ReadersForm):
    """A help page."""

    title = forms.CharField(
        label="Title",
        max_length=LONGEST_TITLE,
        help_text="What they would say: “When the laptop does not start”.",
        error_messages={"required": "Give it a title first."},
    )
    text = forms.CharField(
        label="Text",
        max_length=LONGEST_ARTICLE,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text="Markdown: # heading, - list, **strong**, [words](https://…). No HTML, no pictures.",
        error_messages={"required": "There is nothing to read yet."},
    )
    review_on = forms.DateField(
        label="Look at it again on", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    why = forms.CharField(label="What changed, in a few words", max_length=LONGEST_REASON, required=False)
    seen = forms.IntegerField(max_value=10**15, required=False, widget=forms.HiddenInput)
    field_order = ("title", "text", "audience", "service", "organisations", "language", "review_on", "why", "seen")

    def draft(self, *, owner_id: int | None = None) -> Draft:
        """The words, as they were written."""
        said = self.cleaned_data
        return Draft(said["title"], said["text"], said["language"] or "en", said["review_on"], owner_id)


class ProblemForm(ReadersForm):
    """A known problem."""

    title = forms.CharField(
        label="What does not work", max_length=LONGEST_TITLE, error_messages={"required": "Say what does not work."}
    )
    advice = forms.CharField(
        label="What to do until it is fixed",
        max_length=LONGEST_ADVICE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    expected_at = forms.DateTimeField(
        label="We expect it to be fixed by",
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text="Left empty, the page says that we cannot say yet.",
    )
    team = forms.TypedChoiceField(label="Who has it", coerce=int)
    field_order = ("title", "advice", "expected_at", "team", "audience", "service", "organisations", "language")

    def __init__(self, *args: Any, actor: Actor, **named: Any) -> None:
        super().__init__(*args, actor=actor, **named)
        fields: Any = self.fields
        fields["team"].choices = people.team_names(actor)

    def trouble(self) -> Trouble:
        """The words, as they were written."""
        said = self.cleaned_data
        return Trouble(said["title"], said["advice"], said["expected_at"], said["language"] or "en")


class FixedForm(forms.Form):
    """What was done, told to whoever follows it."""

    words = forms.CharField(
        label="What was done, in a sentence they understand",
        max_length=LONGEST_REASON,
        error_messages={"required": "Say in a sentence what was done. Nobody was told yet."},
    )


def local_moment(moment: Any) -> Any:
    """A moment as the field shows it."""
    return timezone.localtime(moment) if moment else None
