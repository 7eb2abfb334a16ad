"""A poster on a site's wall: whoever points a camera at it asks us, and we know where they are."""

from __future__ import annotations

from django.urls import reverse

from rapport.domains.desk.models import Ticket
from rapport.domains.knowledge import actions as knowledge
from rapport.domains.knowledge.types import Audience, Readers, Trouble
from rapport.domains.people import actions as people
from rapport.domains.people.models import SiteDoor
from tests.cast import MONDAY, Cast
from tests.stories.conftest import Clock
from tests.visitors import browser, plain

PUMP = "the pump at the gate is off"


def address(stage: Cast) -> str:
    """The page of the head office, with somebody who decides there."""
    days = {"opens_on": None, "closes_on": None, "decides_id": stage.ivo.person_id}
    words = {"line_call": "Coastline, 0800 1"}
    people.describe_site(site_id=stage.head_office.pk, words=words, actor=stage.ines, at=MONDAY, **days)
    key = people.open_site_door(site_id=stage.head_office.pk, actor=stage.ines, at=MONDAY)
    return reverse("portal:at_site", args=[key])


def test_a_stranger_asks_from_the_poster_and_staff_see_where(stage: Cast, clock: Clock) -> None:
    here, visitor = address(stage), browser(stage.nobody)
    page = visitor.get(here)
    shown = plain(page)
    assert stage.head_office.name in shown and "What do you need?" in shown
    assert "noindex" in page["X-Robots-Tag"]
    assert not [word for word in ("Ivo", "Coastline", "Marta", stage.aldergate.name) if word in shown]
    key = SiteDoor.objects.get().key
    said = {"ask": PUMP, "name": "Pat", "email": "pat@elsewhere.example", "at": key}
    told = visitor.post(reverse("portal:home"), said | {"seen": "1"}, follow=True)
    assert "We have it" in plain(told)
    ticket = Ticket.objects.get()
    assert ticket.site_id == stage.head_office.pk
    assert stage.head_office.name in plain(browser(stage.hugo).get(reverse("workspace:ticket", args=[ticket.pk])))


def test_its_own_people_are_told_whom_to_ask_and_nobody_else(stage: Cast, clock: Clock) -> None:
    here = address(stage)
    hers = plain(browser(stage.marta).get(here))
    assert "Coastline, 0800 1" in hers and "Whom to ask here" in hers
    for other in (stage.ruth, stage.lena, stage.tomas, stage.nobody):
        shown = plain(browser(other).get(here))
        assert stage.head_office.name in shown
        assert "Coastline" not in shown and "Whom to ask" not in shown, other.name
    said = {"ask": PUMP, "seen": "1", "at": SiteDoor.objects.get().key}
    sent = browser(stage.lena).post(reverse("portal:home"), said)
    assert sent.status_code == 302
    assert Ticket.objects.get().site_id == stage.head_office.pk
    assert browser(stage.hugo).get(here)["Location"] == reverse("workspace:site", args=[stage.head_office.pk])


def test_what_is_known_there_and_nothing_of_other_places(stage: Cast, clock: Clock) -> None:
    here = address(stage)
    for title, audience, service in (
        ("The barrier stays up", Audience.EVERYBODY, None),
        ("Printing prints pale", Audience.SERVICE, stage.printing.pk),
    ):
        readers = Readers(audience, service_id=service)
        said, team_id = Trouble(title, ""), stage.service_desk.pk
        knowledge.open_problem(trouble=said, readers=readers, team_id=team_id, actor=stage.noor, at=MONDAY)
    shown = plain(browser(stage.nobody).get(here))
    assert "The barrier stays up" in shown and "prints pale" not in shown


def test_the_poster_is_printed_and_taken_away(stage: Cast, clock: Clock) -> None:
    site = reverse("workspace:site", args=[stage.head_office.pk])
    poster = reverse("workspace:site_poster", args=[stage.head_office.pk])
    ines, hugo = browser(stage.ines), browser(stage.hugo)
    assert ines.get(poster).status_code == 404
    assert hugo.post(reverse("workspace:site_door", args=[stage.head_office.pk])).status_code == 403
    ines.post(reverse("workspace:site_door", args=[stage.head_office.pk]))
    key = SiteDoor.objects.get().key
    drawn = hugo.get(poster)
    assert drawn["Content-Type"].startswith("image/svg+xml")
    assert f"/at/{key}/" in drawn.content.decode() and stage.head_office.name in drawn.content.decode()
    assert f"/at/{key}/" in plain(hugo.get(site))
    ines.post(reverse("workspace:site_door", args=[stage.head_office.pk]), {"close": "yes"})
    assert browser(stage.nobody).get(f"/at/{key}/").status_code == 404
    asked = {"ask": PUMP, "name": "Pat", "email": "pat@elsewhere.example", "seen": "1", "at": key}
    browser(stage.nobody).post(reverse("portal:home"), asked)
    assert Ticket.objects.get().site_id is None, "what they wrote reaches us all the same"
    ines.post(reverse("workspace:site_door", args=[stage.head_office.pk]))
    assert SiteDoor.objects.get().key != key
