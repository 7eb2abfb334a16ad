"""Answers given elsewhere are released with the wave they came in."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from rapport.domains.insights import queries as insights
from rapport.domains.surveys import actions
from rapport.domains.surveys.types import AnswersTaken, NewAnswer
from rapport.foundation.actors import system
from tests import cast
from tests.cast import MONDAY, Cast


@pytest.fixture
def people(db: None) -> Cast:
    return cast.build()


def rows(scores: list[int]) -> list[NewAnswer]:
    return [
        NewAnswer(score, date(2026, 10, 5), source_key=f"s{line}", line=line)
        for line, score in enumerate(scores, start=2)
    ]


def take(found: list[NewAnswer], *, drawn: bool = True, wave: str = "") -> AnswersTaken:
    return actions.import_answers(found, drawn=drawn, anonymous=True, wave=wave, actor=system(), at=MONDAY)


def test_a_wave_is_released_at_once(people: Cast) -> None:
    assert take(rows([9] * 8 + [3] * 4)).taken == 12
    total = insights.score_rows(people.dev)["total"]
    assert (total["n"], total["points"]) == (12, pytest.approx(33.33))


def test_volunteered_answers_never_enter_the_score(people: Cast) -> None:
    take(rows([0] * 30), drawn=False)
    assert insights.score_rows(people.dev)["total"]["suppressed"]


@pytest.mark.corpus
def test_a_real_survey_gives_its_published_score(people: Cast, corpora: Path) -> None:
    with (corpora / "survey" / "sfo_2017.csv").open(encoding="utf-8", errors="replace") as file:
        found = [
            NewAnswer(row["NETPRO"], None, source_key=row["RESPNUM"], line=line)
            for line, row in enumerate(csv.DictReader(file), start=2)
            if row["NETPRO"] not in {"11", ""}
        ]
    done = take(found, wave="2017")
    total = insights.score_rows(people.dev)["total"]
    assert (done.taken, done.refused, total["n"], total["points"]) == (2746, [], 2746, 39.84)
