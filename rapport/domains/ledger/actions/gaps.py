"""When a new matter begins: the gap of each channel read from the silences, set by hand, taken up by all histories."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from rapport.domains.ledger.actions.segmenting import resegment, set_gap
from rapport.domains.ledger.models import Act, GapReading, GapSetting, Resegmentation, standing
from rapport.domains.ledger.models.histories import act_row
from rapport.domains.ledger.rules import SHORTEST_GAP, differs
from rapport.foundation import audit, jobs
from rapport.foundation.actors import Actor
from rapport.measures import episodes as measure

EVERYBODY = "ledger.resegment_everybody"
ACTS_READ = 20_000
SINCE = timedelta(days=180)
AT_ONCE = 20  # people between two looks at whether the gap was changed again
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


@transaction.atomic
def begin_resegmentation(*, actor: Actor, at: datetime) -> Resegmentation:
    """Put all histories into episodes again in small steps; one under way begins from the start."""
    actor.require("gaps.write")
    last = Act.objects.order_by("-person_id").values_list("person_id", flat=True).first() or 0
    told = {"asked_by_id": actor.person_id, "begun_at": at, "last_id": last, "after_id": 0, "persons": 0, "moved": 0}
    run = Resegmentation.objects.select_for_update().filter(ended_at__isnull=True).first() or Resegmentation()
    for name, value in told.items():
        setattr(run, name, value)
    run.save()
    audit.record("histories.asked", actor=actor, subject_kind="resegmentation", subject_id=run.pk, at=at)
    jobs.enqueue(EVERYBODY, args={"run_id": run.pk}, key="everybody", priority=90, at=at)
    return run


def continue_resegmentation(*, run_id: int, actor: Actor, at: datetime) -> bool:
    """The next few people, each in a transaction of their own, so that nobody waits; True while there are more.

    Stopped anywhere it goes on with the next person: the place is kept in the same transaction as the history.
    """
    actor.require("gaps.write")
    run = Resegmentation.objects.filter(pk=run_id, ended_at__isnull=True).first()
    if run is None:
        return False
    persons = _next_persons(run)
    for person_id in persons:
        _one_more(run, person_id, actor=actor, at=at)
    if len(persons) == AT_ONCE:
        return True
    ended = Resegmentation.objects.filter(pk=run.pk, begun_at=run.begun_at).update(ended_at=at)
    return not ended


def _next_persons(run: Resegmentation) -> list[int]:
    acts = Act.objects.filter(person_id__gt=run.after_id, person_id__lte=run.last_id)
    return list(acts.order_by("person_id").values_list("person_id", flat=True).distinct()[:AT_ONCE])


@transaction.atomic
def _one_more(run: Resegmentation, person_id: int, *, actor: Actor, at: datetime) -> None:
    moved = 0
    if standing.rows_of(person_id)[0] == person_id:  # a row merged into another is done with that one
        moved = resegment(person_id=person_id, actor=actor, at=at)
    Resegmentation.objects.filter(pk=run.pk, begun_at=run.begun_at).update(
        after_id=person_id, persons=F("persons") + 1, moved=F("moved") + moved
    )
