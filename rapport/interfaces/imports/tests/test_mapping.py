"""Mapping files: those that ship can be read, others are refused with the place that is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from rapport.interfaces.imports import mapping
from rapport.interfaces.imports.reading import Unreadable
from rapport.interfaces.imports.tests import small_logs

GOOD = (mapping.SHIPPED / "servicenow_log.toml").read_text()


@pytest.mark.parametrize("takes", ["tickets", "answers"])
def test_every_mapping_that_ships_can_be_read_and_is_named_like_its_file(takes: str) -> None:
    names = mapping.shipped(takes)
    assert names
    assert [mapping.find(name, takes=takes, columns=()).name for name in names] == names


def test_without_a_name_the_columns_decide() -> None:
    assert mapping.find("", takes="tickets", columns=small_logs.RABOBANK).name == "rabobank_log"
    assert mapping.find("", takes="tickets", columns=small_logs.SERVICENOW).name == "servicenow_log"
    with pytest.raises(Unreadable, match="No mapping that ships fits"):
        mapping.find("", takes="tickets", columns=["number", "caller"])


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ('log = "states"', 'log = "stories"', "'stories' is not a log"),
        ('direction = "theirs"', 'direction = "up"', "'up' is not a direction"),
        ('organisation = "ServiceNow callers"', "", "does not say 'organisation'"),
        ('"Resolved" = "solved"', '"Resolved" = "done"', "'done' is not a state"),
        ('zone = "UTC"', 'zone = "Nowhere/At-all"', "not a time zone"),
        ('"Phone" = "phone"', '"Phone" = "telegraph"', "'telegraph' is not a value"),
        ('team = "Support_group"', 'groups = "Support_group"', "groups"),
        ('name = "servicenow_log"', "name = ", "is not TOML"),
        ("opens = true\n", "", "would be every row"),
        ('ticket = "ID"\n', "", "do not say ticket"),
        ('ticket = "ID"', "ticket = 7", "ticket is 7; write one name in quotes"),
        ('ticket = "ID"', 'ticket = ""', "ticket is ''; write one name in quotes"),
        ('person = ["ID_caller"]', 'person = "ID_caller"', "person is 'ID_caller'; write a list"),
        ('missing = ["", "?"]', "missing = 7", "missing is 7; write a list"),
        ('format = "%d-%m-%Y %H:%M"', 'format = "day-month-year"', "does not say a moment"),
        ('format = "%d-%m-%Y %H:%M"', 'format = "%H:%M"', "does not say a moment"),
        ('name = "servicenow_log"', 'name = "servicenow_log"\nencoding = "klingon"', "'klingon' is no encoding"),
        ('column = "type_contact"', "column = []", r"column is \[\]; write one name"),
        ('takes = "tickets"', 'takes = "answers"', "takes answers, not tickets"),
    ],
)
def test_a_wrong_mapping_says_what_is_wrong(tmp_path: Path, before: str, after: str, words: str) -> None:
    assert before in GOOD
    path = tmp_path / "mine.toml"
    path.write_text(GOOD.replace(before, after))
    with pytest.raises(Unreadable, match=words):
        mapping.find(str(path), takes="tickets", columns=())
