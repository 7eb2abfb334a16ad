"""The ledger's jobs do what the actions left for later."""

from __future__ import annotations

import pytest

from rapport.domains.ledger import actions
from rapport.domains.ledger.jobs import read_gaps
from rapport.domains.ledger.models import Episode, GapSetting, Sequence
from rapport.domains.ledger.tests.stream import days, record, said
from rapport.foundation import jobs
from rapport.foundation.actors import system
from tests.cast import MONDAY, ONE_HOUR, ONE_MINUTE, Cast, build


@pytest.fixture
def cast(db: None) -> Cast:
    return build()


def test_a_late_act_that_joins_two_episodes_is_put_right_by_the_job(cast: Cast) -> None:
    call = {"channel": "phone"}
    record(said(cast, cast.marta, MONDAY, **call), said(cast, cast.marta, MONDAY + days(8), **call))
    assert Episode.objects.count() == 2
    record(said(cast, cast.marta, MONDAY + days(4), **call))
    assert jobs.run_all().failed == []
    episode = Episode.objects.get()
    assert (episode.theirs, episode.last_act_at) == (3, MONDAY + days(8))


def test_completed_episodes_of_one_service_are_gathered(cast: Cast) -> None:
    for number in (1, 2):
        at = MONDAY + number * ONE_HOUR
        record(said(cast, cast.marta, at, ref=("ticket", number), service_id=cast.mail.pk, completes=True))
    assert jobs.run_all().failed == []
    assert Sequence.objects.get().name == "Mail"


def test_gaps_are_read_from_the_silences_but_not_over_what_was_set_by_hand(cast: Cast) -> None:
    actions.set_gap(channel="chat", gap=days(1), actor=system(), at=MONDAY)
    for channel, who in (("phone", cast.marta), ("chat", cast.ivo)):
        at, acts = MONDAY - days(170), []
        for week in range(24):
            for minutes in (5, 9, 7, 12):
                at += minutes * ONE_MINUTE
                acts.append(said(cast, who, at, channel=channel))
            at += days(5 + week % 3)
        record(*acts)
    read_gaps(at=MONDAY)
    found = dict(GapSetting.objects.values_list("channel", "hours"))
    assert found["chat"] == 24
    assert 1 <= found["phone"] < 5 * 24
    assert GapSetting.objects.get(channel="phone").n == 95
