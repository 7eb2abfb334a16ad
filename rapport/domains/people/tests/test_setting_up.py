"""The first run: one provider, one administrator, a place for strangers."""

from __future__ import annotations

import pytest

from rapport.domains.people import actions, queries, rules
from rapport.domains.people.models import Organisation
from rapport.foundation import links
from rapport.foundation.actors import NOBODY, Actor, NotAllowed, system
from tests.cast import MONDAY

pytestmark = pytest.mark.django_db


def set_up(actor: Actor, **more: str) -> actions.SetUp:
    said = {
        "name": "Northwind Service",
        "zone": "Europe/Helsinki",
        "language": "de",
        "administrator_email": "Ines.Roth@northwind.example",
        "administrator_name": "",
    }
    return actions.set_up_provider(**(said | more), actor=actor, at=MONDAY)


def test_before_the_first_run_there_is_nobody() -> None:
    assert (queries.has_provider(), queries.provider(), queries.brand()) == (False, None, "Rapport")


def test_the_first_run_makes_a_provider_and_its_administrator() -> None:
    made = set_up(system())
    ines = queries.actor_of(made.administrator_id)
    assert (queries.brand(), queries.has_provider()) == ("Northwind Service", True)
    assert (ines.name, ines.zone, ines.language) == ("Ines Roth", "Europe/Helsinki", "de")
    assert ines.reach.may("settings.write")
    assert Organisation.objects.filter(built_in=True).count() == 1


def test_nobody_from_outside_sets_up() -> None:
    with pytest.raises(NotAllowed):
        set_up(NOBODY)
    assert not queries.has_provider()


def test_a_time_zone_that_does_not_exist_is_refused() -> None:
    with pytest.raises(rules.WrongZone, match="Europe/Berlin"):
        set_up(system(), zone="Mars/Base")
    assert not queries.has_provider()


def test_the_link_to_the_first_run_opens_no_account() -> None:
    token = actions.first_run_link(actor=system(), at=MONDAY)
    assert links.read(token, "invite", MONDAY).ref == "first run"
    with pytest.raises(links.WrongLink):
        actions.sign_in(token=token, purpose="invite", actor=NOBODY, at=MONDAY)
