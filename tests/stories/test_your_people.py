"""A client contact reads what was between the people of the organisation and us; nobody else of theirs does."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from rapport.domains.desk import actions as desk
from rapport.domains.people.models import Person
from rapport.foundation.actors import Actor
from tests.cast import Cast
from tests.stories.conftest import Clock
from tests.stories.scene import ticket_of, work, write
from tests.visitors import browser, plain
from tests.world import NOTE, World


def page_of(person: Actor) -> str:
    """The address of the page about one of the organisation's people."""
    return reverse("portal:your_person", args=[Person.objects.values_list("key", flat=True).get(pk=person.person_id)])


def listed(world: World, who: str, path: str) -> list[dict[str, Any]]:
    """What a program finds with somebody's token."""
    headers = {"Authorization": f"Bearer {world.api_tokens[who]}"}
    return list(Client().get(f"/api/v1/{path}", headers=headers).json()["rows"])


def test_ruth_finds_each_of_her_people_with_their_matters(stage: Cast, clock: Clock) -> None:
    ticket_id = ticket_of(write(stage.marta, "Plotter stuck", "It swallows drawings."))
    desk.answer(ticket_id=ticket_id, text="It is mended.", then="finish", actor=stage.hugo, at=clock.at)
    desk.write_note(ticket_id=ticket_id, text=NOTE, actor=stage.hugo, at=clock.at)
    work()
    ruth = browser(stage.ruth)
    assert "Your people" in plain(ruth.get("/"))
    everybody = plain(ruth.get(reverse("portal:your_people")))
    assert "1 matter, 2 words and visits" in everybody
    assert "Ivo Brandt" in everybody and "No contact within a year" in everybody
    assert "Lena Fors" not in everybody
    hers = plain(ruth.get(page_of(stage.marta)))
    assert "Marta Kolb and us" in hers and "Plotter stuck" in hers and "1 theirs, 1 ours" in hers
    assert "77-A" not in hers
    assert ruth.get(page_of(stage.ruth))["Location"] == reverse("portal:relationship")


def test_the_pages_are_not_there_for_whom_nothing_was_granted(world: World) -> None:
    for who in (*world.cast.outsiders.values(), world.cast.marta, world.cast.hugo):
        expected = 404 if who.is_person else 302
        for address in (reverse("portal:your_people"), page_of(world.cast.marta)):
            assert browser(who).get(address).status_code == expected, who.name
        assert "Your people" not in plain(browser(who).get("/", follow=True))


def test_a_person_of_another_organisation_looks_like_nobody(world: World) -> None:
    ruth = browser(world.cast.ruth)
    lena, nobody = ruth.get(page_of(world.cast.lena)), ruth.get(reverse("portal:your_person", args=["nobody"]))
    assert (lena.status_code, plain(lena)) == (404, plain(nobody))


@pytest.mark.parametrize("path", ["acts", "episodes"])
def test_programs_find_the_organisations_people_and_no_others(world: World, path: str) -> None:
    people = {world.cast.marta.person_id, world.cast.ivo.person_id}
    assert {row["person_id"] for row in listed(world, "ruth", path)} == people
    for who in ("lena", "ivo", "tomas"):
        assert {row["person_id"] for row in listed(world, who, path)} <= {getattr(world.cast, who).person_id}


def test_marta_answered_by_name_and_ruth_does_not_learn_it(world: World) -> None:
    assert [row for row in listed(world, "marta", "acts") if row["kind"] == "answer" and row["channel"] == "answer"]
    assert not [row for row in listed(world, "ruth", "acts") if row["channel"] == "answer"]
    assert not [row for row in listed(world, "ruth", "episodes") if row["ref_kind"] == "answer"]
    shown = browser(world.cast.ruth).get(page_of(world.cast.marta)).context["timeline"]
    assert "9" not in {act.title for act in shown.acts} | {episode.title for episode in shown.episodes}
