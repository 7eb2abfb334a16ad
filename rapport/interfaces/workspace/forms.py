"""What agents send: answers, notes, calls and visits, facts of a ticket."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms

from rapport.domains.desk.types import PRIORITIES, TicketKind
from rapport.domains.ledger.types import Exchange
from rapport.domains.promises.types import PromiseKind
from rapport.interfaces.workspace.person.forms import EXCHANGES

LONGEST = 50_000


class AnswerForm(forms.Form):
    """A reply to the person, and what becomes of the ticket."""

    text = forms.CharField(max_length=LONGEST, error_messages={"required": "There is nothing to send yet."})
    then = forms.ChoiceField(choices=[("keep_open", ""), ("wait", ""), ("finish", "")], initial="keep_open")
    promise_until = forms.DateTimeField(required=False, error_messages={"invalid": "Choose a day and a time."})
    promise_kind = forms.ChoiceField(choices=[(k.value, k.value) for k in PromiseKind], required=False)
    promise_text = forms.CharField(max_length=300, required=False)
    seen = forms.IntegerField(max_value=10**15, required=False)
    macro = forms.IntegerField(max_value=10**15, required=False)
    shown = forms.CharField(required=False)
    minutes = forms.IntegerField(
        required=False,
        min_value=0,
        max_value=1440,
        error_messages={"max_value": "A day has 1,440 minutes.", "min_value": "Minutes cannot be negative."},
    )


class NoteForm(forms.Form):
    """A note for us only."""

    text = forms.CharField(max_length=LONGEST, error_messages={"required": "The note is empty."})
    minutes = forms.IntegerField(required=False, min_value=0, max_value=1440)


class ContactForm(forms.Form):
    """A call, a walk-in, a chat or a visit that nobody arranged, in one line."""

    channel = forms.ChoiceField(
        label="How", choices=[("phone", "Call"), ("walk-in", "Walk-in"), ("chat", "Chat"), ("visit", "Visit")]
    )
    direction = forms.ChoiceField(label="Who began it", choices=[("theirs", "They did"), ("ours", "We did")])
    text = forms.CharField(
        label="What was said or done", max_length=1000, error_messages={"required": "Say in one line what it was."}
    )
    minutes = forms.IntegerField(
        label="Minutes",
        required=False,
        min_value=0,
        max_value=1440,
        error_messages={"max_value": "A day has 1,440 minutes.", "min_value": "Minutes cannot be negative."},
    )
    exchange = forms.ChoiceField(label="What it was about", choices=list(EXCHANGES.items()), required=False)
    planned = forms.BooleanField(label="It was planned", required=False)

    def clean_exchange(self) -> str:
        """What is not said was about the service."""
        return self.cleaned_data["exchange"] or Exchange.SERVICE


class FactsForm(forms.Form):
    """Who has it, what it is, how urgent."""

    assignee = forms.TypedChoiceField(label="Who has it", coerce=int, empty_value=None, required=False)
    kind = forms.ChoiceField(label="What it is", choices=[(k.value, k.value.capitalize()) for k in TicketKind])
    priority = forms.TypedChoiceField(
        label="How urgent", coerce=int, choices=[(n, words.capitalize()) for n, words in PRIORITIES.items()]
    )
    service = forms.TypedChoiceField(label="Service", coerce=int, empty_value=None, required=False)
    thing = forms.TypedChoiceField(label="Which thing at the site", coerce=int, empty_value=None, required=False)

    def __init__(
        self,
        *args: object,
        things: Sequence[tuple[int, str]] = (),
        agents: Sequence[tuple[int, str]] | None = None,
        services: Sequence[tuple[int, str]] | None = None,
        **named: object,
    ) -> None:
        super().__init__(*args, **named)  # type: ignore[arg-type]
        self.fields["assignee"].choices = [("", "Nobody yet"), *(agents or [])]  # type: ignore[attr-defined]
        self.fields["service"].choices = [("", "Not said"), *(services or [])]  # type: ignore[attr-defined]
        self.fields["thing"].choices = [("", "None, or not said"), *things]  # type: ignore[attr-defined]
        if not things:
            del self.fields["thing"]
