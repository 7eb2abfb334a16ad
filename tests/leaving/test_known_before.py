"""Who was erased is brought back by no list, no log and no other desk; they come back by writing themselves."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from rapport.domains.desk.models import Ticket
from rapport.domains.ledger import actions as ledger
from rapport.domains.ledger.models import Act, Episode
from rapport.domains.ledger.types import FedPerson, FedRow
from rapport.domains.people import actions
from rapport.domains.people.models import Address, KnownBefore, Person
from rapport.domains.people.types import Sender
from rapport.foundation import jobs, leaving
from rapport.foundation.models import Job
from rapport.interfaces.cli import import_runs
from rapport.interfaces.cli import leaving as commands
from rapport.interfaces.imports.tests import small_logs
from tests.cast import ONE_HOUR
from tests.leaving.test_erasing import MARTA, erase
from tests.leaving.traces import traces
from tests.world import NOW, World

HERS = "marta.kolb@aldergate.example"


def people_now() -> tuple[int, int]:
    return Person.objects.count(), Address.objects.count()


def listed(world: World, *addresses: str) -> Any:
    rows = [{"email": one, "organisation": "Aldergate Electric", "name": "Somebody"} for one in addresses]
    return actions.import_people(rows=rows, actor=world.cast.ines, at=NOW)


def test_a_list_that_names_her_says_why_her_line_was_left_out(place: World, settings: Any) -> None:
    erase(place)
    before = people_now()
    said = listed(place, HERS, f"{HERS};m@aldergate.example", "new.one@aldergate.example")
    assert [one.line for one in said.refused] == [2, 3]
    assert "was erased here" in said.refused[0].reason and HERS not in said.refused[0].reason
    assert people_now() == (before[0] + 1, before[1] + 1)
    assert traces(MARTA, settings.DATA) == []


def test_she_writes_herself_and_is_somebody_new(place: World) -> None:
    erase(place)
    assert KnownBefore.objects.exists()
    sender = Sender(HERS, "Marta Kolb", proven=True)
    (found,) = actions.resolve_senders(senders=[sender], actor=place.cast.ines, at=NOW)
    assert found.new and found.person_id != place.marta
    assert not KnownBefore.objects.exists()
    listed(place, HERS)
    assert Address.objects.filter(address=HERS).count() == 1


def test_a_namesakes_address_is_not_kept_against_them(place: World) -> None:
    cast = place.cast
    other = Person.objects.create(organisation=cast.northwind, name="Shared", created_at=NOW)
    Address.objects.create(person=other, organisation=cast.northwind, address=HERS)
    erase(place)
    assert not KnownBefore.objects.exists()


def test_another_desk_is_told_why_its_row_was_refused(place: World, settings: Any) -> None:
    cast = place.cast
    feed_id, _ = ledger.open_feed(
        name="Z", source="zammad", organisation_id=cast.aldergate.pk, team_id=cast.service_desk.pk, actor=cast.ines,
        at=NOW,
    )  # fmt: skip
    erase(place)
    before, acts = people_now(), Act.objects.count()
    who = [FedPerson(address=HERS), FedPerson(address="new.one@aldergate.example")]
    rows = [
        FedRow(row="act", source_key=f"n{n}", at=NOW - ONE_HOUR, direction="theirs", channel="mail", who=one)
        for n, one in enumerate(who)
    ]
    taken = ledger.take_rows(feed_id=feed_id, call_id="c1", rows=rows, refs={}, actor=cast.ines, at=NOW)
    assert [one.answer for one in taken.answers] == ["refused", "accepted"]
    assert "was erased here" in taken.answers[0].reason
    assert (people_now(), Act.objects.count()) == ((before[0] + 1, before[1] + 1), acts + 1)
    assert traces(MARTA, settings.DATA) == []


def test_a_later_log_makes_neither_her_nor_her_ticket_anew(place: World, tmp_path: Path) -> None:
    first = [
        small_logs.update("INC1", "New", "01-03-2016 08:01"),
        small_logs.update("INC1", "Closed", "01-03-2016 09:00"),
    ]
    file = tmp_path / "incident_log.csv.gz"
    import_runs.tickets(small_logs.write(file, small_logs.SERVICENOW, first), given="")
    caller = Person.objects.get(name="Caller 7")
    erased = actions.erase_person(person_id=caller.pk, name="Caller 7", actor=place.cast.ines, at=NOW)
    assert jobs.run_all("default").failed == [] and erased.pk
    before = (Person.objects.count(), Ticket.objects.count(), Act.objects.count(), Episode.objects.count())
    later = [
        small_logs.update("INC1", "Closed", "02-03-2016 09:00"),
        small_logs.update("INC9", "New", "03-03-2016 09:00"),
    ]
    counts = import_runs.tickets(small_logs.write(file, small_logs.SERVICENOW, [*first, *later]), given="")
    assert (counts["refused"], counts["known"], counts["added"]) == (2, 2, 0)
    assert (Person.objects.count(), Ticket.objects.count(), Act.objects.count(), Episode.objects.count()) == before
    refused = next(tmp_path.glob("*.refused.csv")).read_text()
    assert refused.count("was erased here") == 2
    mixed = [small_logs.update("INC10", "New", "04-03-2016 09:00", ID_caller="Caller 8"), *later]
    counts = import_runs.tickets(small_logs.write(file, small_logs.SERVICENOW, mixed), given="")
    assert (counts["refused"], counts["tickets"]) == (2, 1)


def test_of_staff_who_were_erased_their_team_is_known(place: World, tmp_path: Path) -> None:
    file = tmp_path / "incident_log.csv.gz"
    first = [
        small_logs.update("INC1", "New", "01-03-2016 08:01"),
        small_logs.update("INC1", "Active", "01-03-2016 09:00"),
    ]
    import_runs.tickets(small_logs.write(file, small_logs.SERVICENOW, first), given="")
    worker = Person.objects.get(name="Updated by 21")
    actions.erase_person(person_id=worker.pk, name="Updated by 21", actor=place.cast.ines, at=NOW + timedelta(days=1))
    assert jobs.run_all("default").failed == []
    more = [
        small_logs.update("INC2", "New", "02-03-2016 09:00"),
        small_logs.update("INC2", "Closed", "02-03-2016 10:00"),
    ]
    counts = import_runs.tickets(small_logs.write(file, small_logs.SERVICENOW, more), given="")
    assert (counts["refused"], counts["tickets"]) == (0, 1)
    assert not Person.objects.filter(name="Updated by 21").exists()


def test_from_the_command_line_beside_a_desk_that_reads_it_says_what_the_worker_does(
    place: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def still_read() -> None:
        raise leaving.StillRead

    monkeypatch.setattr(leaving, "tidy", still_read)
    begun = actions.erase_person(person_id=place.marta, name="Marta Kolb", actor=place.cast.ines, at=NOW)
    assert commands.carry_out([begun.pk]) is False
    assert Person.objects.get(pk=place.marta).left_at is not None
    assert Job.objects.filter(name="leaving.tidy", state=Job.WAITING).exists()
