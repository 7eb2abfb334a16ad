"""Episodes for programs say how they stand, as pages do; an answer asked after one stands in it and tells nobody."""

from __future__ import annotations

import pytest

from rapport.domains.ledger import actions, queries
from rapport.domains.ledger.models import Act, Episode
from rapport.domains.ledger.tests.stream import answered, days, record, said
from rapport.domains.ledger.types import REOPENS
from rapport.foundation.actors import system
from tests.cast import MONDAY, ONE_HOUR, Cast, build

REF = ("ticket", 1)
SCORE = {"channel": "answer", "kind": "answer", "audience": "named", "title": "3"}


@pytest.fixture
def cast(db: None) -> Cast:
    cast = build()
    team = {"ref": REF, "team_id": cast.service_desk.pk}
    record(
        said(cast, cast.marta, MONDAY, title="Mail is slow", **team),
        answered(cast, cast.marta, MONDAY + ONE_HOUR, completes=True, **team),
    )
    return cast


def test_open_again_and_quiet_are_said(cast: Cast) -> None:
    call = said(cast, cast.marta, MONDAY + days(1), channel="phone", team_id=cast.service_desk.pk)
    record(call)
    again = answered(cast, cast.marta, MONDAY + days(2), ref=REF, kind=REOPENS, team_id=cast.service_desk.pk)
    record(again)
    soon = queries.episodes_listed(cast.hugo, at=MONDAY + days(3)).rows
    assert [(one.ref_kind, one.reopened_at, one.ended_at, one.quiet_since) for one in soon] == [
        ("", None, None, None),
        ("ticket", again.at, None, None),
    ]
    later = queries.episodes_listed(cast.hugo, at=MONDAY + days(30)).rows
    assert [one.quiet_since for one in later] == [call.at, None]


def test_an_answer_stands_in_the_episode_it_was_asked_after_and_its_counts_tell_nothing_of_it(cast: Cast) -> None:
    episode = Episode.objects.get()
    before = (episode.title, episode.theirs, episode.ours, episode.completed_at, episode.last_act_at)
    at = MONDAY + days(2)
    assert queries.reference_to_join(system(), episode.pk, at=at) == REF
    assert queries.reference_to_join(system(), episode.pk, at=MONDAY + days(9)) is None
    record(said(cast, cast.marta, at, ref=REF, **SCORE))
    for _ in range(2):
        episode = Episode.objects.get()
        after = (episode.title, episode.theirs, episode.ours, episode.completed_at, episode.last_act_at)
        assert after == before
        assert Act.objects.get(kind="answer").episode_id == episode.pk
        actions.resegment(person_id=cast.marta.person_id or 0, actor=system(), at=at)
    for viewer, last in ((cast.ruth, MONDAY + ONE_HOUR), (cast.hugo, MONDAY + ONE_HOUR), (cast.marta, at)):
        [seen] = queries.episodes_listed(viewer, at=at).rows
        assert seen.last_act_at == last
    [shown] = queries.timeline(cast.ruth, cast.marta.person_id or 0).episodes
    assert (shown.last_act_at, len(shown.acts)) == (MONDAY + ONE_HOUR, 2)
