"""Lists of acts and episodes: pages for programs, the newest episodes of several people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from django.db.models import Count, Max, OuterRef, Subquery

from rapport.domains.ledger.models import Act, Episode, GapSetting
from rapport.domains.ledger.models.histories.endings import Turn, gaps_for, turns_of
from rapport.domains.ledger.rules import Gaps
from rapport.domains.ledger.types import ContactCount, EpisodeListed, Ref, TimelineEpisode
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


def episodes_listed(
    viewer: Actor, *, person_id: int | None = None, after: str | None = None, at: datetime
) -> Page[EpisodeListed]:
    """The same with how each stands at a moment: ended, open again, or quiet; the last act is one that may be seen."""
    page = episodes(viewer, person_id=person_id, after=after)
    taken, gaps = turns_of([one.pk for one in page.rows]), gaps_for(page.rows)
    last = _last_seen(viewer, [one.pk for one in page.rows])
    return Page([_listed(one, taken.get(one.pk, []), gaps, last.get(one.pk), at) for one in page.rows], page.next)


Last = tuple[datetime, str]
"""When the last act was that the viewer may see, and by which channel."""


def _last_seen(viewer: Actor, episode_ids: Collection[int]) -> dict[int, Last]:
    acts = Act.objects.in_reach_of(viewer).filter(episode=OuterRef("pk")).order_by("-at", "-id")
    at, by = Subquery(acts.values("at")[:1]), Subquery(acts.values("channel")[:1])
    rows = Episode.objects.filter(pk__in=episode_ids).order_by("pk").values_list("pk", at, by)
    return {pk: (moment, channel) for pk, moment, channel in rows if moment is not None}


def _listed(
    row: Episode, taken: Sequence[Turn], gaps: Mapping[str, timedelta] | None, last: Last | None, at: datetime
) -> EpisodeListed:
    seen = row.seen(taken=taken, gaps=gaps)
    moment, channel = last or (row.last_act_at, "")
    if seen.ends_by is not None and gaps is not None:
        seen = replace(seen, ends_by=row.last_act_at + gaps.get(channel, max(gaps.values())))
    stands = seen.as_of(at)
    return EpisodeListed(
        id=row.pk,
        person_id=row.person_id,
        team_id=row.team_id,
        service_id=row.service_id,
        title=row.title,
        ref_kind=row.ref_kind,
        ref_id=row.ref_id,
        started_at=row.started_at,
        last_act_at=moment,
        completed_at=row.completed_at,
        theirs=row.theirs,
        ours=row.ours,
        reopened_at=stands.reopened_at,
        ended_at=None if stands.faded else stands.ended_at,
        quiet_since=stands.ended_at if stands.faded else None,
    )


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
