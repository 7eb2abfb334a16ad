"""Addresses on pages are Django's own, whatever is kept of them."""

from __future__ import annotations

import pytest
from django.template import Context, Template
from django.urls import NoReverseMatch, reverse


def shown(text: str, **words: object) -> str:
    return Template(text).render(Context(words))


def test_an_address_is_the_same_the_second_time() -> None:
    for number in (7, 8, 7):
        assert shown("{% url 'workspace:ticket' n %}", n=number) == reverse("workspace:ticket", args=[number])


def test_what_stands_in_an_address_is_escaped_for_the_page() -> None:
    found = shown("{% url 'portal:service' key %}", key="a&'b")
    assert "&" not in found.replace("&amp;", "").replace("&#x27;", "")
    assert "'" not in found


def test_into_a_variable_and_with_names_it_is_left_to_django() -> None:
    assert shown("{% url 'workspace:ticket' ticket_id=7 %}") == reverse("workspace:ticket", args=[7])
    assert shown("{% url 'workspace:ticket' 7 as here %}[{{ here }}]") == f"[{reverse('workspace:ticket', args=[7])}]"
    assert shown("{% url 'workspace:nowhere' as here %}[{{ here }}]") == "[]"


def test_an_address_that_does_not_exist_is_an_error_each_time() -> None:
    for _ in range(2):
        with pytest.raises(NoReverseMatch):
            shown("{% url 'workspace:ticket' 'x' %}")
