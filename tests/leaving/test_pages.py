"""The pages of merging and leaving, as somebody who serves and as the person themself meet them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from rapport.domains.people import actions
from rapport.domains.people.models import Erasure, Export, Person
from rapport.foundation import jobs
from rapport.foundation.actors import system
from tests.outsiders.leaving import second_marta
from tests.visitors import browser
from tests.world import World


@pytest.fixture
def apart(settings: Any, tmp_path: Path, request: pytest.FixtureRequest) -> World:
    """The small world in a folder of its own: whoever is erased in it takes files along that others still read."""
    settings.DATA = tmp_path / "place"
    world: World = request.getfixturevalue("world")
    return world


def page(world: World, who: str, name: str, *, query: str = "", **kwargs: Any) -> str:
    """What somebody of the cast reads."""
    found = browser(getattr(world.cast, who)).get(reverse(name, kwargs=kwargs) + query)
    assert found.status_code == 200, name
    return found.content.decode()


def test_two_are_looked_at_merged_and_parted_again(world: World) -> None:
    second = second_marta(world)
    noor = browser(world.cast.noor)
    assert "Look at both" in page(world, "noor", "workspace:duplicates")
    both = page(world, "noor", "workspace:merge", query=f"?other={second}", person_id=world.marta)
    assert "marta.kolb+two@aldergate.example" in both
    noor.post(reverse("workspace:merge", args=[world.marta]), {"other": second})
    assert noor.get(reverse("workspace:person", args=[second]))["Location"].endswith(f"/{world.marta}/")
    assert "Nobody here seems to be twice" in page(world, "noor", "workspace:duplicates")
    noor.post(reverse("workspace:part", args=[world.marta]), {"other": second})
    assert Person.objects.get(pk=second).merged_into_id is None


def test_two_who_are_two_are_not_named_again(world: World) -> None:
    second = second_marta(world)
    noor = browser(world.cast.noor)
    noor.post(reverse("workspace:duplicates"), {"one": world.marta, "other": second})
    assert "Nobody here seems to be twice" in page(world, "noor", "workspace:duplicates")
    assert noor.post(reverse("workspace:duplicates"), {"one": second, "other": 987_654}).status_code == 404


def test_people_of_two_organisations_are_refused_with_the_reason(world: World) -> None:
    refused = browser(world.cast.noor).post(
        reverse("workspace:merge", args=[world.marta]), {"other": world.cast.lena.person_id}
    )
    assert refused.status_code == 409
    assert "two organisations" in refused.content.decode()


def test_an_agent_is_not_offered_what_their_role_does_not_include(world: World) -> None:
    for name in ("merge", "export_person", "erase_person", "addresses"):
        assert browser(world.cast.hugo).get(reverse(f"workspace:{name}", args=[world.marta])).status_code == 403
    assert browser(world.cast.noor).get(reverse("workspace:erase_person", args=[world.marta])).status_code == 403


@pytest.mark.parametrize("name", ["export_person", "erase_person"])
def test_another_name_begins_nothing(world: World, name: str) -> None:
    said = browser(world.cast.ines).post(reverse(f"workspace:{name}", args=[world.marta]), {"name": "Ivo Brandt"})
    assert said.status_code == 400
    assert "name" in said.content.decode()
    assert not Export.objects.exists()
    assert not Erasure.objects.exists()


def test_she_takes_everything_along_from_her_own_page(world: World) -> None:
    marta = browser(world.cast.marta)
    assert "Take everything with you" in page(world, "marta", "portal:relationship")
    marta.post(reverse("portal:take"))
    assert "Being packed" in page(world, "marta", "portal:take")
    jobs.run_all("default")
    key = Export.objects.get(person_id=world.marta).key
    assert reverse("portal:export", args=[key]) in page(world, "marta", "portal:take")
    fetched = marta.get(reverse("portal:export", args=[key]))
    assert b"".join(fetched.streaming_content).startswith(b"PK")  # type: ignore[attr-defined]


def test_her_wish_reaches_those_who_decide_and_comes_back_to_her(world: World) -> None:
    marta, ines = browser(world.cast.marta), browser(world.cast.ines)
    marta.post(reverse("portal:forget"))
    marta.post(reverse("portal:forget"))
    wish = Erasure.objects.get()
    assert "1 person asked to be forgotten" in page(world, "ines", "workspace:settings_leaving")
    refused = ines.post(reverse("workspace:settings_leaving"), {"decline": wish.pk, "reason": " "})
    assert refused.status_code == 400 and "Nothing was decided yet." in refused.content.decode()
    why = "The law keeps bills for ten years, Marta Kolb."
    ines.post(reverse("workspace:settings_leaving"), {"decline": wish.pk, "reason": why})
    told = page(world, "marta", "portal:forget")
    assert "Your earlier wish was declined" in told and why in told
    assert why in page(world, "ines", "workspace:settings_leaving")
    ines.post(reverse("workspace:erase_person", args=[world.marta]), {"name": "Marta Kolb"})
    wish.refresh_from_db()
    assert (wish.state, wish.reason) == ("declined", "")


def test_once_erased_their_page_names_nobody(apart: World) -> None:
    world = apart
    ines, marta = browser(world.cast.ines), browser(world.cast.marta)
    assert marta.get(reverse("portal:take")).status_code == 200
    ines.post(reverse("workspace:erase_person", args=[world.marta]), {"name": "Marta Kolb"})
    assert "being erased now" in page(world, "ines", "workspace:settings_leaving")
    assert marta.get(reverse("portal:take")).status_code == 302  # her sessions have ended
    jobs.run_all("default")
    assert "Somebody who left" in page(world, "ines", "workspace:settings_leaving")
    assert "Marta" not in page(world, "ines", "workspace:person", person_id=world.marta)
    for name in ("merge", "export_person", "erase_person", "addresses"):
        assert ines.get(reverse(f"workspace:{name}", args=[world.marta])).status_code == 404


def test_addresses_are_added_confirmed_and_removed(world: World) -> None:
    noor, where = browser(world.cast.noor), reverse("workspace:addresses", args=[world.marta])
    noor.post(where, {"address": "marta@private.example"})
    added = Person.objects.get(pk=world.marta).addresses.get(address="marta@private.example")
    noor.post(where, {"vouch": added.pk})
    assert "confirmed" in page(world, "marta", "portal:addresses")
    known = noor.post(where, {"address": "ivo.brandt@aldergate.example"})
    assert known.status_code == 400
    browser(world.cast.marta).post(reverse("portal:remove_address", args=[added.pk]))
    assert not Person.objects.get(pk=world.marta).addresses.filter(pk=added.pk).exists()
    assert noor.post(where, {"remove": added.pk}).status_code == 404


def test_a_merged_row_signs_in_as_the_one_kept(world: World) -> None:
    second = second_marta(world)
    actions.merge_people(keep_id=world.marta, other_id=second, actor=system(), at=world.at)
    assert "marta.kolb+two@aldergate.example" in page(world, "marta", "portal:addresses")
