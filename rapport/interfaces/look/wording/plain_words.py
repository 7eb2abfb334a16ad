"""What a field says when it is filled in wrongly: plain words in one place, where Django has its own sentences.

A form that knows better says so with `error_messages` of its own.
"""

from __future__ import annotations

from collections.abc import Mapping

from rapport.interfaces.look.wording import german

WHOLE, NUMBER = "Write a whole number, such as 12.", "Write a number, such as 2.5."
CHOICE = "This is none of the choices here. Choose one of them."
OF_EVERY_FIELD: Mapping[str, str] = {
    "required": "Fill this in first.",
    "invalid": "This cannot be read. Write it another way.",
    "max_length": "This is too long: it may have %(limit_value)d characters and has %(show_value)d.",
    "min_length": "This is too short: it must have %(limit_value)d characters or more and has %(show_value)d.",
    "max_value": "This is too much: at most %(limit_value)s.",
    "min_value": "This is too little: %(limit_value)s or more.",
    "step_size": "Only steps of %(limit_value)s are possible here.",
    "null_characters_not_allowed": "There is a sign in it that cannot be kept. Write it again without.",
    "max_digits": "This number has too many digits.",
    "max_decimal_places": "This number has too many digits after the point.",
    "max_whole_digits": "This number has too many digits before the point.",
}
OF_KIND: Mapping[str, Mapping[str, str]] = {
    "IntegerField": {"invalid": WHOLE},
    "FloatField": {"invalid": NUMBER},
    "DecimalField": {"invalid": NUMBER},
    "DateField": {"invalid": "Choose a day, or write it like 2026-11-30."},
    "TimeField": {"invalid": "Choose a time, or write it like 09:30."},
    "DateTimeField": {"invalid": "Choose a day and a time."},
    "DurationField": {"invalid": "Write how long, like 01:30:00.", "overflow": "This is longer than can be counted."},
    "UUIDField": {"invalid": "This is no key of ours."},
    "JSONField": {"invalid": "This is not JSON."},
    "MultiValueField": {"invalid": CHOICE, "incomplete": "Fill in all of it."},
    "SplitDateTimeField": {"invalid_date": "Choose a day.", "invalid_time": "Choose a time."},
    "EmailField": {"invalid": "This is no mail address. Write one like ada@example.org."},
    "URLField": {"invalid": "This is no address of a page. Write one like https://example.org."},
    "ChoiceField": {"invalid_choice": CHOICE},
    "MultipleChoiceField": {"invalid_choice": "One of these is none of the choices here.", "invalid_list": CHOICE},
    "FileField": {
        "invalid": "No file came. Choose it again.",
        "missing": "No file came. Choose it again.",
        "empty": "This file is empty. Choose another one.",
        "max_length": "The name of this file is too long: it may have %(max)d characters and has %(length)d.",
        "contradiction": "Choose a file or take it away, not both.",
    },
    "ImageField": {"invalid_image": "This is no picture that can be read. Choose another one."},
}  # fmt: skip


def speak() -> None:
    """Let every field of every form say these; called once, when the product starts."""
    from django.forms import fields

    fields.Field.default_error_messages = {**fields.Field.default_error_messages, **_later(OF_EVERY_FIELD)}
    for kind, words in OF_KIND.items():
        found = getattr(fields, kind)
        found.default_error_messages = {**found.__dict__.get("default_error_messages", {}), **_later(words)}


def _later(words: Mapping[str, str]) -> dict[str, str]:
    """In the language of the page they will stand on."""
    return {name: german.later(said) for name, said in words.items()}
