"""The ledger's jobs: histories segmented again, sequences gathered, gaps read from the acts."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise

from django.utils import timezone

from rapport.domains.ledger import actions
from rapport.domains.ledger.events import EpisodesCompleted
from rapport.domains.ledger.models import Act, Episode, GapSetting
from rapport.domains.people.events import PeopleMerged
from rapport.foundation import events, jobs
from rapport.foundation.actors import system
from rapport.measures import episodes as measure

GAPS_READ = 20_000
SINCE = timedelta(days=180)


@jobs.job("ledger.resegment", once=True)
def resegment(*, person_id: int) -> None:
    """Acts came late, or decisions stand: put one person's acts into episodes again."""
    actions.resegment(person_id=person_id, actor=system(), at=timezone.now())


@jobs.job("ledger.gather", once=True)
def gather(*, person_id: int) -> None:
    """Make the sequences of one person anew."""
    actions.gather_sequences(person_id=person_id, actor=system(), at=timezone.now())


@events.on(EpisodesCompleted)
def after_episodes_completed(event: EpisodesCompleted) -> None:
    """The sequences of the people whose episodes ended are made anew, once each."""
    persons = Episode.objects.filter(pk__in=event.episode_ids).values_list("person_id", flat=True)
    rows = [{"args": {"person_id": person}, "key": str(person), "priority": 80} for person in sorted(set(persons))]
    jobs.enqueue_many("ledger.gather", rows)


@events.on(PeopleMerged)
def after_people_merged(event: PeopleMerged) -> None:
    """Two rows are one human, or two again: their history is put into episodes anew."""
    actions.follow_merge(kept_id=event.kept_id, other_id=event.other_id, actor=system(), at=timezone.now())


@jobs.cron("ledger.gaps", every="daily@02:10")
def read_gaps(*, at: datetime) -> None:
    """Read each channel's gap from the silences between acts; what was set by hand (n = 0) and channels
    without a clear valley keep their setting.
    """
    by_hand = set(GapSetting.objects.filter(n=0).values_list("channel", flat=True))
    for channel, gaps in _silences(at).items():
        found = measure.estimate_gap(gaps)
        if found.method == "valley" and channel not in by_hand:
            actions.set_gap(channel=channel, gap=found.gap, n=found.n, actor=system(), at=at)


def _silences(at: datetime) -> dict[str, list[float]]:
    """Seconds between consecutive acts without reference of the same person, by the later act's channel."""
    acts = Act.objects.filter(at__gte=at - SINCE, ref_kind="", corrects__isnull=True)
    rows = sorted(acts.order_by("-id").values_list("person_id", "at", "channel")[:GAPS_READ])
    found: dict[str, list[float]] = {}
    for before, after in pairwise(rows):
        if before[0] == after[0]:
            found.setdefault(after[2], []).append((after[1] - before[1]).total_seconds())
    return found
