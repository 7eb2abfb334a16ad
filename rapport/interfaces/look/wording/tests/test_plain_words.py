"""No form of the product answers with a stock sentence of the framework."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator

from django import forms
from django.forms import fields
from django.urls import get_resolver

STOCK = re.compile(
    r"^(This field is|Enter (a|an|the|all)\b|Ensure |Select a valid|No file was|The submitted|Null char|Upload a valid"
    r"|Please either|The number of days|“%\(pk\)s)"
)
WRONG: dict[type[forms.Field], list[object]] = {
    fields.IntegerField: ["x", "9" * 40, "-9999999999"],
    fields.FloatField: ["x"],
    fields.DateField: ["x", "2026-13-40"],
    fields.TimeField: ["x"],
    fields.DateTimeField: ["x"],
    fields.EmailField: ["x", "a@b", "a" * 400 + "@example.org"],
    fields.URLField: ["x y"],
    fields.ChoiceField: ["no such choice"],
    fields.MultipleChoiceField: [["no such choice"], "x"],
    fields.CharField: ["x" * 200_001, "a\x00b"],
}


def forms_of_the_product() -> list[type[forms.BaseForm]]:
    """Every form class; all pages are loaded first."""
    assert get_resolver().url_patterns
    for name in ("portal.forms", "workspace.forms", "mail.post.forms", "public.call_me"):
        importlib.import_module(f"rapport.interfaces.{name}")
    found, waiting = [], [forms.BaseForm]
    while waiting:
        one = waiting.pop()
        waiting += one.__subclasses__()
        found += [one] if one.__module__.startswith("rapport.") and ".tests." not in one.__module__ else []
    return found


def said_by(field: forms.Field) -> Iterator[str]:
    """What a field says to nothing at all and to all that is wrong for its kind."""
    wrong = next((WRONG[kind] for kind in type(field).__mro__ if kind in WRONG), ["x" * 200_001])
    for value in (None, "", [], *wrong):
        try:
            field.clean(value)
        except forms.ValidationError as error:
            yield from error.messages
        except (TypeError, AttributeError):  # a file is no text
            continue
    yield from (str(words) for words in field.error_messages.values())


def test_no_form_answers_with_a_stock_sentence() -> None:
    every = forms_of_the_product()
    assert len(every) > 80, "the forms were not found"
    stock = [
        f"{one.__name__}.{name}: {words}"
        for one in every
        for name, field in one.base_fields.items()  # type: ignore[attr-defined]
        for words in said_by(field)
        if STOCK.match(words)
    ]
    assert not stock


def test_no_kind_of_field_has_one_either() -> None:
    kinds = [one for one in vars(fields).values() if isinstance(one, type) and issubclass(one, forms.Field)]
    said = {(one.__name__, str(words)) for one in kinds for words in said_in(one).values()}
    assert not [one for one in said if STOCK.match(one[1])]


def said_in(kind: type[forms.Field]) -> dict[str, object]:
    """What fields of a kind say, as they put it together themselves."""
    found: dict[str, object] = {}
    for base in reversed(kind.__mro__):
        found |= vars(base).get("default_error_messages", {})
    return found


def test_a_form_says_what_is_wrong_and_what_to_do() -> None:
    class Asked(forms.Form):
        on = forms.DateField()
        minutes = forms.IntegerField(max_value=1440)
        words = forms.CharField(max_length=5)

    said = Asked({"on": "soon", "minutes": "2000", "words": ""}).errors
    assert said == {
        "on": ["Choose a day, or write it like 2026-11-30."],
        "minutes": ["This is too much: at most 1440."],
        "words": ["Fill this in first."],
    }
    assert Asked({"on": "2026-11-30", "minutes": 1, "words": "longer"}).errors["words"] == [
        "This is too long: it may have 5 characters and has 6."
    ]
