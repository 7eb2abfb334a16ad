"""`rapport doctor privacy` on filled databases: nothing links, and each deliberate leak is seen."""

from __future__ import annotations

import itertools
from ast import literal_eval
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from rapport.domains.surveys import actions
from rapport.domains.surveys.actions import moving
from rapport.domains.surveys.actions.linking import columns, groups, orders, rehearsal, traces
from rapport.domains.surveys.models import AnonymousInvitation, Answer
from rapport.domains.surveys.models.sealed import random_id
from rapport.domains.surveys.tests import asking
from rapport.domains.surveys.tests.test_anonymous import LATER, ask, say
from rapport.domains.surveys.types import Attempt, Mode
from rapport.foundation import audit, jobs, postroom
from rapport.foundation.actors import NotFound, system
from tests import cast
from tests.cast import MONDAY, ONE_DAY, Cast

pytestmark = pytest.mark.filled

AT = LATER + ONE_DAY
BY: dict[str, Any] = {"actor": system(), "at": AT}
WORDS = "The crane driver shouts at everybody, answer number"


@pytest.fixture
def people(db: None, settings: Any, tmp_path: Path) -> Iterator[Cast]:
    settings.DATA = tmp_path
    yield cast.build(at=MONDAY - timedelta(days=400))


def answered(people: Cast) -> list[str]:
    """Thirty asked anonymously at two sites, twenty answer in turn; and ten confidentially."""
    asking.crowd(people, 15, site="Mill Lane")
    asking.crowd(people, 15, site="Yard")
    tokens = ask(people, size=30)
    for place, token in enumerate(tokens[:20]):
        say(token, place % 11, f"{WORDS} {place}.")
        if place % 6 == 5:
            actions.move_sealed(actor=system(), at=LATER)
    jobs.run_all()
    return tokens


def bad(found: list[Attempt]) -> list[str]:
    return [f"{one.what}: {one.words}" for one in found if not one.good]


def test_nothing_links_in_a_filled_database(people: Cast) -> None:
    answered(people)
    asking.crowd(people, 10, site="Depot")
    asking.send(people, at=LATER)
    for token in list(asking.tokens().values())[:8]:
        actions.answer(token=token, score=3, words=f"{WORDS} as a confidence.", leave_name_out=True, at=AT)
    jobs.run_all()
    found = actions.try_to_link(actor=system(), at=AT)
    assert bad(found) == []
    assert len(found) >= 20
    assert all(one.tried and one.words for one in found)
    assert not Answer.objects.filter(survey__name__startswith="Rehearsal").exists()


def test_only_the_machine_itself_tries(people: Cast) -> None:
    with pytest.raises(NotFound):
        actions.try_to_link(actor=people.ines, at=AT)


def test_an_order_that_is_kept_is_seen_by_rehearsing(people: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    assert bad(rehearsal.rehearsed_orders(**BY)) == []
    counting = itertools.count(2**41)
    monkeypatch.setattr(moving, "random_id", lambda: next(counting))
    monkeypatch.setattr(moving, "shuffled", lambda rows: sorted(rows, key=_turn))
    assert bad(rehearsal.rehearsed_orders(**BY))


def _turn(row: Any) -> int:
    """A mover that forgets to mix: answers leave in the order in which they came."""
    return int(row.words.partition(":")[0]) if isinstance(row, Answer) else row.pk


def test_answers_that_lie_as_their_people_came_are_seen(people: Cast) -> None:
    answered(people)
    actions.move_sealed(actor=system(), at=LATER)
    assert bad(orders.orders_of_rows(**BY)) == []
    where = orders._where_asked()
    survey_id = AnonymousInvitation.objects.all()[0].survey_id
    rows = list(Answer.objects.filter(survey_id=survey_id))
    Answer.objects.filter(survey_id=survey_id).delete()
    yes = AnonymousInvitation.objects.filter(answered=True).order_by("pk")
    for place, (row, invitation) in enumerate(zip(rows, yes, strict=False)):
        row.organisation_id, row.site_id, row.service_id = literal_eval(where[invitation.pk])
        row.pk = 2**41 + place
        row.save(force_insert=True)
    assert bad(orders.orders_of_rows(**BY))


def test_each_trace_is_seen(people: Cast, tmp_path: Path) -> None:
    tokens = answered(people)
    given = Answer.objects.filter(mode=Mode.ANONYMOUS)[0]
    audit.record("answer.given", actor=people.marta, subject_kind="answer", subject_id=given.pk, at=AT)
    assert bad(traces.audit_rows(**BY))
    letter = postroom.NewLetter(kind="told", data={"text": given.words}, to=[("Noor", "noor@northwind.example")],
                                sender=("us", "help@northwind.example"), subject="An answer came",
                                message_id="<one@northwind.example>", organisation_id=people.northwind.pk)  # fmt: skip
    postroom.post([letter], at=AT)
    assert bad(traces.words_elsewhere(**BY)) == ["words: foundation.Letter.data"]
    assert "foundation.Audit.subject_id" in bad(traces.references(**BY))[0]
    assert bad(traces.log_files(**BY)) == []
    (tmp_path / "access.log").write_text(f'127.0.0.1 "POST /answer/{tokens[0]} HTTP/1.1" 302')
    assert bad(traces.log_files(**BY)) == ["log files: access.log"]


def test_a_batch_of_one_and_a_place_of_few_are_seen(people: Cast) -> None:
    answered(people)
    assert bad(groups.small_days(**BY)) == bad(groups.small_places(**BY)) == []
    one = Answer.objects.filter(mode=Mode.ANONYMOUS)[0]
    one.pk, one.answered_on, one.service_id = random_id(), AT.date(), people.printing.pk
    one.save(force_insert=True)
    assert bad(groups.small_days(**BY))
    assert bad(groups.small_places(**BY))


def test_a_moment_in_a_table_of_either_side_would_be_seen(people: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    assert bad([*columns.fine_times(**BY), *columns.common_columns(**BY)]) == []
    monkeypatch.setattr(columns, "SealedAnswer", asking.Invitation)
    assert bad(columns.fine_times(**BY)) == ["times: send_at, sent_at, remind_at, reminded_at, declined_at, expires_at"]
    assert "person_id" in bad(columns.common_columns(**BY))[0]
