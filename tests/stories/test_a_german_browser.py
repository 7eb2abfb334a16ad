"""Somebody we do not know has a browser that asks for German, and reads German until they say who they are."""

from __future__ import annotations

import pytest
from django.test import Client

from rapport.domains.desk.tests.mails import mailbox
from rapport.interfaces.mail.tests.test_letters_in_german import english_in
from tests.cast import Cast
from tests.visitors import browser

GERMAN = {"Accept-Language": "fr;q=0.2,de-AT,de;q=0.9,en;q=0.8"}

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("page", ["/", "/known/", "/help/", "/sign-in/", "/sign-in/?next=/requests/"])
def test_a_stranger_with_a_german_browser_reads_german(cast: Cast, page: str) -> None:
    mailbox(cast)
    response = Client().get(page, headers=GERMAN)
    shown = response.content.decode()
    assert '<html lang="de"' in shown and english_in(shown) == [], english_in(shown)
    assert "Accept-Language" in response.headers["Vary"]
    assert '<html lang="en"' in Client().get(page, headers={"Accept-Language": "pl,en;q=0.5"}).content.decode()
    led = f"{page}{'&' if '?' in page else '?'}lang=en"
    assert '<html lang="en"' in Client().get(led, headers=GERMAN).content.decode()


def test_signed_in_their_own_language_holds(cast: Cast) -> None:
    response = browser(cast.marta).get("/", headers=GERMAN)
    assert '<html lang="en"' in response.content.decode()
