"""What somebody reads is noted by name only where it is allowed, they agreed, and the page says so."""

from __future__ import annotations

from django.urls import reverse

from rapport.domains.ledger import actions
from rapport.domains.ledger.models import Trace
from tests.visitors import browser
from tests.world import NOW, World

SAYS = "We note that you read this page"


def readings(world: World) -> int:
    return Trace.objects.filter(person_id=world.marta, kind__startswith="read").count()


def test_off_by_default_and_nobody_is_asked(world: World) -> None:
    client = browser(world.cast.marta)
    assert client.get(reverse("portal:readings")).status_code == 404
    assert SAYS not in client.get(reverse("public:results")).content.decode()
    assert client.post(reverse("portal:note_reading"), {"page": "results"}).status_code == 404
    assert readings(world) == 0


def test_allowed_is_not_agreed(world: World) -> None:
    actions.set_readings(on=True, actor=world.cast.ines, at=NOW)
    client = browser(world.cast.marta)
    assert SAYS not in client.get(reverse("public:results")).content.decode()
    assert not actions.note_reading(page="results", actor=world.cast.marta, at=NOW)
    assert readings(world) == 0


def test_agreed_it_is_said_noted_once_a_day_and_taken_back(world: World) -> None:
    actions.set_readings(on=True, actor=world.cast.ines, at=NOW)
    client = browser(world.cast.marta)
    client.post(reverse("portal:readings"), {"agree": "1"})
    assert SAYS in client.get(reverse("public:results")).content.decode()
    assert readings(world) == 0  # looking writes nothing; the page's own post does
    for _ in range(2):
        assert client.post(reverse("portal:note_reading"), {"page": "results"}).status_code == 200
    assert readings(world) == 1
    assert SAYS not in browser(world.cast.ivo).get(reverse("public:results")).content.decode()
    client.post(reverse("portal:readings"), {"stop": "1"})
    assert SAYS not in client.get(reverse("public:results")).content.decode()
    actions.set_readings(on=False, actor=world.cast.ines, at=NOW)
    assert client.get(reverse("portal:readings")).status_code == 404


def test_what_is_not_hers_is_no_reading(world: World) -> None:
    actions.set_readings(on=True, actor=world.cast.ines, at=NOW)
    client = browser(world.cast.ivo)
    client.post(reverse("portal:readings"), {"agree": "1"})
    found = client.post(reverse("portal:note_reading"), {"kind": "ticket", "id": world.ticket.pk})
    assert found.status_code == 404 and not Trace.objects.filter(kind="read").exists()
