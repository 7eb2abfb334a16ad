"""The three questions after an episode: which are open for whom, and what was said."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from rapport.domains.ledger.models import Act, Episode, Part, Reflection
from rapport.domains.ledger.rules import drawn_for
from rapport.domains.ledger.types import Direction, Ref, ReflectionSeen, ReflectionToAsk
from rapport.foundation.actors import Actor
from rapport.foundation.prepared import Prepared

LOOKED_BACK = timedelta(days=14)
WEEKEND = 5
MOST_READ = 1000
AT_ONCE = 1000


def reflections_to_ask(viewer: Actor, at: datetime) -> list[ReflectionToAsk]:
    """At most five episodes to reflect on for an agent on a working day, the same five all day.

    Drawn from the episodes the agent worked in that ended before today, not longer than two weeks ago, and that the
    agent has not answered or left out on an earlier day.
    """
    midnight = _midnight(at, viewer.zone)
    if viewer.person_id is None or not viewer.staff or midnight.weekday() >= WEEKEND:
        return []
    settled = _settled(viewer.person_id, midnight - LOOKED_BACK)
    before = {episode for episode, moment in settled.items() if moment < midnight}
    ended = Episode.objects.in_reach_of(viewer).filter(
        pk__in=_worked_in(viewer.person_id, midnight) - before,
        completed_at__gte=midnight - LOOKED_BACK,
        completed_at__lt=midnight,
    )
    episodes = {episode.pk: episode for episode in ended}
    drawn = drawn_for(viewer.person_id, day=midnight.date().isoformat(), episode_ids=episodes)
    return [_to_ask(episodes[pk], Direction.OURS) for pk in drawn if pk not in settled]


def open_reflection(viewer: Actor, ref: Ref) -> ReflectionToAsk | None:
    """The questions about one reference, when its episode is completed and the viewer has not answered yet."""
    if viewer.person_id is None:
        return None
    episode = next(iter(_COMPLETED(viewer, kind=ref[0], ref=ref[1])), None)
    if episode is None or _DEALT_WITH(viewer, episode=episode.pk, person=viewer.person_id):
        return None
    theirs = episode.person_id in viewer.reach.person_ids
    if not theirs and not _acted(episode.pk, viewer.person_id):
        return None
    return _to_ask(episode, Direction.THEIRS if theirs else Direction.OURS)


def reflections_on(viewer: Actor, episode_ids: Collection[int]) -> dict[int, list[ReflectionSeen]]:
    """What was tapped about these episodes, by episode: staff see both sides', everybody else their own."""
    wanted, found = sorted(set(episode_ids)), dict[int, list[ReflectionSeen]]()
    for n in range(0, len(wanted), AT_ONCE):
        for row in _SAID(viewer, episodes=wanted[n : n + AT_ONCE]):
            found.setdefault(row.episode_id, []).append(_seen(row))
    return found


def _said_about(viewer: Actor, *, episodes: Collection[int]) -> QuerySet[Reflection]:
    reachable = Episode.objects.in_reach_of(viewer).filter(pk__in=episodes)
    said = Reflection.objects.filter(episode__in=reachable, answered_at__isnull=False).order_by("answered_at", "id")
    if viewer.staff or viewer.reach.whole:
        return said
    return said.filter(person_id__in=viewer.reach.person_ids)


def _completed(viewer: Actor, *, kind: str, ref: list[int]) -> QuerySet[Episode]:
    rows = Episode.objects.in_reach_of(viewer).completed().filter(ref_kind=kind, ref_id__in=ref)
    return rows.order_by("-started_at", "-id")[:1]


def _dealt_with(_viewer: Actor, *, episode: list[int], person: list[int]) -> QuerySet[Reflection, int]:
    said = Reflection.objects.filter(episode_id__in=episode, person_id__in=person)
    return said.exclude(answered_at__isnull=True, skipped_at__isnull=True).order_by().values_list("pk", flat=True)[:1]


_SAID = Prepared(_said_about, "episodes")
_COMPLETED = Prepared(_completed, "ref")
_DEALT_WITH = Prepared(_dealt_with, "episode", "person")


def _seen(row: Reflection) -> ReflectionSeen:
    return ReflectionSeen(row.episode_id, row.person_id, row.side, row.taps(), row.answered_at or row.asked_at)


def _midnight(at: datetime, zone: str) -> datetime:
    local = at.astimezone(ZoneInfo(zone))
    return datetime.combine(local.date(), time(), tzinfo=local.tzinfo)


def _settled(person_id: int, since: datetime) -> dict[int, datetime]:
    """Episode → when the person answered or left the questions out."""
    rows = Reflection.objects.filter(person_id=person_id, asked_at__gte=since - LOOKED_BACK)
    moments = rows.values_list("episode_id", "answered_at", "skipped_at")
    settled = ((episode, answered or skipped) for episode, answered, skipped in moments)
    return {episode: moment for episode, moment in settled if moment is not None}


def _worked_in(person_id: int, midnight: datetime) -> set[int]:
    since = midnight - 2 * LOOKED_BACK
    acted = Act.objects.filter(author_id=person_id, direction=Direction.OURS, at__gte=since).order_by("-at")
    parts = Part.objects.filter(person_id=person_id, at__gte=since).order_by("-at")
    ids = set(acted.values_list("episode_id", flat=True)[:MOST_READ])
    return {pk for pk in ids | set(parts.values_list("episode_id", flat=True)[:MOST_READ]) if pk is not None}


def _acted(episode_id: int, person_id: int) -> bool:
    acted = Act.objects.filter(episode_id=episode_id, author_id=person_id, direction=Direction.OURS)
    return acted.exists() or Part.objects.filter(episode_id=episode_id, person_id=person_id).exists()


def _to_ask(episode: Episode, side: Direction) -> ReflectionToAsk:
    return ReflectionToAsk(
        episode_id=episode.pk,
        person_id=episode.person_id,
        title=episode.title,
        ref=episode.ref,
        completed_at=episode.completed_at,
        side=side,
    )
