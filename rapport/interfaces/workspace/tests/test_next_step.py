"""Two tabs write the next step of one person: whoever comes second is told, and nothing is overwritten unseen."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from rapport.domains.ledger.models import Relationship
from tests.cast import MONDAY, Cast
from tests.visitors import browser

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def relationship(cast: Cast) -> Relationship:
    between = {"person_id": cast.marta.person_id, "team_id": cast.service_desk.pk}
    return Relationship.objects.create(**between, since=MONDAY, next_step="Call her", next_step_on=date(2026, 11, 20))


CALL = ("Call her", "2026-11-20")


def keep(visitor: Client, relationship: Relationship, was: tuple[str, str], step: str, on: str = "") -> tuple[int, str]:
    """Press Keep in a tab that was opened when `was` stood there."""
    seen = {"team": relationship.team_id, "was": was[0], "was_on": was[1]}
    address = reverse("workspace:next_step", args=[relationship.person_id])
    answer = visitor.post(address, seen | {"next_step": step, "next_step_on": on})
    return answer.status_code, answer.content.decode()


def stands(relationship: Relationship) -> str:
    relationship.refresh_from_db()
    return relationship.next_step


def test_the_second_tab_is_told_and_may_put_its_own_in_place(cast: Cast, relationship: Relationship) -> None:
    hugo = browser(cast.hugo)
    assert keep(hugo, relationship, CALL, "Dev writes to her")[0] == 302
    status, said = keep(hugo, relationship, CALL, "Hugo visits her", "2026-11-25")
    assert status == 409 and "Meanwhile “Dev writes to her” was written here. Nothing was overwritten." in said
    assert 'value="Hugo visits her"' in said and stands(relationship) == "Dev writes to her"
    assert keep(hugo, relationship, ("Dev writes to her", ""), "Hugo visits her", "2026-11-25")[0] == 302
    assert stands(relationship) == "Hugo visits her"


def test_what_was_cleared_meanwhile_is_said_and_the_same_words_twice_are_no_quarrel(
    cast: Cast, relationship: Relationship
) -> None:
    hugo = browser(cast.hugo)
    assert keep(hugo, relationship, CALL, "")[0] == 302
    status, said = keep(hugo, relationship, CALL, "Visit")
    assert (status, "Meanwhile it was cleared." in said) == (409, True)
    assert [keep(hugo, relationship, ("", ""), "Visit")[0] for _ in range(2)] == [302, 302]


@pytest.mark.parametrize("day", ["1901-01-01", "0001-01-01", "9999-12-31"])
def test_what_comes_next_lies_ahead_and_within_reach(cast: Cast, relationship: Relationship, day: str) -> None:
    hugo = browser(cast.hugo)
    assert keep(hugo, relationship, CALL, "Visit her", day)[0] == 400
    assert stands(relationship) == "Call her"
    Relationship.objects.update(next_step_on=date(2026, 1, 5))
    assert keep(hugo, relationship, ("Call her", "2026-01-05"), "Call her again", "2026-01-05")[0] == 302
