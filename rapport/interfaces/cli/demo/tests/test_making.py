"""The demo is made on a real database: everything stands where its pages look for it, and no old mail leaves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from pytest_django.plugin import DjangoDbBlocker

from rapport.domains.desk import queries as desk
from rapport.domains.insights import queries as insights
from rapport.domains.ledger import queries as ledger
from rapport.domains.people import queries as people
from rapport.domains.publishing import queries as publishing
from rapport.domains.surveys import queries as surveys
from rapport.foundation.actors import Actor, system
from rapport.foundation.models import Job, Letter
from rapport.interfaces.cli import demo

AT = datetime(2026, 11, 17, 7, 40, tzinfo=UTC)
pytestmark = [pytest.mark.slow, pytest.mark.django_db]


@pytest.fixture(scope="module", autouse=True)
def made(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The demo once for all tests of this file, taken back after the last one."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        demo.make(at=AT)
        yield
        transaction.set_rollback(True)


def who(role: str) -> Actor:
    return people.actor_of(next(person for said, _, person in demo.cast() if said == role))


def test_four_people_can_be_visited() -> None:
    assert [(role, name) for role, name, _ in demo.cast()] == [
        ("Customer", "Marta Kolb"),
        ("Agent", "Hugo Marek"),
        ("Service owner", "Ingrid Solberg"),
        ("Administrator", "Paul Okafor"),
    ]


def test_loyalty_says_that_there_is_no_clear_change() -> None:
    page = insights.loyalty(who("Service owner"))
    assert page.figure is not None and round(page.figure.points or 0) == 5
    assert page.year is not None and round(page.year.before.points or 0) == -8
    assert page.year.verdict == "no clear change"
    assert 295 <= (page.year.needed or 0) < 305


def test_every_month_has_its_sample() -> None:
    drawn = [sample for sample in surveys.samples(who("Service owner")) if sample.sent_at]
    assert len(drawn) >= 12


def test_the_agent_has_a_queue_and_one_held_mail() -> None:
    counts = desk.counts(who("Agent"))
    assert 10 <= counts.team <= 16
    assert counts.mine >= 3
    assert counts.held == 1


def test_marta_sees_her_answers_and_our_promises() -> None:
    marta = who("Customer")
    line = ledger.timeline(marta, marta.person_id or 0)
    assert sorted(act.title for act in line.acts if act.title.isdigit()) == ["7", "9", "9"]
    assert line.planned >= 10


def test_results_show_targets_and_deeds() -> None:
    page = publishing.results(system(), at=AT)
    assert [target.value is not None for target in page.targets] == [True] * 4
    assert len(page.deeds) >= 5
    assert page.voices


def test_the_only_letters_are_those_of_this_morning() -> None:
    kinds = sorted(Letter.objects.values_list("kind", flat=True))
    assert kinds.count("invitation") == 1
    assert set(kinds) <= {"invitation", "acknowledgement"}
    assert set(Job.objects.values_list("name", flat=True)) <= {
        "post.send",
        "domains.ledger.jobs.after_episodes_completed",
    }
