"""Are we trusted: the page, its samples, and who may see them."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from rapport.domains.people.models import Account, Person
from rapport.domains.surveys import actions
from rapport.domains.surveys.models import Invitation, Sample
from rapport.domains.surveys.tests import asking
from rapport.domains.surveys.types import NewAnswer
from rapport.foundation.actors import Actor, system
from tests import cast
from tests.cast import MONDAY, Cast


@pytest.fixture
def people(db: None) -> Cast:
    return cast.build(at=cast.long_ago())


def browser_of(actor: Actor) -> Client:
    client = Client()
    if actor.person_id is not None:
        account, _ = Account.objects.get_or_create(email=cast.address(actor), defaults={"created_at": MONDAY})
        Person.objects.filter(pk=actor.person_id).update(account=account)
        client.force_login(account)
        session = client.session
        session["person_id"] = actor.person_id
        session.save()
    return client


def answered(people: Cast) -> None:
    rows = [NewAnswer(s, date(2026, 8, 5)) for s in [0] * 38 + [7] * 32 + [9] * 30]
    rows += [NewAnswer(s, date(2026, 9, 5), site="Head office", service="Mail") for s in [0] * 30 + [7] * 35 + [9] * 35]
    actions.import_answers(rows, drawn=True, anonymous=True, actor=system(), at=MONDAY)


def test_the_page_begins_with_what_the_figures_mean(people: Cast) -> None:
    answered(people)
    said = browser_of(people.dev).get("/desk/loyalty").content.decode()
    assert "No clear change since August 2026: about 320 answers in each period would be needed." in said
    assert "between −11 and +20, from <b>100 answers" in said or "between −11 and +20, from 100 answers" in said
    assert said.index("No clear change") < said.index("<svg")


def test_before_the_first_figure_the_page_says_what_to_do(people: Cast) -> None:
    said = browser_of(people.noor).get("/desk/loyalty").content.decode()
    assert "Nobody was asked yet" in said


def test_who_may_open_it(people: Cast) -> None:
    answered(people)
    codes = {name: browser_of(actor).get("/desk/loyalty").status_code for name, actor in people.everybody.items()}
    assert {name for name, code in codes.items() if code == 200} == {"noor", "dev", "ines"}
    assert codes["hugo"] == 403
    assert codes["marta"] == codes["lena"] == 404
    assert codes["nobody"] == 302


def test_a_sample_is_drawn_looked_at_and_sent(people: Cast) -> None:
    asking.crowd(people, 20)
    browser = browser_of(people.noor)
    form = {"month": f"{timezone.now():%Y-%m}", "size": "5", "rest_days": "90", "seed": "3"}
    page = browser.post("/desk/loyalty/samples/draw", form, follow=True)
    assert "Nothing is sent yet" in page.content.decode()
    assert not Invitation.objects.exists()
    sample = Sample.objects.get()
    for _ in range(2):  # pressing twice asks nobody twice
        page = browser.post(f"/desk/loyalty/samples/{sample.pk}/send", follow=True)
    assert "0 of 5 answered" in page.content.decode()
    assert Invitation.objects.count() == 5
    assert "Mill Lane" in page.content.decode()
    assert "Person 1" not in page.content.decode()


def test_a_month_cannot_be_drawn_twice(people: Cast) -> None:
    asking.crowd(people, 20)
    browser = browser_of(people.noor)
    form = {"month": f"{timezone.now():%Y-%m}", "size": "5", "rest_days": "90", "seed": "3"}
    browser.post("/desk/loyalty/samples/draw", form)
    again = browser.post("/desk/loyalty/samples/draw", form)
    assert again.status_code == 409
    assert "has its sample already" in again.content.decode()


def test_looking_never_draws_or_sends(people: Cast) -> None:
    browser = browser_of(people.noor)
    assert browser.get("/desk/loyalty/samples/draw").status_code == 405
    assert browser.get("/desk/loyalty/samples/1/send").status_code == 405
    assert browser.get("/desk/loyalty/samples/1").status_code == 404


def test_a_wrong_month_is_explained(people: Cast) -> None:
    page = browser_of(people.noor).post("/desk/loyalty/samples/draw", {"month": "soon", "size": "0"})
    assert page.status_code == 400
    assert "Write the month as 2026-11." in page.content.decode()
