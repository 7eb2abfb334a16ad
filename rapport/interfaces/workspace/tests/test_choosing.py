"""Who is chosen for a site: from a list where few are there, by name or address where many are."""

from __future__ import annotations

import pytest
from django.urls import reverse

from rapport.domains.people import actions, queries
from rapport.domains.people.models import Person
from rapport.interfaces.workspace.choosing import FEW
from tests.cast import MONDAY, Cast
from tests.visitors import browser

pytestmark = pytest.mark.django_db


@pytest.fixture
def many(cast: Cast) -> Cast:
    """Aldergate has more people than a list shows; two of them are called the same."""
    named = [f"Guest Number{n:02}" for n in range(FEW)] + ["Anna Berg", "Anna Berg", "Annabel Bergson"]
    place = {"organisation": cast.aldergate.name, "site": cast.head_office.name}
    rows = [{"name": name, "email": f"guest{n}@aldergate.example", **place} for n, name in enumerate(named)]
    actions.import_people(rows=rows, actor=cast.ines, at=MONDAY)
    return cast


def _page(cast: Cast) -> str:
    return reverse("workspace:site", args=[cast.head_office.pk])


def test_few_are_a_list(cast: Cast) -> None:
    said = browser(cast.ines).get(_page(cast)).content.decode()
    assert '<select name="person"' in said


def test_many_are_found_by_name_or_address(many: Cast) -> None:
    client = browser(many.ines)
    assert '<input type="text" name="person"' in client.get(_page(many)).content.decode()
    at = reverse("workspace:site_contact", args=[many.head_office.pk])
    for person, words in (
        ("Anna Berg", "Several may be meant: Anna Berg (guest"),
        ("Nobody Atall", "Nobody here is found by “Nobody Atall”."),
        ("", "Choose who it is."),
    ):
        refused = client.post(at, {"person": person, "role": "Caretaker"})
        assert refused.status_code == 400
        assert words in refused.content.decode()
    assert queries.site_contacts(many.ines, many.head_office.pk) == []
    for person in ("annabel", f"GUEST{FEW}@aldergate.example"):
        assert client.post(at, {"person": person, "role": "Caretaker"}).status_code == 302
    found = queries.site_contacts(many.ines, many.head_office.pk)
    assert sorted(one.name for one in found) == ["Anna Berg", "Annabel Bergson"]


def test_somebody_of_another_place_is_not_found(many: Cast) -> None:
    at = reverse("workspace:site_contact", args=[many.head_office.pk])
    elsewhere = Person.objects.exclude(organisation=many.aldergate).exclude(name="").first()
    assert elsewhere is not None
    refused = browser(many.ines).post(at, {"person": elsewhere.name, "role": "Caretaker"})
    assert "Nobody here is found" in refused.content.decode()


def test_who_decides_stays_by_address_and_may_be_nobody(many: Cast) -> None:
    client, at = browser(many.ines), reverse("workspace:site_about", args=[many.head_office.pk])
    client.post(at, {"decides": "annabel"})
    assert f'value="guest{FEW + 2}@aldergate.example"' in client.get(at).content.decode()
    client.post(at, {"decides": ""})
    details = queries.site_details(many.ines, many.head_office.pk)
    assert details is None or details.decides_id is None
