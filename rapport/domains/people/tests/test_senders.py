"""Who wrote, by MAIL 11: known people are found, strangers get a place, forgers get nothing."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from rapport.domains.people import actions, queries
from rapport.domains.people.actions import meeting
from rapport.domains.people.models import Address, Organisation, Person
from rapport.domains.people.types import NOT_YET_KNOWN, Sender, SenderFound
from rapport.foundation.actors import system
from tests import cast as named
from tests.cast import MONDAY, ONE_DAY, Cast


def who(*senders: Sender, **more: Any) -> list[SenderFound]:
    return actions.resolve_senders(senders=senders, actor=system(), at=MONDAY, **more)


def test_a_known_address_is_its_person_whatever_the_case(cast: Cast) -> None:
    found = who(Sender("Marta.KOLB@aldergate.example", proven=True))[0]
    assert (found.person_id, found.organisation_id, found.unproven, found.new) == (
        cast.marta.person_id,
        cast.aldergate.pk,
        False,
        False,
    )


def test_without_proof_the_person_is_found_and_shown_as_unproven(cast: Cast) -> None:
    found = who(Sender(named.address(cast.marta), proven=None))[0]
    assert (found.person_id, found.unproven) == (cast.marta.person_id, True)


def test_a_failed_proof_is_held_and_opens_nothing(cast: Cast) -> None:
    known, unknown = who(Sender(named.address(cast.ines), proven=False), Sender("new@aldergate.example", proven=False))
    assert [(f.person_id, f.organisation_id) for f in (known, unknown)] == [(None, None), (None, None)]
    assert "DMARC" in known.held_reason
    assert not Address.objects.filter(address="new@aldergate.example").exists()


def test_a_stranger_of_a_verified_domain_belongs_to_its_organisation(cast: Cast) -> None:
    found = who(Sender("new.one@aldergate.example", "New One", proven=True))[0]
    assert found.organisation_id == cast.aldergate.pk
    assert Person.objects.get(pk=found.person_id).name == "New One"
    assert found.new


def test_any_other_stranger_is_not_yet_known(cast: Cast) -> None:
    found = who(Sender("someone@elsewhere.example"))[0]
    assert Organisation.objects.get(pk=found.organisation_id).name == NOT_YET_KNOWN


def test_a_public_mail_provider_belongs_to_nobody(cast: Cast) -> None:
    with pytest.raises(actions.WrongDomain):
        actions.verify_domain(organisation_id=cast.aldergate.pk, domain="gmail.com", actor=cast.ines, at=MONDAY)
    found = who(Sender("someone@gmail.com"))[0]
    assert Organisation.objects.get(pk=found.organisation_id).built_in


def two_martas(cast: Cast) -> tuple[int, int]:
    """Marta's address is known at Fenmoor, too."""
    newcomer = actions.Newcomer(cast.fenmoor.pk, named.address(cast.marta), "Marta Kolb")
    met = actions.meet(newcomers=[newcomer], actor=system(), at=MONDAY)
    return cast.marta.person_id, met[newcomer.place]


def test_the_mailbox_decides_between_two_organisations(cast: Cast) -> None:
    _, at_fenmoor = two_martas(cast)
    found = who(Sender(named.address(cast.marta), proven=True, mailbox_organisation_id=cast.fenmoor.pk))[0]
    assert found.person_id == at_fenmoor


def test_else_the_latest_act_decides(cast: Cast) -> None:
    here, there = two_martas(cast)
    acts = {here: MONDAY - ONE_DAY, there: MONDAY - 2 * ONE_DAY}
    assert who(Sender(named.address(cast.marta)), latest_acts=lambda ids: acts)[0].person_id == here


def test_else_it_is_held(cast: Cast) -> None:
    two_martas(cast)
    found = who(Sender(named.address(cast.marta)))[0]
    assert found.person_id is None
    assert "cannot tell" in found.held_reason


def test_a_merged_person_writes_as_the_one_kept(cast: Cast) -> None:
    actions.merge_people(keep_id=cast.marta.person_id, other_id=cast.ivo.person_id, actor=cast.noor, at=MONDAY)
    assert who(Sender(named.address(cast.ivo), proven=True))[0].person_id == cast.marta.person_id


def test_one_stranger_who_writes_twice_is_one_person(cast: Cast) -> None:
    first, second = who(Sender("a@b.example", "Ada"), Sender("A@B.example", "Somebody else"))
    assert first.person_id == second.person_id
    assert Person.objects.get(pk=first.person_id).name == "Ada"
    assert who(Sender("a@b.example"))[0].person_id == first.person_id


def test_two_workers_who_meet_the_same_stranger_make_one_person(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """The other worker commits between our look-up and our writing."""
    plain = meeting._person
    rival: list[int] = []

    def overtaken(newcomer: actions.Newcomer, at: Any) -> Person:
        if not rival:
            row = Person.objects.create(organisation_id=newcomer.organisation_id, name="Rival", created_at=at)
            Address.objects.create(person=row, organisation_id=newcomer.organisation_id, address=newcomer.address)
            rival.append(row.pk)
        return plain(newcomer, at)

    monkeypatch.setattr(meeting, "_person", overtaken)
    before = Person.objects.count()
    assert who(Sender("a@b.example"))[0].person_id == rival[0]
    assert Person.objects.count() == before + 1


def test_a_proof_that_comes_later_counts(cast: Cast) -> None:
    found = who(Sender("a@b.example"))[0]
    assert Person.objects.get(pk=found.person_id).unproven
    who(Sender("a@b.example", proven=True))
    assert not Person.objects.get(pk=found.person_id).unproven


def test_no_address_is_held(cast: Cast) -> None:
    assert who(Sender(""))[0].held_reason
    assert who() == []


def test_a_hundred_strangers_cost_as_much_as_ten(cast: Cast, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(30):
        found = who(*(Sender(f"p{i}@x{i % 7}.example") for i in range(100)))
    assert len({f.person_id for f in found}) == 100


def test_known_senders_write_nothing(cast: Cast, django_assert_max_num_queries: Any) -> None:
    senders = [Sender(named.address(a), proven=None) for a in (cast.marta, cast.ivo, cast.lena)]
    with django_assert_max_num_queries(3):
        who(*senders)


def test_a_stranger_can_be_moved_into_their_organisation(cast: Cast) -> None:
    found = who(Sender("someone@elsewhere.example", "Some One"))[0]
    actions.move_person(
        person_id=found.person_id, organisation_id=cast.fenmoor.pk, actor=cast.noor, at=MONDAY + timedelta(hours=1)
    )
    assert who(Sender("someone@elsewhere.example"))[0].organisation_id == cast.fenmoor.pk
    assert queries.person(cast.noor, found.person_id).organisation == cast.fenmoor


@pytest.mark.django_db(transaction=True)
def test_four_workers_at_the_same_moment_make_one_person() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time: its transactions wait for each other")
    named.build()
    start = threading.Barrier(4)

    def work(_: int) -> list[int | None]:
        try:
            start.wait()
            return [f.person_id for f in who(*(Sender(f"p{i}@b.example") for i in range(20)))]
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as workers:
        answers = list(workers.map(work, range(4)))
    assert answers[0] == answers[1] == answers[2] == answers[3]
    assert Person.objects.filter(addresses__address__endswith="@b.example").count() == 20
    assert not Person.objects.filter(addresses__isnull=True).exists()
