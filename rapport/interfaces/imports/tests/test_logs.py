"""What the rows of a log mean: acts, taking part, or kept raw; every row is exactly one of them."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from rapport.interfaces.imports import logs, taking
from rapport.interfaces.imports.logs import Case, Log, Taken, WrongRow
from rapport.interfaces.imports.reading import Row, open_sheet
from rapport.interfaces.imports.spool import Spool
from rapport.interfaces.imports.tests import small_logs
from rapport.interfaces.imports.tests.small_logs import (
    A_TICKET_THAT_COMES_BACK,
    AN_INCIDENT_WITHOUT_CALLER,
    RABOBANK,
    SERVICENOW,
    SOLVED_AT_ONCE,
)


def told(
    folder: Path, rows: list[Row], *, columns: list[str] = SERVICENOW, name: str = "servicenow_log"
) -> list[Taken]:
    """The rows as a log tells them, in time order."""
    sheet = open_sheet(small_logs.write(folder / "incident_log.csv", columns, rows))
    means = small_logs.shipped(name)
    log = Log(means, taking.beside_of(sheet, means)[0])
    with Spool(sheet, means) as spool:
        spool.fill(advance=lambda n: None)
        return [log.take(one.row, one.at) for batch in spool.in_time_order(3) for one in batch]


def rabobank(folder: Path, rows: list[Row]) -> list[Taken]:
    return told(folder, rows, columns=RABOBANK, name="rabobank_log")


def titles(taken: list[Taken]) -> list[str]:
    return [act.title for one in taken for act in one.acts]


def the_case(taken: list[Taken]) -> Case:
    return taken[-1].case


def test_only_what_the_caller_sees_is_an_act(tmp_path: Path) -> None:
    taken = told(tmp_path, A_TICKET_THAT_COMES_BACK)
    assert [one.kind for one in taken] == ["act", "part", "act", "part", "act", "act", "act", "act", "act"]
    assert titles(taken) == [
        "Category 20",
        "Asked for more information",
        "Gave more information",
        "Resolved",
        "Reopened",
        "Resolved",
        "Closed",
    ]
    assert [act.direction for one in taken for act in one.acts] == [
        "theirs", "ours", "theirs", "ours", "theirs", "ours", "ours",
    ]  # fmt: skip


def test_the_opening_is_dated_by_its_own_column_and_comes_by_the_way_of_the_contact(tmp_path: Path) -> None:
    opening = told(tmp_path, A_TICKET_THAT_COMES_BACK)[0].acts[0]
    assert (opening.at.isoformat(), opening.channel) == ("2016-03-01T08:00:00+00:00", "phone")


def test_the_ticket_ends_as_its_last_row_says(tmp_path: Path) -> None:
    case = the_case(told(tmp_path, A_TICKET_THAT_COMES_BACK))
    assert (case.state, case.assignee) == ("closed", "Resolver 6")
    assert case.solved_at is not None
    assert case.solved_at.isoformat() == "2016-03-03T09:00:00+00:00"
    assert case.answered_at is not None
    assert case.answered_at.isoformat() == "2016-03-01T10:00:00+00:00"


def test_a_first_row_may_tell_of_two_acts_and_bad_data_is_kept_raw(tmp_path: Path) -> None:
    taken = told(tmp_path, SOLVED_AT_ONCE)
    assert [one.kind for one in taken] == ["act", "raw", "act"]
    assert titles(taken) == ["Category 20", "Resolved", "Closed"]


def test_only_the_closing_completes(tmp_path: Path) -> None:
    acts = [act for one in told(tmp_path, A_TICKET_THAT_COMES_BACK) for act in one.acts]
    assert [act.completes for act in acts] == [False] * 6 + [True]


def test_without_a_caller_somebody_unnamed_stands_for_them(tmp_path: Path) -> None:
    case = the_case(told(tmp_path, [small_logs.update("INC3", "New", "01-03-2016 08:05", ID_caller="?")]))
    assert (case.unnamed, case.person) == (True, "INC3")


def test_activities_are_told_in_time_order_and_the_opening_comes_first(tmp_path: Path) -> None:
    taken = rabobank(tmp_path, AN_INCIDENT_WITHOUT_CALLER)
    assert [one.kind for one in taken] == ["act", "part", "raw", "act", "part", "act", "act"]
    assert titles(taken) == ["IM1", "Communication with customer", "Mail to customer", "Closed"]
    assert the_case(taken).person == "SD1"
    assert the_case(taken).unnamed


def test_the_file_beside_gives_subject_priority_and_kind(tmp_path: Path) -> None:
    rows = [{"incident_id": "IM1", "priority": "5", "category": "request for information", "ci_name_aff": "SBA1"}]
    small_logs.write(tmp_path / "incident_case_attributes.csv", small_logs.ATTRIBUTES, rows)
    case = the_case(rabobank(tmp_path, AN_INCIDENT_WITHOUT_CALLER))
    assert (case.subject, case.priority, case.kind) == ("request for information, SBA1", 4, "question")


def test_without_interaction_the_incident_stands_for_the_person(tmp_path: Path) -> None:
    row = small_logs.activity("IM9", "Open", 0, interaction_id="")
    assert the_case(rabobank(tmp_path, [row])).person == "IM9"


def test_nobody_takes_part_before_there_is_anything_to_take_part_in(tmp_path: Path) -> None:
    rows = [small_logs.activity("IM1", "Assignment", 0), small_logs.activity("IM1", "Open", 5)]
    assert [one.kind for one in rabobank(tmp_path, rows)] == ["raw", "act"]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"ID": "?"}, "belongs to no ticket"),
        ({"ID": "I" * 61}, "longer than 60"),
        ({"updated_at": "2016-03-01"}, "not a moment"),
        ({"updated_at": "?"}, "not a moment"),
        ({"opened_time": "31-02-2016 08:00"}, "not a moment"),
        ({"ID_status": "Asleep"}, "the mapping does not know"),
        ({"ID_status": "?"}, "is empty"),
        ({"updated_at": "01-03-1916 08:00"}, "before 1970"),
    ],
)
def test_a_row_that_cannot_be_used_is_refused_with_the_reason(wrong: Row, words: str) -> None:
    row = small_logs.update("INC1", "New", "01-03-2016 08:05") | wrong
    with pytest.raises(WrongRow, match=words):
        logs.check(row, small_logs.shipped("servicenow_log"))


def test_keys_differ_where_rows_do_and_stay_when_columns_move(tmp_path: Path) -> None:
    taken = told(tmp_path, A_TICKET_THAT_COMES_BACK)
    moved = told(tmp_path, A_TICKET_THAT_COMES_BACK, columns=SERVICENOW[::-1])
    assert len({one.key for one in taken}) == len(taken)
    assert [one.key for one in taken] == [one.key for one in moved]


@pytest.mark.slow
@pytest.mark.corpus
@pytest.mark.parametrize(
    ("file", "name", "rows", "expected"),
    [
        ("servicenow_callers.csv.gz", "servicenow_log", 71_462, {"act": 41_282, "part": 30_175, "raw": 5}),
        ("BPIC14_incident_log.csv.gz", "rabobank_log", 39_911, {"act": 9_827, "part": 13_077, "raw": 17_007}),
    ],
)
def test_each_row_of_a_real_log_is_one_thing(
    corpora: Path, file: str, name: str, rows: int, expected: dict[str, int]
) -> None:
    sheet, means = open_sheet(corpora / "incidents" / file), small_logs.shipped(name)
    log, kinds, moments = Log(means), Counter[str](), []
    with Spool(sheet, means) as spool:
        spool.fill(advance=lambda n: None)
        for one in (one for batch in spool.in_time_order(1000) for one in batch):
            kinds[log.take(one.row, one.at).kind] += 1
            moments.append(one.at)
    assert (spool.read, spool.refused) == (rows, [])
    assert dict(kinds) == expected
    assert all(before <= after for before, after in pairwise(moments))
