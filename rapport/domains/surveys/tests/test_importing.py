"""Waves of answers that were given elsewhere."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from rapport.domains.insights import queries as insights
from rapport.domains.surveys import actions
from rapport.domains.surveys.models import Answer
from rapport.domains.surveys.types import AnswersTaken, Mode, NewAnswer
from rapport.foundation.actors import NotAllowed, system
from rapport.foundation.models import Audit
from tests import cast
from tests.cast import MONDAY, Cast


@pytest.fixture
def people(db: None) -> Cast:
    return cast.build()


def rows(scores: list[object], **more: object) -> list[NewAnswer]:
    return [
        NewAnswer(score, date(2026, 10, 5), source_key=f"s{line}", line=line, **more)  # type: ignore[arg-type]
        for line, score in enumerate(scores, start=2)
    ]


def take(found: list[NewAnswer], **more: object) -> AnswersTaken:
    given = {"drawn": True, "anonymous": True, "actor": system(), "at": MONDAY} | more
    return actions.import_answers(found, **given)  # type: ignore[arg-type]


def test_a_wave_is_released_at_once(people: Cast) -> None:
    assert take(rows([9] * 8 + [3] * 4)).taken == 12
    total = insights.score_rows(people.dev)["total"]
    assert (total["n"], total["points"]) == (12, pytest.approx(33.33))


def test_the_same_wave_again_changes_nothing(people: Cast) -> None:
    take(rows([9] * 12))
    again = take(rows([9] * 12))
    assert (again.taken, again.repeated, Answer.objects.count()) == (0, 12, 12)


def test_rows_without_a_key_all_count(people: Cast) -> None:
    assert take([NewAnswer(9, None)] * 6).taken == 6


def test_wrong_rows_are_refused_with_line_and_reason_and_the_rest_is_taken(people: Cast) -> None:
    done = take([*rows([9, 11, "", "x"]), NewAnswer(5, None, site="Atlantis", line=9)])
    assert done.taken == 1
    assert [(r.line, r.reason) for r in done.refused] == [
        (3, "'11' is not a whole number from 0 to 10."),
        (4, "There is no score."),
        (5, "'x' is not a whole number from 0 to 10."),
        (9, "There is no site called 'Atlantis'. Import it first."),
    ]


def test_anonymous_answers_keep_no_person_no_time_and_no_key_of_the_file(people: Cast) -> None:
    take(rows([9] * 6, person_id=people.marta.person_id))
    for answer in Answer.objects.all():
        assert (answer.mode, answer.person_id, answer.answered_at) == (Mode.ANONYMOUS, None, None)
        assert not answer.source_key.startswith("s")


def test_volunteered_answers_never_enter_the_score(people: Cast) -> None:
    take(rows([0] * 30), drawn=False)
    assert insights.score_rows(people.dev)["total"]["suppressed"]


def test_one_service_is_judged_by_a_survey_of_its_own(people: Cast) -> None:
    take(rows([9] * 6), judged="Mail")
    assert Answer.objects.values_list("survey__service__name", flat=True).distinct().get() == "Mail"
    with pytest.raises(actions.UnknownService):
        take(rows([9]), judged="Fax")


def test_an_agent_cannot_import(people: Cast) -> None:
    with pytest.raises(NotAllowed):
        take(rows([9]), actor=people.hugo)


def test_the_trail_names_the_survey_and_no_answer(people: Cast) -> None:
    take(rows([9] * 6))
    assert Audit.objects.filter(subject_kind="answer").count() == 0


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
