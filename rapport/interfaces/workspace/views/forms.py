"""What a list of tickets is limited by, a view's name, and what is done with several at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from rapport.domains.desk.queries import KINDS, ORDERS, STANDS, WAITS, SavedViewCard, ViewFilters
from rapport.interfaces.look.wording import words as phrases

Choices = Sequence[tuple[int, str]]


def initial_of(card: SavedViewCard) -> dict[str, Any]:
    """A kept view as the form writes it."""
    f = card.filters
    return {
        "stands": f.stands,
        "waits": f.waits,
        "tags": list(f.tags),
        "assignee": f.assignee,
        "service": f.service_id,
        "organisation": f.organisation_id,
        "older": f.older_days,
        "at_risk": f.at_risk,
        "stopped": f.stopped,
        "asked": f.field_id,
        "said": f.field_value,
        "order": card.order,
        "name": card.name,
        "whose": card.team_id,
    }


class FilterForm(forms.Form):
    """Everything a list may be limited by; nothing chosen is all open work."""

    stands = forms.ChoiceField(label="How it stands", choices=list(STANDS.items()), required=False)
    waits = forms.ChoiceField(label="Whose turn", choices=[("", "Either"), *WAITS.items()], required=False)
    assignee = forms.ChoiceField(label="Who has it", required=False)
    service = forms.TypedChoiceField(label="Service", coerce=int, empty_value=None, required=False)
    organisation = forms.TypedChoiceField(label="Whose people", coerce=int, empty_value=None, required=False)
    tags = forms.MultipleChoiceField(label="Tags, all of them", required=False)
    older = forms.IntegerField(label="Days without a word, at least", required=False, min_value=0, max_value=3650)
    asked = forms.TypedChoiceField(label="A field of a service", coerce=int, empty_value=None, required=False)
    said = forms.CharField(label="… which says", max_length=200, required=False)
    at_risk = forms.BooleanField(label="A promise falls due within a day, or is late", required=False)
    stopped = forms.BooleanField(label="A letter of ours did not leave, this month", required=False)
    order = forms.ChoiceField(label="Order", choices=list(ORDERS.items()), required=False)

    def __init__(
        self,
        *args: Any,
        agents: Choices,
        services: Choices,
        organisations: Choices,
        tags: Sequence[str],
        asked: Choices,
        teams: Choices = (),
        **named: Any,
    ) -> None:
        super().__init__(*args, **named)
        people = [("", "Anybody"), ("me", "I do"), ("nobody", "Nobody yet"), *((str(pk), n) for pk, n in agents)]
        self._offer("assignee", people)
        self._offer("service", [("", "Any"), *services])
        self._offer("organisation", [("", "Everybody's"), *organisations])
        self._offer("tags", [(name, name) for name in tags])
        self._offer("asked", [("", "None"), *asked])
        for name, there in (("tags", tags), ("asked", asked)):
            if not there:
                del self.fields[name]
        if not asked:
            del self.fields["said"]

    def _offer(self, name: str, choices: Sequence[tuple[Any, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean_order(self) -> str:
        """The longest wait first, unless something else was chosen."""
        return self.cleaned_data["order"] or "longest"

    def in_words(self) -> str:
        """What was chosen, as a heading names it.

        >>> none = dict.fromkeys(("agents", "services", "organisations", "tags", "asked"), ())
        >>> form = FilterForm({"waits": "us", "older": "3"}, **none)
        >>> form.is_valid(), form.in_words()
        (True, 'Open work: they wait for us, 3 days without a word')
        """
        given = self.cleaned_data
        said = [self._label("waits", lower=True), self._had_by(), self._label("service"), self._label("organisation")]
        said += given.get("tags", [])
        if given.get("asked"):
            said.append(f"{self._label('asked')} {given.get('said') or 'is filled in'}")
        if given["older"]:
            said.append(f"{phrases.count(given['older'], 'day')} without a word")
        if given["at_risk"]:
            said.append("a promise falls due")
        if given["stopped"]:
            said.append("a letter did not leave")
        stands, named = STANDS[given["stands"] or "open"], [one for one in said if one]
        return f"{stands}: {', '.join(named)}" if named else stands

    def _label(self, name: str, *, lower: bool = False) -> str:
        value = self.cleaned_data.get(name)
        field: Any = self.fields.get(name)
        label = (
            next((str(label) for key, label in field.choices if value and str(key) == str(value)), "") if field else ""
        )
        return label[:1].lower() + label[1:] if lower else label

    def _had_by(self) -> str:
        who = self.cleaned_data["assignee"]
        return {"": "", "me": "mine", "nobody": "nobody has it yet"}.get(who, f"{self._label('assignee')} has it")

    def filters(self) -> ViewFilters:
        """What was chosen."""
        given = self.cleaned_data
        return ViewFilters(
            stands=given["stands"] or "open",
            waits=given["waits"],
            tags=tuple(given.get("tags", ())),
            assignee=given["assignee"],
            service_id=given["service"],
            organisation_id=given["organisation"],
            older_days=given["older"],
            at_risk=given["at_risk"],
            stopped=given["stopped"],
            field_id=given.get("asked"),
            field_value=given.get("said", "").strip(),
        )


class ViewForm(FilterForm):
    """A view that is kept: its name and whose it is, too."""

    name = forms.CharField(label="Name", max_length=60, error_messages={"required": "Give it a name."})
    whose = forms.TypedChoiceField(label="Who sees it", coerce=int, empty_value=None, required=False)
    field_order = ("name", "whose")

    def __init__(self, *args: Any, teams: Choices, **named: Any) -> None:
        super().__init__(*args, **named)
        self._offer("whose", [("", "Only I"), *((pk, f"All of {name}") for pk, name in teams)])


class CustomFieldForm(forms.Form):
    """Something that is asked about every ticket of a service."""

    service = forms.TypedChoiceField(label="Service", coerce=int)
    name = forms.CharField(label="What is asked", max_length=120, error_messages={"required": "Name it."})
    kind = forms.ChoiceField(label="What the answer is", choices=list(KINDS.items()))
    choices = forms.CharField(
        label="To choose from", widget=forms.Textarea(attrs={"rows": 4}), required=False, help_text="One in each line."
    )
    required = forms.BooleanField(label="It must be filled in", required=False)
    on_form = forms.BooleanField(
        label="Ask whoever sends it, too",
        required=False,
        help_text="Before it is sent, by the form of the service. Ask what you always ask back.",
    )

    def __init__(self, *args: Any, services: Choices, **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["service"].choices = list(services)  # type: ignore[attr-defined]
