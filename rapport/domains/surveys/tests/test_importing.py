"""Waves of answers that were given elsewhere."""

from __future__ import annotations

from datetime import date

import pytest

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
