"""Two tabs write the next step of one person: whoever comes second is told, and nothing is overwritten unseen."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from rapport.domains.ledger.models import Relationship
from rapport.domains.outreach.models import Call, Plan
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


def give(visitor: Client, relationship: Relationship, was: int | str, owner: int) -> tuple[int, str]:
    """Choose who looks after it, in a tab that was opened when `was` did."""
    address = reverse("workspace:owner", args=[relationship.person_id])
    answer = visitor.post(address, {"team": relationship.team_id, "was_owner": was, "owner": owner})
    return answer.status_code, answer.content.decode()


def test_who_took_it_over_meanwhile_is_said_before_somebody_else_does(cast: Cast, relationship: Relationship) -> None:
    hugo, (first, second) = browser(cast.hugo), (cast.hugo.person_id, cast.noor.person_id)
    assert give(hugo, relationship, "", first)[0] == 302
    status, said = give(hugo, relationship, "", second)
    assert status == 409 and "Meanwhile Hugo Marek looks after it. Nothing was changed." in said
    relationship.refresh_from_db()
    assert relationship.owner_id == first and f'name="was_owner" value="{first}"' in said
    assert give(hugo, relationship, first, second)[0] == 302


@pytest.mark.parametrize("page", ["call_person", "plan_one"])
def test_a_logged_call_overwrites_no_step_its_writer_did_not_see(
    cast: Cast, relationship: Relationship, page: str
) -> None:
    hugo, marta = browser(cast.hugo), relationship.person_id
    if page == "plan_one":
        days = {"ideal_days": 30, "longest_days": 60, "due_on": date(2026, 11, 2), "late_on": date(2026, 12, 2)}
        plan = Plan.objects.create(
            person_id=marta, team=cast.service_desk, organisation=cast.aldergate, level="user", begun_at=MONDAY, **days
        )
    address = reverse(f"workspace:{page}", args=[plan.pk if page == "plan_one" else marta])
    assert "So far: “Call her, Fri 20 Nov”." in hugo.get(address).content.decode()
    call = {"team": relationship.team_id, "outcome": "talked", "channel": "phone", "words": "The crane works"}
    call |= {"next_step": "Visit her", "next_step_on": "2026-11-27", "instead_of": ["- ", "2026-11-20 Call her"]}
    Relationship.objects.update(next_step="Dev writes to her", next_step_on=None)
    answer = hugo.post(address, call)
    assert (answer.status_code, Call.objects.count(), stands(relationship)) == (400, 0, "Dev writes to her")
    assert "Meanwhile “Dev writes to her” was written here. Nothing was overwritten." in answer.content.decode()
    assert 'name="instead_of" value="- Dev writes to her"' in answer.content.decode()
    call["instead_of"] = [*call["instead_of"], "- Dev writes to her"]
    assert hugo.post(address, call).status_code == 302
    assert (Call.objects.count(), stands(relationship)) == (1, "Visit her")
