"""Importing people: complete, repeatable, and a bad line stops only itself."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from rapport.domains.people import actions, queries
from rapport.domains.people.models import Address, Organisation, Person, Role, Service, Site, Team, Use
from rapport.domains.people.types import Imported
from rapport.foundation.actors import NotAllowed
from tests.cast import MONDAY, ONE_HOUR, Cast

OLGA = {
    "email": "Olga.Reis@aldergate.example; olga@aldergate.example",
    "name": "Olga Reis",
    "organisation": "Aldergate Electric",
    "site": "Trade fair Hanover",
    "site_kind": "temporary",
    "site_opens": "2026-04-01",
    "site_closes": "2026-04-30",
    "services": "Mail; Badge printing",
    "language": "pt",
    "known_since": "2024-02-01",
    "role": "",
    "team": "",
}


def run(cast: Cast, *rows: dict[str, str], **more: Any) -> Imported:
    return actions.import_people(rows=rows, actor=more.get("actor", cast.ines), at=more.get("at", MONDAY))


def counted() -> dict[str, int]:
    return {m.__name__: m.objects.count() for m in (Organisation, Site, Team, Service, Person, Address, Use, Role)}


def test_a_line_becomes_a_person_with_all_that_it_names(cast: Cast) -> None:
    said = run(cast, OLGA)
    olga = Person.objects.select_related("site").get(name="Olga Reis")
    assert (olga.language, olga.known_since, olga.organisation_id) == ("pt", date(2024, 2, 1), cast.aldergate.pk)
    assert (olga.site.name, olga.site.kind, olga.site.closes_on) == (
        "Trade fair Hanover",
        "temporary",
        date(2026, 4, 30),
    )
    assert {s.name for s in queries.services_of(cast.hugo, [olga.pk])[olga.pk]} == {"Mail", "Badge printing"}
    assert said.made == {"people": 1, "addresses": 1, "sites": 1, "services": 1, "uses": 2}
    assert said.refused == []


def test_a_second_run_changes_nothing(cast: Cast) -> None:
    rows = [OLGA, OLGA | {"email": "b@new.example", "organisation": "New Client", "name": "", "site": ""}]
    run(cast, *rows)
    before = counted()
    again = run(cast, *rows)
    assert counted() == before
    assert (again.made, again.changed, again.refused) == ({}, {}, [])


def test_what_changed_in_the_file_changes_here(cast: Cast) -> None:
    run(cast, OLGA)
    said = run(cast, OLGA | {"name": "Olga Reis-Kolb", "language": ""})
    olga = Person.objects.get(name="Olga Reis-Kolb")
    assert (said.changed, olga.language) == ({"people": 1}, "pt")
    assert [c.name for c in queries.people(cast.hugo, search="reis kolb")] == ["Olga Reis-Kolb"]


def test_any_known_address_finds_the_person(cast: Cast) -> None:
    run(cast, OLGA)
    run(cast, OLGA | {"email": "olga@aldergate.example; third@aldergate.example"})
    assert Person.objects.filter(name="Olga Reis").count() == 1
    assert Address.objects.filter(person__name="Olga Reis").count() == 3


def test_a_bad_line_is_refused_with_its_number_and_the_rest_goes_on(cast: Cast) -> None:
    said = run(
        cast,
        OLGA,
        OLGA | {"email": "nobody"},
        OLGA | {"email": "c@aldergate.example", "role": "agent", "team": "Service Desk"},
        OLGA | {"email": "olga@aldergate.example"},
        OLGA | {"email": "d@aldergate.example", "name": "Dora"},
    )
    assert [r.line for r in said.refused] == [3, 4, 5]
    assert "not a mail address" in said.refused[0].reason
    assert "Only people of Northwind Service serve" in said.refused[1].reason
    assert "line 2 already" in said.refused[2].reason
    assert Person.objects.filter(name="Dora").exists()
    assert said.rows == 5


def test_two_people_are_not_made_one_by_a_file(cast: Cast) -> None:
    said = run(cast, OLGA | {"email": "marta.kolb@aldergate.example; ivo.brandt@aldergate.example"})
    assert "belong to two people" in said.refused[0].reason
    assert Person.objects.get(pk=cast.marta.person_id).name == "Marta Kolb"


def test_staff_get_their_teams_and_contacts_their_organisation(cast: Cast) -> None:
    run(
        cast,
        {
            "email": "kai@northwind.example",
            "organisation": "Northwind Service",
            "role": "agent",
            "team": "Service Desk; Night Shift",
        },
        {"email": "pia@aldergate.example", "organisation": "Aldergate Electric", "role": "client contact"},
    )
    kai = queries.actor_of(Address.objects.get(address="kai@northwind.example").person_id)
    pia = queries.actor_of(Address.objects.get(address="pia@aldergate.example").person_id)
    assert kai.reach.team_ids == {cast.service_desk.pk, Team.objects.get(name="Night Shift").pk}
    assert pia.reach.organisation_ids == {cast.aldergate.pk}


def test_who_serves_and_names_no_organisation_is_the_providers(cast: Cast) -> None:
    row = {"email": "kai@northwind.example", "organisation": "", "role": "agent", "team": "Service Desk"}
    said = run(cast, row, {"email": "pia@aldergate.example", "organisation": ""})
    kai = Address.objects.select_related("organisation").get(address="kai@northwind.example")
    assert kai.organisation.name == "Northwind Service"
    assert queries.actor_of(kai.person_id).reach.team_ids == {cast.service_desk.pk}
    assert [(r.line, r.reason) for r in said.refused] == [(3, "There is no organisation.")]
    assert run(cast, row).made == {}


def test_who_is_known_elsewhere_stays_there_and_the_row_says_so(cast: Cast) -> None:
    before = counted()
    known = queries.person(cast.marta, cast.marta.person_id).addresses.get().address
    said = run(cast, {"email": known, "organisation": "Northwind Service", "name": "Another"}, at=MONDAY + ONE_HOUR)
    assert counted() == before
    assert [r.reason for r in said.refused] == [f"{known} is known at Aldergate Electric; the person stays there."]
    assert (said.kept, said.made) == (1, {})


def test_a_line_adds_no_address_of_another_organisation(cast: Cast) -> None:
    run(cast, OLGA)
    known = queries.person(cast.hugo, cast.hugo.person_id).addresses.get().address
    said = run(cast, OLGA | {"email": f"{OLGA['email']}; {known}"}, at=MONDAY + ONE_HOUR)
    assert Address.objects.filter(address=known).count() == 1
    assert [r.reason for r in said.refused] == [
        f"{known} is known at Northwind Service and was not added; the rest of the line was."
    ]


def test_one_file_may_name_somebody_in_two_organisations_again_and_again(cast: Cast) -> None:
    rows = [{"email": "c@both.example", "organisation": name} for name in ("Aldergate Electric", "New Client")]
    assert run(cast, *rows).made["people"] == 2
    again = run(cast, *rows, at=MONDAY + ONE_HOUR)
    assert (again.made, again.refused) == ({}, [])


def test_a_lead_imports_people_but_no_roles_and_no_address_of_staff(cast: Cast) -> None:
    said = run(
        cast,
        OLGA,
        {"email": "pia@aldergate.example", "organisation": "Aldergate Electric", "role": "client_contact"},
        {"email": "ines.roth@northwind.example; mine@evil.example", "organisation": "Northwind Service"},
        actor=cast.noor,
    )
    assert [r.line for r in said.refused] == [3, 4]
    assert not Address.objects.filter(address="mine@evil.example").exists()


@pytest.mark.parametrize("who", ["hugo", "ruth", "marta", "lena", "tomas", "nobody"])
def test_others_import_nothing(cast: Cast, who: str) -> None:
    with pytest.raises(NotAllowed):
        run(cast, OLGA, actor=cast.everybody[who])
    assert not Person.objects.filter(name="Olga Reis").exists()


def test_a_file_without_its_columns_is_refused(cast: Cast) -> None:
    with pytest.raises(actions.WrongFile):
        run(cast, {"mail": "a@b.example"})


def test_two_thousand_lines_cost_a_few_statements_a_batch(cast: Cast, django_assert_max_num_queries: Any) -> None:
    rows = [OLGA | {"email": f"p{i}@aldergate.example", "name": f"P {i}", "known_since": ""} for i in range(500)]
    with django_assert_max_num_queries(80):
        assert run(cast, *rows).made["people"] == 500


@pytest.mark.slow
def test_twenty_thousand_lines_are_taken_in_one_go(cast: Cast) -> None:
    rows = [
        OLGA
        | {"email": f"p{i}@c{i % 40}.example", "name": f"P {i}", "organisation": f"C {i % 40}", "site": f"S {i % 99}"}
        for i in range(20_000)
    ]
    assert run(cast, *rows).made["people"] == 20_000
