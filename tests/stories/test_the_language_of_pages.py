"""A page speaks one of the languages we have words in, and English to all others; letters go on in the reader's."""

from __future__ import annotations

import pytest

from rapport.domains.people.models import Person
from tests.visitors import browser, plain
from tests.world import World


@pytest.mark.parametrize("language", ["pl", "fr", "pt-BR"])
def test_an_error_in_a_form_is_in_the_language_of_its_page(world: World, language: str) -> None:
    Person.objects.filter(pk=world.marta).update(language=language)
    client = browser(world.cast.marta)
    long = plain(client.post(f"/requests/{world.ticket.public_key}/", {"text": "x" * 60_000}))
    assert 'lang="en"' in long
    assert "This is too long: it may have" in long
    assert Person.objects.get(pk=world.marta).language == language
