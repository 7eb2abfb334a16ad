"""What somebody uses begins and ends on a page, with a day that can be true."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from rapport.domains.people.models import Use
from tests.cast import Cast
from tests.visitors import browser, plain

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def noor(cast: Cast) -> Client:
    return browser(cast.noor)


def test_a_use_is_ended_and_begun_again(cast: Cast, noor: Client) -> None:
    here = reverse("workspace:uses", args=[cast.marta.person_id])
    there = reverse("workspace:end_use", args=[cast.marta.person_id, cast.mail.pk])
    assert noor.post(there, {"until": "2026-11-10"}).status_code == 302
    assert Use.objects.get(person_id=cast.marta.person_id, service=cast.mail).until == date(2026, 11, 10)
    assert "until" in plain(noor.get(here))
    assert noor.post(there, {"until": "2026-11-10"}).status_code == 404
    assert noor.post(here, {"service": cast.mail.pk, "since": "2026-11-11"}).status_code == 302
    assert Use.objects.filter(person_id=cast.marta.person_id, service=cast.mail, until=None).count() == 1


@pytest.mark.parametrize(
    ("until", "said"), [("2027-01-01", "has not come yet"), ("1999-01-01", "cannot be before"), ("x", "Choose a day.")]
)
def test_a_day_that_cannot_be_is_refused_at_its_field(cast: Cast, noor: Client, until: str, said: str) -> None:
    there = reverse("workspace:end_use", args=[cast.marta.person_id, cast.mail.pk])
    page = noor.post(there, {"until": until})
    assert page.status_code == 400
    assert said in plain(page)
    assert Use.objects.get(person_id=cast.marta.person_id, service=cast.mail).until is None


def test_agents_read_and_do_not_change(cast: Cast) -> None:
    here = reverse("workspace:uses", args=[cast.marta.person_id])
    assert browser(cast.hugo).get(here).status_code in {403, 404}
    assert here not in plain(browser(cast.hugo).get(reverse("workspace:person", args=[cast.marta.person_id])))
