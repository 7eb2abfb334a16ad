"""When a new matter begins: the gap of each channel read from the silences, set by hand, taken up by all histories."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from rapport.domains.ledger.actions.everybody import begin_resegmentation
from rapport.domains.ledger.actions.segmenting import set_gap
from rapport.domains.ledger.models import Act, GapReading, GapSetting, Resegmentation
from rapport.domains.ledger.models.histories.whole import act_row
from rapport.domains.ledger.rules import SHORTEST_GAP, differs
from rapport.foundation import audit
from rapport.foundation.actors import Actor
from rapport.measures import episodes as measure

ACTS_READ = 20_000
SINCE = timedelta(days=180)
NEEDED = ("id", "person_id", "at", "channel", "service_id", "team_id", "completes", "ref_kind", "ref_id")


class NothingRead(LookupError):
    """No gap was read on this channel yet; the one in force stays."""


def read_gaps(*, actor: Actor, at: datetime) -> list[GapReading]:
    """Read each channel's silences anew, keep their histograms, and let what was read hold.

    What was set by hand stays, so does a channel without a clear gap, and one whose reading says nearly the same as
    the gap in force: histories are put together again only where it matters.
    """
    actor.require("gaps.write")
    found = [_read(channel, one, at) for channel, one in sorted(measure.silences(_rows(at)).items())]
    taken = [_take_up(reading, actor=actor, at=at) for reading in found]
    if any(taken):
        begin_resegmentation(actor=actor, at=at)
    return found


def _rows(at: datetime) -> list[measure.ActRow]:
    """The newest acts without reference."""
    acts = Act.objects.filter(at__gte=at - SINCE, ref_kind="", corrects__isnull=True).order_by("-id")
    return [act_row(row) for row in acts.values(*NEEDED)[:ACTS_READ]]


def _read(channel: str, silences: measure.Silences, at: datetime) -> GapReading:
    found = measure.estimate_gap(silences.seconds, within=silences.within)
    told = {
        "seconds": round(found.gap.total_seconds()),
        "method": found.method,
        "n": found.n,
        "bins": [[bin.low, bin.high, bin.count] for bin in found.histogram],
        "read_at": at,
    }
    return GapReading.objects.update_or_create(channel=channel, defaults=told)[0]


def _take_up(reading: GapReading, *, actor: Actor, at: datetime) -> bool:
    by_hand = GapSetting.objects.filter(channel=reading.channel, n=0).exists()
    now = GapSetting.objects.in_force().of(reading.channel)
    gap = max(timedelta(seconds=reading.seconds), SHORTEST_GAP)
    if by_hand or reading.method == "fallback" or not differs(gap, now):
        return False
    set_gap(channel=reading.channel, gap=gap, n=reading.n, actor=actor, at=at)
    return True


@transaction.atomic
def adjust_gap(*, channel: str, gap: timedelta | None, actor: Actor, at: datetime) -> Resegmentation:
    """Set a channel's gap by hand, or (None) let what is read hold again; all histories take it up, one by one."""
    actor.require("gaps.write")
    if gap is not None:
        set_gap(channel=channel, gap=gap, actor=actor, at=at)
    else:
        _let_the_reading_hold(channel, actor=actor, at=at)
    return begin_resegmentation(actor=actor, at=at)


def _let_the_reading_hold(channel: str, *, actor: Actor, at: datetime) -> None:
    reading = GapReading.objects.filter(channel=channel).first()
    if reading is None:
        raise NothingRead(NothingRead.__doc__)
    GapSetting.objects.filter(channel=channel).delete()  # without a clear gap the five days of every channel hold
    audit.record("gap.read", actor=actor, subject_kind="gap reading", subject_id=reading.pk, at=at)
    if reading.method != "fallback" and reading.n:
        gap = max(timedelta(seconds=reading.seconds), SHORTEST_GAP)
        set_gap(channel=channel, gap=gap, n=reading.n, actor=actor, at=at)
