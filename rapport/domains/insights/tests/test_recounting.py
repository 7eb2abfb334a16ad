"""Counters made from nothing are those that were told one by one, whatever was asked and however it was answered."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from rapport.domains.insights import actions, queries
from rapport.domains.insights.models import AnswerCount, AnswerDelta
from rapport.domains.surveys import actions as surveys
from rapport.domains.surveys.models import AnswerItem, Invitation
from rapport.domains.surveys.tests import asking, test_anonymous
from rapport.domains.surveys.tests.test_every_kind import link_of, started
from rapport.domains.surveys.types import NewAnswer
from rapport.foundation.actors import system
from tests import cast
from tests.cast import MONDAY, ONE_DAY, Cast

LATER = MONDAY + 20 * ONE_DAY
SAID = {"solved": ["partly"], "what_to_try": ["Call first."]}
COLUMNS = ("survey_id", "view", "month", "how", "organisation_id", "site_id", "service_id", "stratum", "score")


@pytest.fixture
def people(db: None, settings: Any, tmp_path: Path) -> Iterator[Cast]:
    settings.DATA = tmp_path
    yield cast.build(at=MONDAY - timedelta(days=400))


@pytest.fixture
def survey_id(people: Cast) -> int:
    """Answers of each kind: drawn, changed, taken back in part, imported, with choices, and asked anonymously."""
    asking.crowd(people, 12)
    asking.send(people, size=8, month=date(2026, 11, 1))
    tokens = list(asking.tokens().values())
    for place, token in enumerate(tokens[:6]):
        surveys.answer(token=token, score=str(place + 4), leave_name_out=place % 2 == 0, at=LATER)
    surveys.answer(token=tokens[0], score="2", at=LATER + ONE_DAY)
    solved, lost = link_of(people, started(people, "csat")), link_of(people, started(people, "ces"))
    surveys.answer(token=solved, score="2", items=SAID, at=LATER)
    surveys.answer(token=solved, score="1", items={"solved": ["no"]}, at=LATER)
    surveys.answer(token=lost, score="2", items={"minutes_lost": ["480"]}, at=LATER)
    rows = [NewAnswer(score, date(2026, 10, 5), site="Depot", service="Mail") for score in (9, 9, 3)]
    surveys.import_answers(rows, drawn=True, anonymous=True, actor=system(), at=MONDAY)
    rows = [NewAnswer(9, date(2026, 10, 6), site="Depot", group="Line 3", weight=1.5) for _ in range(3)]
    surveys.import_answers(rows, drawn=False, anonymous=False, actor=system(), at=MONDAY)
    asking.crowd(people, 20, site="Yard")
    test_anonymous.ask(people)
    return asking.survey_id(people)


def folded() -> dict[str, tuple[int, int]]:
    """Every counter that is not empty, after folding all that waits."""
    while actions.fold_counts(actor=system(), at=MONDAY):
        pass
    assert not AnswerDelta.objects.exists()
    rows = AnswerCount.objects.exclude(answered=0, asked=0).values_list("cell", "answered", "asked")
    return {cell: (answered, asked) for cell, answered, asked in rows}


def test_made_from_nothing_every_counter_is_as_it_was_told(survey_id: int) -> None:
    told = folded()
    views = AnswerCount.objects.filter(cell__in=told).values_list("view", flat=True)
    assert set(views) == {"whole", "used", "facet", "item"}
    assert AnswerItem.objects.exclude(choices=[]).exists() and AnswerItem.objects.filter(number=480).exists()
    assert Invitation.objects.exclude(facets={}).exists()
    received = queries.received_by_way(system(), survey_id=survey_id)["drawn"]
    AnswerCount.objects.update(answered=99)
    assert actions.recount_answers(actor=system(), at=MONDAY) == AnswerCount.objects.count() > 0
    assert queries.received_by_way(system(), survey_id=survey_id)["drawn"] == received > 0
    assert folded() == told
    actions.recount_answers(actor=system(), at=MONDAY)
    assert folded() == told


def test_a_counter_of_which_nothing_is_left_goes(survey_id: int) -> None:
    told = folded()
    AnswerCount.objects.create(cell="x", survey_id=77, view="whole", month=date(2020, 1, 1), how="drawn", answered=3)
    AnswerDelta.objects.create(survey_id=78, view="whole", month=date(2020, 1, 1), how="drawn", answered=3)
    actions.recount_answers(actor=system(), at=MONDAY)
    assert folded() == told


def test_a_counter_stands_under_the_hash_it_always_had(survey_id: int) -> None:
    """Older versions named a counter in Python; another name would count everything twice."""
    folded()
    for row in AnswerCount.objects.all():
        said = "|".join(str(getattr(row, name)) for name in COLUMNS)
        said += "".join(f"|{name}={getattr(row, name)}" for name in ("question", "part") if getattr(row, name))
        assert row.cell == hashlib.sha256(said.encode()).hexdigest()


def test_the_same_said_again_counts_nothing_and_leaves_no_history(survey_id: int, people: Cast) -> None:
    token = link_of(people, started(people, "csat", name="Once more"))
    first = surveys.answer(token=token, score="2", items=SAID, words=" Well. ", at=LATER)
    before = AnswerDelta.objects.count()
    assert surveys.answer(token=token, score="2", items=SAID, words="Well.", at=LATER + ONE_DAY).pk == first.pk
    assert (AnswerDelta.objects.count(), first.changes.count()) == (before, 0)
    surveys.answer(token=token, score="2", items=SAID | {"solved": ["no"]}, words="Well.", at=LATER + ONE_DAY)
    assert first.changes.count() == 1
