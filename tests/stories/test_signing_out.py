"""Whoever is signed in signs out: here by a button on every page, everywhere from their own page."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.cast import Cast
from tests.visitors import browser, plain


@pytest.mark.parametrize(
    ("name", "page", "own"),
    [
        ("hugo", "workspace:today", "workspace:my_card"),
        ("marta", "portal:home", "portal:profile"),
        ("lena", "public:results", "portal:profile"),
    ],
)
def test_every_page_signs_out_and_ones_own_signs_out_everywhere(stage: Cast, name: str, page: str, own: str) -> None:
    who = stage.everybody[name]
    here, phone, another = browser(who), browser(who), browser(stage.ivo)
    button = f'<form method="post" action="{reverse("portal:sign_out")}">'
    assert button in plain(here.get(reverse(page))), "the button stands beside the name"
    assert here.get(reverse("portal:sign_out")).status_code == 405, "a link that is opened signs nobody out"
    assert "You are signed out." in plain(here.post(reverse("portal:sign_out"), follow=True))
    assert button not in plain(here.get(reverse("public:results")))
    assert phone.get(reverse(own)).status_code == 200, "the other device is still signed in"
    here = browser(who)
    everywhere = reverse("portal:sign_out_everywhere")
    assert everywhere in plain(here.get(reverse(own)))
    assert "signed out everywhere" in plain(here.post(everywhere, follow=True))
    assert [one.get(reverse(own)).status_code for one in (here, phone)] == [302, 302]
    assert another.get(reverse("portal:profile")).status_code == 200, "nobody else was signed out"


def test_signed_out_already_it_leads_to_the_door(stage: Cast) -> None:
    gone = browser(stage.nobody).post(reverse("portal:sign_out_everywhere"))
    assert gone["Location"].startswith(reverse("portal:sign_in"))
