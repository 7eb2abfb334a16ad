"""What is masked of somebody who left, and what is somebody else's and stays."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.db import InternalError

from rapport.foundation import leaving
from rapport.foundation.leaving import Leaver
from rapport.foundation.leaving.tidying import StillRead, rewrite

MARTA = Leaver((1,), ("Marta Kolb",), ("marta.kolb@aldergate.example",))


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("Ask Marta Kolb.", "Ask [erased]."),
        ("Ask MARTA\n  KOLB!", "Ask [erased]!"),
        ("Kolb, Marta (room 4)", "[erased] (room 4)"),
        ("<marta.kolb@aldergate.example>", "<[erased]>"),
        ("plan_Marta Kolb_2.pdf", "plan_[erased]_2.pdf"),
        ("Marta and Kolb", "Marta and Kolb"),
        ("Marta Kolbe", "Marta Kolbe"),
        ("anna-marta.kolb@aldergate.example", "anna-marta.kolb@aldergate.example"),
        ("marta.kolb@aldergate.example.org", "marta.kolb@aldergate.example.org"),
    ],
)
def test_elsewhere_only_the_whole_name_and_address_are_masked(said: str, left: str) -> None:
    assert MARTA.masked(said) == left


@pytest.mark.parametrize(
    ("said", "left"),
    [("Hi Marta,", "Hi [erased],"), ("Ms Kolb's desk", "Ms [erased]'s desk"), ("Martas Tisch", "Martas Tisch")],
)
def test_where_they_took_part_each_part_of_the_name_is_masked(said: str, left: str) -> None:
    assert MARTA.masked_here(said) == left


def test_what_somebody_else_has_too_is_masked_only_where_they_took_part() -> None:
    namesake = Leaver((1,), MARTA.names, MARTA.addresses, frozenset({"Marta Kolb", MARTA.addresses[0]}))
    assert namesake.masked(f"Marta Kolb {MARTA.addresses[0]}") == f"Marta Kolb {MARTA.addresses[0]}"
    assert namesake.masked_here("Marta Kolb") == "[erased]"
    assert (namesake.clues(), namesake.phrases()) == ([], [])


def test_a_single_name_is_too_common_to_be_masked_everywhere() -> None:
    assert Leaver((1,), ("May",)).masked("In May we moved.") == "In May we moved."


def test_letters_beyond_ascii_are_found_and_masked_in_text_and_json() -> None:
    jorg = Leaver((1,), ("Jörg Åström",))
    assert jorg.masked("JÖRG ÅSTRÖM, jorg astrom") == "[erased], [erased]"
    assert json.dumps("Åström")[1:-1] in jorg.clues()
    assert jorg.masked_value({"who": ["Jörg Åström", 4]}) == {"who": ["[erased]", 4]}


def test_masked_words_fit_their_column() -> None:
    assert Leaver((1,), ("Al Bo",)).masked_value("Al Bo", longest=5) == "[eras"


def test_a_pattern_is_never_made_of_what_somebody_is_called() -> None:
    assert Leaver((1,), (".* (.*",)).masked("everything stays") == "everything stays"


def test_the_journal_outlives_a_line_cut_off(settings: Any, tmp_path: Path) -> None:
    from tests.world import NOW

    settings.DATA = tmp_path
    leaving.note([3, 1], at=NOW)
    leaving.note([7], at=NOW)
    path = tmp_path / "erasures.jsonl"
    path.write_text(path.read_text() + '{"person_ids": [9')
    assert leaving.journal() == [[1, 3], [7]]
    assert leaving.journal(tmp_path / "elsewhere") == []


class Autovacuum:
    """A cursor on tables whose long values autovacuum removes first, so often."""

    def __init__(self, times: int) -> None:
        self.times, self.said = times, list[str]()

    def execute(self, statement: str) -> None:
        self.said.append(statement)
        if "FULL" in statement and self.times:
            self.times -= 1
            raise InternalError("missing chunk number 0 for toast value 45103 in pg_toast_17390")


def test_a_table_is_written_anew_although_autovacuum_was_first() -> None:
    cursor = Autovacuum(times=2)
    rewrite(cursor, "desk_message", pause=0)
    assert cursor.said == ['VACUUM "desk_message"', 'VACUUM (FULL) "desk_message"'] * 3


def test_a_table_that_cannot_be_written_anew_is_tried_again_later() -> None:
    with pytest.raises(StillRead):
        rewrite(Autovacuum(times=99), "desk_message", pause=0)
