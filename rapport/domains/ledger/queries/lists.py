"""Lists of acts and episodes: pages for programs, the newest episodes of several people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from django.db.models import Count, Max

from rapport.domains.ledger.models import Act, Episode, GapSetting
from rapport.domains.ledger.models.endings import gaps_for, turns_of
from rapport.domains.ledger.rules import Gaps
from rapport.domains.ledger.types import ContactCount, Ref, TimelineEpisode
from rapport.foundation.actors import Actor
from rapport.foundation.paging import Page, page_of

EACH = 5
MOST_READ = 500


def acts(viewer: Actor, *, person_id: int | None = None, after: str | None = None, size: int = 50) -> Page[Act]:
    """Acts within reach, newest first."""
    rows = Act.objects.in_reach_of(viewer)
    if person_id is not None:
        rows = rows.filter(person_id=person_id)
    return page_of(rows, by=("-at", "-id"), after=after, size=size)


def episodes(viewer: Actor, *, person_id: int | None = None, after: str | None = None, size: int = 50) -> Page[Episode]:
    """Episodes within reach, newest first."""
    rows = Episode.objects.in_reach_of(viewer)
    if person_id is not None:
        rows = rows.filter(person_id=person_id)
    return page_of(rows, by=("-started_at", "-id"), after=after, size=size)


def recent_episodes(viewer: Actor, person_ids: Collection[int]) -> dict[int, list[TimelineEpisode]]:
    """The newest few episodes of each of these people, within reach; two statements."""
    rows = Episode.objects.in_reach_of(viewer).filter(person_id__in=person_ids).order_by("-started_at", "-id")
    newest: dict[int, list[Episode]] = defaultdict(list)
    for episode in rows[:MOST_READ]:
        if len(newest[episode.person_id]) < EACH:
            newest[episode.person_id].append(episode)
    every = [episode for some in newest.values() for episode in some]
    taken, gaps = turns_of([episode.pk for episode in every]), gaps_for(every)
    return {
        person: [one.seen(taken=taken.get(one.pk, []), gaps=gaps) for one in some] for person, some in newest.items()
    }


def episode_of(viewer: Actor, ref: Ref) -> TimelineEpisode | None:
    """The episode in which a reference stands now, None where there is none within reach."""
    rows = Episode.objects.in_reach_of(viewer).filter(ref_kind=ref[0], ref_id=ref[1])
    found = rows.order_by("-started_at", "-id").first()
    return None if found is None else found.seen(taken=turns_of([found.pk]).get(found.pk, []))


def contact_counts(viewer: Actor, person_ids: Collection[int], *, since: datetime) -> dict[int, ContactCount]:
    """How much contact there was with each of these people since a moment, within reach; one statement."""
    rows = Act.objects.in_reach_of(viewer).filter(person_id__in=person_ids, at__gte=since, corrects__isnull=True)
    counted = rows.values_list("person_id").annotate(
        n=Count("id"), e=Count("episode_id", distinct=True), last=Max("at")
    )
    return {person_id: ContactCount(*found) for person_id, *found in counted.order_by("person_id")}


def gaps_in_force(viewer: Actor) -> Gaps:
    """The same as the ledger uses them, for who records many acts and reads before the transaction begins."""
    viewer.require("tickets.answer")
    return GapSetting.objects.in_force()
