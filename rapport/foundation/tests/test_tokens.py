"""Tokens: ours are known again in every place a mail program leaves them, forged ones are not."""

from __future__ import annotations

from typing import Any

import pytest

from rapport.foundation import tokens


@pytest.fixture
def token() -> str:
    return tokens.thread_token("ticket", 4812)


def test_a_token_is_read_from_an_id_an_address_and_a_marker(token: str) -> None:
    places = [
        tokens.new_message_id(token),
        tokens.plus_address("help@example.org", token),
        f"On Monday Ada wrote: {tokens.hidden_marker(token)}",
        token.upper(),
    ]
    assert {tokens.read_thread_token(place) for place in places} == {("ticket", 4812)}


def test_a_changed_token_is_none_of_ours(token: str) -> None:
    forged = token.replace("ticket", "survey")
    assert tokens.read_thread_token(forged) is None
    assert tokens.read_thread_token(token[:-1]) is None
    assert tokens.read_thread_token("") is None


def test_a_token_survives_a_new_secret(token: str, settings: Any) -> None:
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another secret that is long enough for this"
    assert tokens.read_thread_token(token) == ("ticket", 4812)
    settings.SECRET_KEY_FALLBACKS = []
    assert tokens.read_thread_token(token) is None


def test_each_purpose_has_its_own_key() -> None:
    assert tokens.sign("thread", "a") != tokens.sign("link", "a")
