"""A link in a mail signs in once; opening it does nothing, and asking tells nobody who is known here."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse

from rapport.foundation.models import Letter
from tests.cast import Cast, address
from tests.stories.conftest import Clock
from tests.stories.scene import leaving, links_in, work
from tests.visitors import plain

DOOR = "/sign-in/"


def link_for(stage: Cast) -> str:
    """Marta asks for a link and finds it in her mail."""
    Client().post(DOOR, {"email": address(stage.marta)})
    link = links_in(leaving("sign_in", stage.marta), "/sign-in/")[0]
    work()
    return link


def test_the_link_works_once_and_only_by_its_button(stage: Cast) -> None:
    link = link_for(stage)
    scanner = Client()
    assert scanner.get(link).status_code == 200
    assert scanner.head(link).status_code == 200
    assert scanner.get(reverse("portal:requests")).status_code == 302, "looking signs nobody in"
    marta = Client()
    assert marta.post(link).status_code == 302
    assert marta.get(reverse("portal:requests")).status_code == 200
    assert Client().post(link).status_code == 410
    assert Client().get(link).status_code == 410


def test_it_expires(stage: Cast, clock: Clock) -> None:
    link = link_for(stage)
    clock.wait(minutes=16)
    assert Client().post(link).status_code == 410


def test_the_answer_is_the_same_for_an_address_nobody_has(stage: Cast) -> None:
    known = Client().post(DOOR, {"email": address(stage.marta)})
    unknown = Client().post(DOOR, {"email": "nobody.here@aldergate.example"})
    assert known.status_code == unknown.status_code
    assert plain(known).replace(address(stage.marta), "") == plain(unknown).replace("nobody.here@aldergate.example", "")
    assert Letter.objects.filter(kind="sign_in").count() == 1


def test_a_link_for_one_thing_is_none_for_another(stage: Cast) -> None:
    token = link_for(stage).rstrip("/").rpartition("/")[2]
    for name in ("portal:invited", "portal:demo", "workspace:start", "public:answer"):
        assert Client().post(reverse(name, args=[token]), {"score": "9"}).status_code in {404, 410}
    assert Client().post(reverse("portal:enter", args=[token])).status_code == 302


def test_signing_out_ends_it(stage: Cast) -> None:
    marta = Client()
    marta.post(link_for(stage))
    marta.post(reverse("portal:sign_out"))
    assert marta.get(reverse("portal:requests")).status_code == 302
