"""The letter after a favourable answer: a question that is asked once."""

from __future__ import annotations

import pytest

from rapport.foundation.models import Letter
from rapport.interfaces.mail import rendering

LINK = "http://127.0.0.1/desk/recovery/4/"


@pytest.mark.parametrize(
    ("kind", "more", "says"),
    [
        ("testimonial", {"by": "Dev Anand"}, "May we quote you?"),
    ],
)
def test_it_says_one_thing_and_has_one_button(kind: str, more: dict[str, str], says: str) -> None:
    data = {"name": "Noor Haddad", "brand": "Northwind Service", "link": LINK, **more}
    letter = Letter(kind=kind, subject="Somebody waits", data=data, language="en")
    words = rendering.in_words(letter)
    text = " ".join(str(words).split())
    assert says in text
    assert "Hello Noor," in text
    assert LINK in text
