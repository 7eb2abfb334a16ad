"""Answers of a file with the people who gave them stand in the memory of both sides; others leave nothing there."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from rapport.domains.ledger.models import Act
from rapport.domains.surveys.models import Answer
from rapport.foundation.jobs import run_all
from rapport.interfaces.cli import import_runs
from rapport.interfaces.imports.reading import Unreadable
from tests import cast
from tests.cast import MONDAY, Cast

NAMED = """
name = "named_2025"
takes = "answers"
wave = "2026-10"
how = "drawn"
mode = "{mode}"
judged = "it"
blank = [""]
[columns]
score = "Q1"
answered_on = "Day"
key = "Id"
{person}
"""
ROWS = "Q1,Day,Id,Mail\n9,2026-10-05,1,{marta}\n3,2026-10-06,2,nobody@else.example\n"


@pytest.fixture
def northwind(db: None) -> Cast:
    return cast.build(at=MONDAY - timedelta(days=400))


def taken(folder: Path, mode: str, person: str) -> dict[str, object]:
    (folder / "named.toml").write_text(NAMED.format(mode=mode, person=person))
    (folder / "answers.csv").write_text(ROWS.format(marta="marta.kolb@aldergate.example"))
    counts = import_runs.answers(folder / "answers.csv", given=str(folder / "named.toml"))
    run_all()
    return counts


def test_by_name_they_are_acts_of_those_who_gave_them(northwind: Cast, tmp_path: Path) -> None:
    counts = taken(tmp_path, "named", 'person = "Mail"')
    assert (counts["taken"], counts["refused"]) == (1, 1)
    [act] = Act.objects.filter(kind="answer")
    assert (act.person_id, act.title, act.audience, act.organisation_id) == (
        *(northwind.marta.person_id, "9", "named"),
        northwind.aldergate.pk,
    )
    assert Answer.objects.get().mode == "named"
    again = taken(tmp_path, "named", 'person = "Mail"')
    assert (again["known"], Act.objects.filter(kind="answer").count()) == (1, 1)


@pytest.mark.parametrize("mode", ["confidential", "anonymous"])
def test_without_names_they_leave_nothing_and_may_have_no_column_of_people(
    northwind: Cast, tmp_path: Path, mode: str
) -> None:
    with pytest.raises(Unreadable, match="no others may have one"):
        taken(tmp_path, mode, 'person = "Mail"')
    assert taken(tmp_path, mode, "")["taken"] == 2
    assert not Act.objects.filter(kind="answer").exists()
    assert not Answer.objects.filter(person__isnull=False).exists()
