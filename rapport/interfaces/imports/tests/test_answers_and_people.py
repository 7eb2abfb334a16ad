"""Answers and people from files, and what the command line says of scores and samples."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from rapport.domains.people.models import Organisation, Person
from rapport.domains.surveys import queries
from rapport.domains.surveys.models import Answer, Invitation, Sample
from rapport.foundation.actors import system
from rapport.interfaces.cli import import_runs, importing, refusals, sample_runs
from rapport.interfaces.cli.refusals import Refused
from rapport.interfaces.cli.sample_runs import Asked
from rapport.interfaces.imports.reading import Unreadable
from tests import cast
from tests.cast import MONDAY, Cast

DECEMBER = date(2026, 12, 1)


@pytest.fixture
def northwind(db: None) -> Cast:
    return cast.build(at=MONDAY - timedelta(days=400))


def table(folder: Path, text: str) -> Path:
    path = folder / "rows.csv"
    path.write_text(text)
    return path


def test_blank_answers_are_counted_and_wrong_ones_refused(northwind: Cast, tmp_path: Path) -> None:
    path = table(tmp_path, "RESPNUM,NETPRO\n1,10\n2,11\n3,\n4,12\n5,0\n")
    counts = import_runs.answers(path, given="sfo_2017")
    assert counts == {"rows": 5, "taken": 2, "known": 0, "blank": 2, "refused": 1}
    assert "12" in (tmp_path / "rows.csv.refused.csv").read_text()
    assert import_runs.answers(path, given="sfo_2017")["taken"] == 0
    assert not Answer.objects.filter(person__isnull=False).exists()


def test_a_row_that_could_not_be_known_again_or_contradicts_another_is_refused(northwind: Cast, tmp_path: Path) -> None:
    path = table(tmp_path, "RESPNUM,NETPRO\n1,10\n1,10\n1,3\n,4\n")
    counts = import_runs.answers(path, given="sfo_2017")
    assert (counts["taken"], counts["known"], counts["refused"]) == (1, 1, 2)
    said = (tmp_path / "rows.csv.refused.csv").read_text()
    assert "4,The same answer stands on line 2 and says something else." in said
    assert '5,"There is no RESPNUM' in said
    assert import_runs.answers(path, given="sfo_2017")["taken"] == 0


@pytest.mark.corpus
def test_the_survey_of_2017_comes_out_as_it_is_known(db: None, corpora: Path, tmp_path: Path) -> None:
    from rapport.domains.insights.queries import score_rows
    from rapport.foundation.actors import system

    counts = import_runs.answers(corpora / "survey" / "sfo_2017.csv", given="sfo_2017")
    assert counts == {"rows": 2831, "taken": 2746, "known": 0, "blank": 85, "refused": 0}
    total = score_rows(system())["total"]
    assert (total["n"], total["points"]) == (2746, 39.84)


def test_people_come_with_their_places_and_refused_lines_with_reasons(northwind: Cast, tmp_path: Path) -> None:
    path = table(tmp_path, "email,name,organisation,site\nada@b.example,Ada,Builders,Yard\n,Bo,Builders,\n")
    assert import_runs.people(path, given="") == {
        "rows": 2,
        "made": {"organisations": 1, "sites": 1, "people": 1},
        "changed": {},
        "refused": 1,
    }
    assert "There is no email." in (tmp_path / "rows.csv.refused.csv").read_text()


def test_a_comma_too_many_makes_no_organisation_of_half_a_name(northwind: Cast, tmp_path: Path) -> None:
    head = "email,name,organisation\n"
    path = table(tmp_path, head + "ada@b.example,Kolb, Ada,Builders\nbo@b.example,Bo,Builders\ncy@b.example,Cy\n")
    counts = import_runs.people(path, given="")
    assert (counts["rows"], counts["made"], counts["refused"]) == (3, {"organisations": 1, "people": 1}, 2)
    assert not Organisation.objects.filter(name__contains="Ada").exists()
    assert "2,The row has 4 fields where the first line names 3" in (tmp_path / "rows.csv.refused.csv").read_text()


def test_columns_are_known_in_any_capitals_and_strange_ones_are_named(
    northwind: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = table(tmp_path, "E-mail,EMAIL,Name,Organisation,Known since\nx,ada@b.example,Ada,Builders,2024-01-01\n")
    assert import_runs.people(path, given="")["made"]["people"] == 1
    assert Person.objects.get(name="Ada").known_since == date(2024, 1, 1)
    assert "Columns left aside, for they mean nothing here: E-mail." in capsys.readouterr().err
    with pytest.raises(Unreadable, match="names the column “email” twice"):
        import_runs.people(table(tmp_path, "email,Email,organisation\na@b.example,b@b.example,B\n"), given="")


def test_in_an_empty_place_the_organisation_of_staff_is_the_provider(db: None, tmp_path: Path) -> None:
    path = table(tmp_path, "email,name,organisation,role,team\nbo@d.example,Bo,Good Desk,agent,Front\n")
    assert import_runs.people(path, given="")["refused"] == 0
    assert Organisation.objects.get(kind="provider").name == "Good Desk"


def test_a_file_without_the_columns_changes_nothing(northwind: Cast, tmp_path: Path) -> None:
    before = Person.objects.count()
    with pytest.raises(Unreadable, match="organisation"):
        import_runs.people(table(tmp_path, "email,name\nada@b.example,Ada\n"), given="")
    assert Person.objects.count() == before


@pytest.mark.parametrize(("score", "status"), [("9", 0), ("12", 1)])
def test_the_exit_status_tells_whether_every_row_was_taken(
    northwind: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, score: str, status: int
) -> None:
    monkeypatch.setattr(refusals, "prepare_database", lambda: None)
    path = table(tmp_path, f"RESPNUM,NETPRO\n1,{score}\n")
    result = CliRunner().invoke(importing.app, ["answers", str(path), "--map", "sfo_2017", "--json"])
    assert result.exit_code == status
    assert json.loads(result.stdout.splitlines()[-1])["refused"] == status


def frame(folder: Path, people: int = 40) -> Path:
    rows = [f"p{n:02d},s{n % 3},mail,2020-01-01," for n in range(people)]
    return table(folder, "person,site,service,known_since,last_asked\n" + "\n".join(rows) + "\n")


def read(run: sample_runs.Run) -> dict[str, Any]:
    """What a machine reads of it."""
    found: dict[str, Any] = json.loads("".join(run.as_json()))
    return found


def test_the_same_file_and_seed_give_the_same_sample(tmp_path: Path) -> None:
    asked = Asked(DECEMBER, 10, 365, 7)
    first, second = (read(sample_runs.from_file(frame(tmp_path), asked)) for _ in range(2))
    assert first == second
    assert len(first["drawn"]) == 10
    assert round(sum(line["probability"] for line in first["frame"])) == 10


def test_who_rests_or_is_new_is_skipped_with_the_reason(tmp_path: Path) -> None:
    path = table(
        tmp_path,
        "person,site,service,known_since,last_asked\n"
        "ada,s,mail,2020-01-01,2025-12-01\nben,s,mail,2020-01-01,2025-12-02\ncy,s,mail,2026-11-20,\ndi,s,mail,,\n",
    )
    found = read(sample_runs.from_file(path, Asked(DECEMBER, 5, 365, 7)))
    assert [line["person"] for line in found["drawn"]] == ["ada"]
    assert {line["person"]: line["reason"] for line in found["skipped"]} == {
        "ben": "asked not long ago",
        "cy": "known for less than 30 days",
        "di": "nobody knows since when",
    }


def test_a_wrong_line_in_a_frame_is_one_sentence(tmp_path: Path) -> None:
    path = table(tmp_path, "person,site,service,last_asked\nada,s,mail,soon\n")
    with pytest.raises(Refused, match=r"Line 2.*Nothing was drawn"):
        sample_runs.from_file(path, Asked(DECEMBER, 5, 365, 7))


def test_a_sample_is_stored_for_this_month_or_the_next(northwind: Cast) -> None:
    with pytest.raises(Refused, match="this month or the next one"):
        sample_runs.stored(Asked(date(2027, 4, 1), 5, 365, 7), send=False, at=MONDAY)
    assert not Sample.objects.exists()


def test_a_months_sample_is_drawn_once_and_sent_when_asked(northwind: Cast, tmp_path: Path) -> None:
    rows = "".join(f"p{n}@b.example,P,Builders,Mail,2020-01-01\n" for n in range(12))
    import_runs.people(table(tmp_path, f"email,name,organisation,services,known_since\n{rows}"), given="")
    asked = Asked(DECEMBER, 5, 365, 7)
    found = read(sample_runs.stored(asked, send=False, at=MONDAY))
    assert (len(found["drawn"]), found["sent"], Invitation.objects.count()) == (5, False, 0)
    assert [one for one in found["frame"] if one.pop("drawn")] == found["drawn"]
    assert {tuple(one) for one in found["skipped"]} == {
        ("person", "site", "service", "stratum", "probability", "reason")
    }
    with pytest.raises(Refused, match="ask twice"):
        sample_runs.stored(asked, send=False, at=MONDAY)
    with pytest.raises(Refused, match="--seed 7"):
        sample_runs.stored(Asked(DECEMBER, 5, 365, 8), send=True, at=MONDAY)
    assert sample_runs.stored(asked, send=True, at=MONDAY).head["sent"]
    assert Invitation.objects.count() == 5


def test_many_lines_read_as_if_each_were_written_by_itself(northwind: Cast, tmp_path: Path) -> None:
    rows = "".join(f"p{n}@b.example,P,Builders,{('Mail', 'Phone')[n % 2]},2020-01-01\n" for n in range(30))
    import_runs.people(table(tmp_path, f"email,name,organisation,services,known_since\n{rows}"), given="")
    (made,) = queries.trial_draws(system(), month=DECEMBER, size=7, rest_days=90, seeds=[7])
    many = sample_runs.Run({"size": 7}, made.frame, made.drawn, made.skipped)
    single = sample_runs.Run({"size": 7}, list(made.frame), made.drawn, list(made.skipped))
    assert "".join(many.as_json()) == "".join(single.as_json())
    assert [line["person"] for line in read(many)["frame"]] == [line.candidate.key for line in made.frame]
    assert (many.reasons(), many.missing) == (single.reasons(), 0)
