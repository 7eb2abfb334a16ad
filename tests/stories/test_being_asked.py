"""Somebody who never wants to be asked again says so, and may change it on a page of their own."""

from __future__ import annotations

from rapport.domains.people.models import Person
from tests.visitors import browser
from tests.world import World


def test_marta_stops_the_questions_and_lets_them_begin_again(world: World) -> None:
    client = browser(world.cast.marta)
    assert 'href="/you-and-us/being-asked/"' in client.get("/you-and-us/").content.decode()
    where = "/you-and-us/being-asked/"
    assert "You may be among them" in client.get(where).content.decode()
    assert Person.objects.get(pk=world.marta).opted_out_at is None, "looking changes nothing"
    assert "we do not." in client.post(where, {"ask": "no"}, follow=True).content.decode()
    assert Person.objects.get(pk=world.marta).opted_out_at is not None
    assert "You may be among them" in client.post(where, {"ask": "yes"}, follow=True).content.decode()
    assert Person.objects.get(pk=world.marta).opted_out_at is None
