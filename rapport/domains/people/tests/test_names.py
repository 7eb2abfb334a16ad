"""Names by page, import and program: what nobody sees is cleaned away, and a name of nothing else is refused."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from rapport.domains.people import actions
from rapport.domains.people.models import Organisation, Person, Service, Site, Team
from rapport.foundation.actors import system
from tests.cast import Cast

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
ROUND = "Desk\r\nBcc: all@example.org\u202e\x07\x00"
SEEN = "Desk Bcc: all@example.org"


def test_each_place_is_named_by_what_can_be_seen(cast: Cast) -> None:
    at = {"actor": system(), "at": NOW}
    team = actions.create_team(name=ROUND, **at)
    service = actions.create_service(name=ROUND, team_id=team.pk, **at)
    client = actions.create_organisation(name=ROUND, **at)
    site = actions.create_site(organisation_id=client.pk, name=ROUND, **at)
    rows = (team, service, client, site)
    assert [row.name for row in rows] == [SEEN] * 4
    assert [type(row).objects.get(pk=row.pk).name for row in rows] == [SEEN] * 4


def test_a_name_of_which_nothing_can_be_seen_is_refused(cast: Cast) -> None:
    with pytest.raises(actions.TakenName, match="Nobody could see this name"):
        actions.create_team(name="\u202e\u200b \x07", actor=system(), at=NOW)
    assert not Team.objects.filter(name="").exists()


def test_two_that_look_the_same_are_one(cast: Cast) -> None:
    actions.create_team(name="Night shift", actor=system(), at=NOW)
    with pytest.raises(actions.TakenName, match="already"):
        actions.create_team(name="Night \u200bshift", actor=system(), at=NOW)


def test_people_and_what_an_import_makes_around_them(cast: Cast) -> None:
    row = {
        "email": "new.one@far.example", "name": f"New {ROUND}", "organisation": f"Far {ROUND}",
        "site": f"Shed {ROUND}", "services": "Door\u202eopener",
    }  # fmt: skip
    said = actions.import_people(rows=[row, row | {"email": "b@far.example"}], actor=system(), at=NOW)
    assert not said.refused
    far = Organisation.objects.get(name=f"Far {SEEN}")
    assert Person.objects.filter(organisation=far, name=f"New {SEEN}").count() == 2
    assert Site.objects.get(organisation=far).name == f"Shed {SEEN}"
    assert Service.objects.filter(name="Dooropener").exists()


def test_a_person_renamed_keeps_joiners_and_loses_changes_of_direction(cast: Cast) -> None:
    one = Person.objects.order_by("pk").first()
    assert one is not None
    name = "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"
    actions.update_profile(person_id=one.pk, changes={"name": f"\u202e{name}\u2066"}, actor=system(), at=NOW)
    assert Person.objects.get(pk=one.pk).name == name
    Person.objects.filter(pk=one.pk).update(name=f"\u202e{name}")
    assert Person.objects.get(name=name).pk == one.pk
