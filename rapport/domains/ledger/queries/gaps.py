"""When a new matter begins, for those who set it: readings, gaps in force, and what another gap would do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import timedelta
from itertools import accumulate
from typing import Any

from django.db.models import Count

from rapport.domains.ledger.models import Act, Episode, GapReading, GapSetting, Resegmentation, ResegmentationPart
from rapport.domains.ledger.models.histories import whole
from rapport.domains.ledger.models.histories.whole import Stored
from rapport.domains.ledger.rules import Boundary, Gaps, boundaries, drawn_for
from rapport.domains.ledger.types import Channel, GapExample, GapPreview, GapSeen, ResegmentationSeen
from rapport.domains.people import queries as people
from rapport.foundation.actors import Actor, NotFound

NEWEST = 20_000  # acts among which the people of a preview are looked for
SAMPLE = 150  # people whose histories a preview computes
MOST_ACTS = 6_000  # of them together: a preview stays within a second
EXAMPLES = 5


def gaps_seen(viewer: Actor) -> list[GapSeen]:
    """Every channel that somebody used: its histogram, the gap read from it and the one in force."""
    viewer.require("gaps.write")
    settings = {setting.channel: setting for setting in GapSetting.objects.all()}
    readings = {reading.channel: reading for reading in GapReading.objects.all()}
    gaps = GapSetting.objects.in_force()
    named = [channel.value for channel in Channel if channel in settings or channel in readings]
    return [_seen(channel, gaps, settings.get(channel), readings.get(channel)) for channel in named]


def gap_seen(viewer: Actor, channel: str) -> GapSeen:
    """One of them; a channel nobody used yet has the gap of every channel."""
    viewer.require("gaps.write")
    if channel not in {one.value for one in Channel}:
        raise NotFound("channel")
    setting = GapSetting.objects.filter(channel=channel).first()
    reading = GapReading.objects.filter(channel=channel).first()
    return _seen(channel, GapSetting.objects.in_force(), setting, reading)


def _seen(channel: str, gaps: Gaps, setting: GapSetting | None, reading: GapReading | None) -> GapSeen:
    seen = GapSeen(
        channel=channel,
        in_force=gaps.of(channel),
        by_hand=setting is not None and setting.n == 0,
        changed_at=setting.changed_at if setting else None,
    )
    if reading is None:
        return seen
    return replace(
        seen,
        estimate=timedelta(seconds=reading.seconds),
        method=reading.method,
        n=reading.n,
        bins=tuple((float(low), float(high), int(count)) for low, high, count in reading.bins),
        read_at=reading.read_at,
    )


def resegmentation(viewer: Actor) -> ResegmentationSeen | None:
    """How far the latest putting together of all histories has come, None when there never was one."""
    viewer.require("gaps.write")
    run = Resegmentation.objects.order_by("-id").first()
    if run is None:
        return None
    if run.ended_at:
        return ResegmentationSeen(run.begun_at, run.ended_at, run.persons, run.moved, 1.0)
    parts = list(ResegmentationPart.objects.filter(run=run))
    way, gone = (sum(of(part) - part.first_id for part in parts) for of in (_end, _place))
    persons, moved = sum(part.persons for part in parts), sum(part.moved for part in parts)
    return ResegmentationSeen(run.begun_at, None, persons, moved, round(gone / max(way, 1), 2))


def _end(part: ResegmentationPart) -> int:
    return part.last_id


def _place(part: ResegmentationPart) -> int:
    return part.after_id


def gap_preview(viewer: Actor, *, channel: str, gap: timedelta) -> GapPreview:
    """What this gap would do to up to 150 people who lately used the channel; the same people each time.

    Counts are of the sample, so are its n; the examples are those within the viewer's reach.
    """
    viewer.require("gaps.write")
    found = _people_of(channel)
    rows = whole.acts_of_humans(_bounded(drawn_for(0, day=channel, episode_ids=found, at_most=SAMPLE)))
    sample = {row["person_id"] for row in rows}
    gaps = GapSetting.objects.in_force()
    wishes = whole.decided(whole.rows_of_humans(sample))
    now, then = (
        [episode.acts for episode in whole.segmentation(rows, wishes, g).episodes]
        for g in (gaps, gaps.with_gap(channel, gap))
    )
    joined, parted = boundaries(then, now), boundaries(now, then)
    return GapPreview(
        channel=channel,
        gap=gap,
        persons=len(sample),
        of_persons=len(found),
        acts=len(rows),
        episodes_now=len(now),
        episodes_then=len(then),
        joined=len(joined),
        parted=len(parted),
        examples=_examples(viewer, rows, joined, parted),
    )


def _people_of(channel: str) -> list[int]:
    """Those with an act without reference on this channel among the newest acts, each by the row kept."""
    newest = Act.objects.order_by("-id").values_list("id", flat=True).first() or 0
    acts = Act.objects.filter(pk__gt=newest - NEWEST, channel=channel, ref_kind="", corrects__isnull=True)
    rows = acts.order_by().values_list("person_id", "person__merged_into_id").distinct()
    return sorted({merged_into or person for person, merged_into in rows})


def _bounded(kept_ids: Collection[int]) -> list[int]:
    """As many of these people as stay below the most acts together, counted before any is loaded."""
    human = whole.rows_of_humans(kept_ids)
    counted = Act.objects.filter(person__in=human, corrects__isnull=True).order_by().values_list("person_id")
    acts: Counter[int] = Counter()
    for person_id, n in counted.annotate(n=Count("id")):
        acts[human[person_id]] += n
    fewest_first = sorted(acts.items(), key=lambda one: (one[1], one[0]))
    totals = accumulate(n for _, n in fewest_first)
    return [person for (person, _), total in zip(fewest_first, totals, strict=True) if total <= MOST_ACTS]


def _examples(
    viewer: Actor, rows: list[Stored], joined: list[Boundary], parted: list[Boundary]
) -> tuple[GapExample, ...]:
    """Both kinds by turns, those within reach only."""
    mixed = [one for pair in zip(joined, parted, strict=False) for one in pair]
    shorter = min(len(joined), len(parted))
    some = [*mixed, *joined[shorter:], *parted[shorter:]][: 10 * EXAMPLES]
    ids = {act for boundary in some for act in boundary}
    seen = set(Act.objects.in_reach_of(viewer).filter(pk__in=ids).values_list("id", flat=True))
    within = [one for one in some if set(one) <= seen][:EXAMPLES]
    by_id = {row["id"]: row for row in rows}
    told = set(joined)
    names = people.names(viewer, {by_id[before]["person_id"] for before, _ in within})
    titles = _titles([by_id[act] for boundary in within for act in boundary])
    return tuple(_example(by_id[a], by_id[b], names, titles, joined=(a, b) in told) for a, b in within)


def _titles(rows: Collection[Stored]) -> dict[int, str]:
    """Episode → its name, for acts that have none of their own."""
    ids = {row["episode_id"] for row in rows if row["episode_id"] is not None}
    return dict(Episode.objects.filter(pk__in=ids).values_list("id", "title"))


def _example(
    before: Stored, after: Stored, names: Mapping[int, Any], titles: Mapping[int, str], *, joined: bool
) -> GapExample:
    person = before["person_id"]
    return GapExample(
        person_id=person,
        name=names[person].name if person in names else "",
        before=_called(before, titles),
        before_at=before["at"],
        after=_called(after, titles),
        after_at=after["at"],
        joined=joined,
    )


def _called(row: Stored, titles: Mapping[int, str]) -> str:
    return row["title"] or titles.get(row["episode_id"], "") or row["kind"]
