"""Taking logs in: tickets, acts and parts stand afterwards, and nothing stands twice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from rapport.domains.desk.models import Ticket
from rapport.domains.ledger.models import Act, Episode, Part, Relationship
from rapport.domains.people import actions as people
from rapport.domains.people.models import Person
from rapport.domains.people.queries.served import served
from rapport.domains.people.types import ImportedPerson
from rapport.domains.promises.models import Forecast
from rapport.foundation import imports, jobs
from rapport.foundation.actors import NotAllowed, system
from rapport.foundation.models import ImportedRow, Job
from rapport.interfaces.cli import import_runs
from rapport.interfaces.imports import taking
from rapport.interfaces.imports.reading import Row, open_sheet
from rapport.interfaces.imports.tests import small_logs
from rapport.interfaces.imports.tests.small_logs import (
    A_TICKET_THAT_COMES_BACK,
    AN_INCIDENT_WITHOUT_CALLER,
    RABOBANK,
    SERVICENOW,
    SOLVED_AT_ONCE,
)
from tests import cast
from tests.cast import MONDAY, Cast

BOTH = [*A_TICKET_THAT_COMES_BACK, *SOLVED_AT_ONCE]
Standing = dict[str, int]


@pytest.fixture
def northwind(db: None) -> Cast:
    return cast.build()


def standing() -> Standing:
    tables = (Ticket, Act, Episode, Part, Person)
    return {model.__name__: model._default_manager.count() for model in tables}


def imported(folder: Path, rows: list[Row], columns: list[str] = SERVICENOW) -> dict[str, int]:
    path = small_logs.write(folder / "incident_log.csv.gz", columns, rows)
    return import_runs.tickets(path, given="")


def test_tickets_acts_and_parts_stand_and_the_counts_add_up(northwind: Cast, tmp_path: Path) -> None:
    counts = imported(tmp_path, BOTH)
    parts = {name: counts[name] for name in ("acts", "taking_part", "kept_raw", "refused")}
    assert parts == {"acts": 9, "taking_part": 2, "kept_raw": 1, "refused": 0}
    assert sum(parts.values()) == counts["rows"] == 12
    assert (counts["tickets"], counts["people"], counts["acts_recorded"]) == (2, 2, 10)
    assert Act.objects.filter(channel="phone").count() == 1
    assert Ticket.objects.get(source_key="servicenow_log:INC1").team.name == "Group 70"


def test_callers_are_persons_without_address_and_groups_are_teams(northwind: Cast, tmp_path: Path) -> None:
    imported(tmp_path, BOTH)
    caller = Person.objects.get(name="Caller 7")
    assert (caller.unnamed, caller.addresses.count(), caller.known_since) == (False, 0, date(2016, 3, 1))
    episode = Episode.objects.get(person=caller)
    assert (episode.theirs, episode.ours) == (3, 4)
    assert episode.completed_at is not None
    assert set(Part.objects.filter(episode=episode).values_list("person__name", flat=True)) == {"Updated by 21"}


def test_a_second_run_adds_nothing(northwind: Cast, tmp_path: Path) -> None:
    imported(tmp_path, BOTH)
    before = standing()
    again = imported(tmp_path, BOTH)
    assert standing() == before
    assert (again["added"], again["known"], again["acts"], again["acts_recorded"]) == (0, 12, 9, 0)


def test_what_came_in_is_asked_for_forecasts_at_once(northwind: Cast, tmp_path: Path) -> None:
    imported(tmp_path, BOTH)
    assert waiting_forecasts() == 1
    assert jobs.run_all().failed == []
    assert waiting_forecasts() == 0
    imported(tmp_path, BOTH)
    assert waiting_forecasts() == 0  # nothing new, so nothing to learn


def test_an_import_of_this_month_is_what_the_next_person_is_told_from(northwind: Cast, tmp_path: Path) -> None:
    day = f"{datetime.now(UTC) - timedelta(days=10):%d-%m-%Y}"
    mine = {"opened_time": f"{day} 08:00"}
    rows = [row | mine for n in range(5) for row in finished(f"INC{n}", day)]
    imported(tmp_path, rows)
    jobs.run_all()
    assert Forecast.objects.get(service=None, priority=None).n == 5


def finished(ticket: str, day: str) -> list[Row]:
    states = (("New", "08:01"), ("Resolved", "09:30"), ("Closed", "10:00"))
    return [small_logs.update(ticket, state, f"{day} {clock}") for state, clock in states]


def waiting_forecasts() -> int:
    return Job.objects.filter(name="promises.forecast_now", state=Job.WAITING).count()


def test_a_later_export_adds_only_what_is_new(northwind: Cast, tmp_path: Path) -> None:
    imported(tmp_path, A_TICKET_THAT_COMES_BACK[:3])
    assert Ticket.objects.get().state == "waiting"
    counts = imported(tmp_path, A_TICKET_THAT_COMES_BACK)
    assert (counts["added"], counts["known"], counts["tickets"]) == (6, 3, 0)
    assert Ticket.objects.get().state == "closed"
    assert Act.objects.count() == 7


def test_the_order_of_the_rows_changes_nothing(northwind: Cast, tmp_path: Path) -> None:
    imported(tmp_path, BOTH[::-1])
    acts = Act.objects.filter(person__name="Caller 7").order_by("at").values_list("kind", flat=True)
    assert list(acts) == ["message", "question", "message", "answer", "reopening", "answer", "closing"]


def test_stopped_in_the_middle_whole_batches_stay_and_the_next_run_goes_on(
    northwind: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking, "BATCH", 3)
    monkeypatch.setattr(taking.imports, "keep", stopping_at(2, imports.keep))
    stopped = imported(tmp_path, BOTH)
    assert stopped["interrupted"]
    assert ImportedRow.objects.filter(source="servicenow_log").count() == stopped["added"] == 3
    assert (stopped["rows"], stopped["tickets"], stopped["people"]) == (3, 2, 2)  # of the twelve in the file
    monkeypatch.undo()
    rest = imported(tmp_path, BOTH)
    assert (rest["added"], rest["known"], rest["interrupted"]) == (9, 3, False)
    assert (Ticket.objects.count(), Act.objects.count()) == (2, 10)


def stopping_at(time: int, plain: Callable[..., None]) -> Callable[..., None]:
    """As if somebody pressed Ctrl-C in the batch of that number, after everything else of it was written."""
    times = iter(range(1, 100))

    def keep(*args: object, **options: object) -> None:
        if next(times) == time:
            raise KeyboardInterrupt
        plain(*args, **options)

    return keep


def test_refused_rows_are_written_with_reasons_and_the_others_taken_in(northwind: Cast, tmp_path: Path) -> None:
    bad = small_logs.update("INC5", "New", "yesterday")
    counts = imported(tmp_path, [*SOLVED_AT_ONCE, bad])
    assert (counts["refused"], counts["added"], counts["rows"]) == (1, 3, 4)
    assert "yesterday" in (tmp_path / "incident_log.csv.gz.refused.csv").read_text()


def test_raw_rows_are_kept_word_by_word(northwind: Cast, tmp_path: Path) -> None:
    imported(tmp_path, SOLVED_AT_ONCE)
    (row,) = [r.row for r in imports.ImportedRow.objects.filter(kind="raw")]
    assert row == SOLVED_AT_ONCE[1]


def test_unnamed_persons_stand_in_no_relationship_and_no_sample(northwind: Cast, tmp_path: Path) -> None:
    one, other = (
        AN_INCIDENT_WITHOUT_CALLER,
        [small_logs.activity("IM2", "Open", 5000), small_logs.activity("IM2", "Closed", 6000)],
    )
    rows = [row | {"interaction_id": "SD1"} for row in [*one, *other]]
    counts = imported(tmp_path, rows, RABOBANK)
    assert (counts["acts"], counts["taking_part"], counts["kept_raw"]) == (6, 2, 1)
    person = Person.objects.get(name="Unnamed, SD1")
    assert person.unnamed
    assert Episode.objects.filter(person=person).completed().of_both_sides().count() == 2
    assert not Relationship.objects.filter(person=person).exists()
    assert not served(system(), person_ids=[person.pk])


def test_an_empty_place_gets_a_provisional_provider(db: None, tmp_path: Path) -> None:
    assert imported(tmp_path, SOLVED_AT_ONCE)["tickets"] == 1


def test_a_merged_person_is_the_one_they_were_merged_into(northwind: Cast) -> None:
    caller = ImportedPerson("log:person:Caller 7", northwind.aldergate.pk, "Caller 7")
    made = people.resolve_imported(persons=[caller], actor=system(), at=MONDAY)
    marta = northwind.marta.person_id
    assert marta is not None
    other = made[caller.organisation_id, caller.source_key]
    people.merge_people(keep_id=marta, other_id=other, actor=system(), at=MONDAY)
    again = people.resolve_imported(persons=[caller], actor=system(), at=MONDAY)
    assert list(again.values()) == [marta]


def test_only_who_may_write_people_resolves_imported_ones(northwind: Cast) -> None:
    for name, outsider in northwind.outsiders.items():
        with pytest.raises(NotAllowed):
            people.resolve_imported(persons=[], actor=outsider, at=MONDAY)
            pytest.fail(name)


@pytest.mark.corpus
@pytest.mark.parametrize("file", ["servicenow_callers.csv.gz", "BPIC14_incident_log.csv.gz"])
def test_a_piece_of_a_real_log_is_taken_in_once(northwind: Cast, corpora: Path, tmp_path: Path, file: str) -> None:
    sheet = open_sheet(corpora / "incidents" / file)
    rows = [line.row for line, _ in zip(sheet.lines(), range(700), strict=False)]
    counts = imported(tmp_path, rows, list(sheet.columns))
    assert counts["acts"] + counts["taking_part"] + counts["kept_raw"] + counts["refused"] == counts["rows"] == 700
    assert counts["acts_recorded"] == Act.objects.count() >= counts["acts"]
    before = standing()
    assert imported(tmp_path, rows, list(sheet.columns))["added"] == 0
    assert standing() == before
