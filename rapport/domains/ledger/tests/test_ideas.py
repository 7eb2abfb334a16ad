"""Ideas are acts: told by the person, delivered by us; they hold no matters together and count as no contact."""

from __future__ import annotations

import pytest

from rapport.domains.ledger import actions, queries
from rapport.domains.ledger.models import Act, Episode, Evidence, Uncounted
from rapport.domains.ledger.queries.stage_evidence import TOLD_APART
from rapport.domains.ledger.tests.stream import answered, days, record, said
from rapport.domains.ledger.types import NewEvidence
from rapport.foundation.actors import system
from rapport.measures.stages import Kind
from tests.cast import MONDAY, Cast, build


@pytest.fixture
def cast(db: None) -> Cast:
    cast = build()
    record(said(cast, cast.marta, MONDAY, channel="phone", team_id=cast.service_desk.pk))
    return cast


def idea(cast: Cast) -> Evidence:
    told = NewEvidence(cast.marta.person_id or 0, Kind.IDEA, MONDAY + days(1), "idea:1", words="A chute for rubble")
    for _ in range(2):
        actions.record_evidence(evidence=[told], actor=cast.noor, at=MONDAY + days(2))
    return Evidence.objects.get(kind=Kind.IDEA)


def test_told_and_delivered_they_are_acts_of_both_sides_beside_the_matters_that_stand(cast: Cast) -> None:
    told = idea(cast)
    actions.deliver_idea(idea_id=told.pk, actor=cast.noor, at=MONDAY + days(2))
    call = answered(cast, cast.marta, MONDAY + days(3), channel="phone", team_id=cast.service_desk.pk)
    record(call)
    facts = ("direction", "exchange", "title", "team_id", "author_id")
    hers, ours = cast.marta.person_id, cast.noor.person_id
    desk, words = cast.service_desk.pk, "A chute for rubble"
    assert list(Act.objects.filter(channel="idea").order_by("at").values_list(*facts)) == [
        ("theirs", "information", words, desk, hers),
        ("ours", "information", words, desk, ours),
    ]
    stood = list(Episode.objects.order_by("pk").values())
    assert [one["ours"] for one in stood] == [1, 0, 1]  # the call joined the first; the ideas joined nothing
    actions.resegment(person_id=cast.marta.person_id or 0, actor=system(), at=MONDAY + days(4))
    assert list(Episode.objects.order_by("pk").values()) == stood
    assert "idea" in TOLD_APART
    assert [one.person_id for one in queries.who_knows_whom(cast.noor, hers or 0)] == [call.author_id]


def test_those_written_down_before_become_acts_once(cast: Cast) -> None:
    idea(cast)
    Uncounted.objects.all().delete()
    Act.objects.filter(channel="idea").delete()
    for _ in range(2):
        assert actions.act_earlier_ideas(after_id=0, actor=system(), at=MONDAY + days(3)) is None
    assert Act.objects.filter(channel="idea").count() == 1
