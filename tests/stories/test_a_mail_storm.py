"""A storm of mail feeds no loop and loses nothing (docs/rules-of-mail.md 5)."""

from __future__ import annotations

import pytest

from rapport.domains.desk.models import Ticket
from tests.cast import Cast
from tests.stories.conftest import Clock
from tests.stories.storm import PEER, SILENT, Storm, suppressed


def blown(clock: Clock, mails: int) -> Storm:
    suppressed()
    storm = Storm(clock)
    storm.blow(mails)
    return storm


def nothing_was_fed_or_lost(storm: Storm, mails: int) -> None:
    assert [address for address in SILENT if storm.sent_to(address)] == []
    to_the_peer = storm.sent_to(PEER)
    assert sum(to_the_peer.values()) >= 1 and max(to_the_peer.values()) <= 3
    assert set(storm.states()) == {"ticket"}, "each of these begins a conversation"
    assert (len(storm.raws), Ticket.objects.count()) == (mails, mails)
    acknowledged = Ticket.objects.filter(acknowledged_at__isnull=False)
    assert acknowledged.count() == sum(to_the_peer.values())


def test_a_small_storm_feeds_no_loop_and_loses_nothing(stage: Cast, clock: Clock) -> None:
    nothing_was_fed_or_lost(blown(clock, 100), 100)


@pytest.mark.slow
def test_a_storm_of_a_thousand_feeds_no_loop_and_loses_nothing(stage: Cast, clock: Clock) -> None:
    nothing_was_fed_or_lost(blown(clock, 1_000), 1_000)
