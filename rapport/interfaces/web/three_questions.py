"""The three questions after an episode, the same form for both sides."""

from __future__ import annotations

from typing import Any

from django import forms

from rapport.interfaces.look.wording.led_words import QuestionsWords

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

    @classmethod
    def spoken(cls, said: QuestionsWords, *args: Any, **named: Any) -> ThreeQuestionsForm:
        """The form with its questions and answers in the words of one language."""
        form = cls(*args, **named)
        for name, label in said.asked.items():
            field = form.fields[name]
            field.label = label
            field.choices = [("yes", said.yes), ("no", said.no)]  # type: ignore[attr-defined]
        return form

    def taps(self) -> dict[str, bool | None]:
        """Yes, no, or None where nothing was tapped."""
        return {name: {"yes": True, "no": False}.get(value) for name, value in self.cleaned_data.items()}
