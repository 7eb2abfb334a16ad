"""What these pages ask for: which recoveries are shown, what came of a call, how it ends, what it was about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from rapport.domains.recovery.types import CHOSEN, CauseKind, Facts, Outcome, Show

Choices = Sequence[tuple[int, str]]
SHOWN = ((Show.ALL.value, "All I may see"), (Show.MINE.value, "Mine to do"), (Show.OVERDUE.value, "Overdue"))
STANDING = (("", "Open"), ("ended", "Ended"))
FACTS = (
    ("", "Whatever was promised"),
    (Facts.KEPT.value, "Promise kept, still unhappy"),
    (Facts.BROKEN.value, "Promise broken"),
    (Facts.NONE.value, "Nothing was promised"),
)
OUTCOMES = [(one.value, one.value[:1].upper() + one.value[1:]) for one in CHOSEN]
ENDED = [(one.value, one.value[:1].upper() + one.value[1:]) for one in Outcome]  # also what nobody chose
WORDS = {"rows": 3}


class LookForm(forms.Form):
    """Which recoveries; what does not fit is no choice."""

    standing = forms.ChoiceField(label="Which", choices=STANDING, required=False)
    show = forms.ChoiceField(label="Whose", choices=SHOWN, required=False)
    facts = forms.ChoiceField(label="Promises", choices=FACTS, required=False)
    service = forms.TypedChoiceField(label="Service", coerce=int, empty_value=None, required=False)
    outcome = forms.ChoiceField(label="Outcome", required=False)

    def __init__(self, *args: Any, services: Choices, **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["service"].choices = [("", "Every service"), *services]  # type: ignore[attr-defined]
        self.fields["outcome"].choices = [("", "Every outcome"), *ENDED]  # type: ignore[attr-defined]

    def chosen(self, name: str) -> Any:
        """What was chosen and fits, else nothing."""
        self.is_valid()
        return self.cleaned_data.get(name) or None

    def shown(self) -> tuple[tuple[str, str, tuple[tuple[str, str, bool], ...]], ...]:
        """Name, label and choices of each field, for the row above a list; outcomes where there are any."""
        names = [name for name in self.fields if name != "outcome" or self.chosen("standing")]
        return tuple((name, str(self.fields[name].label), self._choices(name)) for name in names)

    def _choices(self, name: str) -> tuple[tuple[str, str, bool], ...]:
        field: Any = self.fields[name]
        chosen = str(self.chosen(name) or "")
        return tuple((str(value), str(said), str(value) == chosen) for value, said in field.choices)


class _OneOfMany(forms.Form):
    """One of the forms of a page: the ids of its fields begin with its own name, so that labels find theirs."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **{"auto_id": f"{type(self).__name__.lower()}_%s", **named})


class ContactForm(_OneOfMany):
    """One try to reach them."""

    reached = forms.ChoiceField(
        label="What came of it",
        choices=[("yes", "We spoke"), ("", "Nobody answered")],
        widget=forms.RadioSelect,
        required=False,
        initial="yes",
    )
    channel = forms.ChoiceField(label="How", choices=[("phone", "Call"), ("visit", "Visit"), ("mail", "Mail")])
    words = forms.CharField(
        label="What was said",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs=WORDS),
        help_text="For you and who answers for this with you. On their page it says only that we spoke.",
        error_messages={"max_length": "That is more than 2,000 letters. Make it a little shorter."},
    )


class EndForm(_OneOfMany):
    """What came of it."""

    outcome = forms.ChoiceField(
        label="What came of it",
        choices=OUTCOMES,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what came of it."},
    )
    words = forms.CharField(
        label="In words",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs=WORDS),
        error_messages={"max_length": "That is more than 2,000 letters. Make it a little shorter."},
    )

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(
            *args, **{"auto_id": "end_%s", **named}
        )  # the words of a contact are asked for on the same page


class CauseForm(_OneOfMany):
    """What it was about."""

    about = forms.ChoiceField(
        label="It was about",
        choices=[
            (CauseKind.TICKET.value, "A ticket"),
            (CauseKind.SERVICE.value, "A service"),
            (CauseKind.TERM.value, "A term"),
            (CauseKind.CHANGE.value, "A change or an idea"),
        ],
    )
    which = forms.CharField(
        label="Which one",
        max_length=200,
        required=False,
        help_text="The ticket’s number, the service’s name, their word or ours. A change or an idea needs none.",
        error_messages={"max_length": "That is more than 200 letters."},
    )
    words = forms.CharField(
        label="In a few words",
        max_length=200,
        required=False,
        error_messages={"max_length": "That is more than 200 letters. Make it a little shorter."},
    )

    def clean(self) -> dict[str, Any]:
        """A number for what has a page, words for what has none."""
        given: dict[str, Any] = super().clean() or {}
        change = given.get("about") == CauseKind.CHANGE
        if change and not given.get("words"):
            self.add_error("words", "Say in a few words which change or idea it was.")
        if not change and "which" in given and not given["which"]:
            self.add_error("which", "Write the number of the ticket, the name of the service, or the word.")
        return given


class HandOverForm(forms.Form):
    """Who takes it."""

    to = forms.TypedChoiceField(
        label="Who takes it", coerce=int, error_messages={"invalid_choice": "Choose somebody of the list."}
    )

    def __init__(self, *args: Any, people: Choices, **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["to"].choices = list(people)  # type: ignore[attr-defined]
