"""The timeline of one person at three zoom levels, bounded in time and number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from rapport.domains.ledger.models import Act, Episode, SequenceEpisode
from rapport.domains.ledger.models.reach import WHOLE_ORGANISATION
from rapport.domains.ledger.types import Timeline, TimelineAct, TimelineEpisode, TimelineSequence
from rapport.domains.people import queries as people
from rapport.foundation.actors import Actor, NotFound

MOST = 400


def timeline(viewer: Actor, person_id: int, *, start: datetime | None = None, end: datetime | None = None) -> Timeline:
    """What both sides did with one person: the newest acts in a window, at most 400, in their episodes and sequences.

    Counts are of what is shown; `more` says that the window holds older acts, too. Five statements at most.
    """
    refuse_strangers(viewer, person_id)
    acts, more = _acts(viewer, person_id, start, end)
    shown = _without_corrected(acts)
    names = people.names(viewer, {act.author_id for act in shown if act.author_id is not None})
    seen = [_act(act, names[act.author_id].name if act.author_id in names else "") for act in shown]
    episodes = _episodes(viewer, seen)
    return Timeline(
        person_id=person_id,
        acts=tuple(seen),
        episodes=episodes,
        sequences=_sequences(episodes),
        n_acts=len(seen),
        n_episodes=len(episodes),
        planned=sum(act.planned for act in seen),
        more=more,
        start=start,
        end=end,
    )


def refuse_strangers(viewer: Actor, person_id: int) -> None:
    """Staff and client contacts may look and see what is in reach; everyone else sees only themself."""
    granted = viewer.staff or viewer.kind == "system" or viewer.reach.may(WHOLE_ORGANISATION)
    if not granted and person_id not in viewer.reach.person_ids:
        raise NotFound("person")


def _acts(viewer: Actor, person_id: int, start: datetime | None, end: datetime | None) -> tuple[list[Act], bool]:
    acts = Act.objects.in_reach_of(viewer).filter(person_id=person_id)
    if start is not None:
        acts = acts.filter(at__gte=start)
    if end is not None:
        acts = acts.filter(at__lt=end)
    found = list(acts.order_by("-at", "-id")[: MOST + 1])
    return found[:MOST][::-1], len(found) > MOST


def _without_corrected(acts: list[Act]) -> list[Act]:
    """A correction is shown in place of what it corrects."""
    corrected = {act.corrects for act in acts if act.corrects is not None}
    return [act for act in acts if act.pk not in corrected]


def _act(act: Act, author: str) -> TimelineAct:
    return TimelineAct(
        id=act.pk,
        at=act.at,
        channel=act.channel,
        direction=act.direction,
        kind=act.kind,
        title=act.title,
        author_id=act.author_id,
        author=author,
        planned=act.planned,
        minutes=act.minutes,
        audience=act.audience,
        ref=(act.ref_kind, act.ref_id) if act.ref_id is not None else None,
        episode_id=act.episode_id,
        corrects=act.corrects,
    )


def _episodes(viewer: Actor, acts: Iterable[TimelineAct]) -> tuple[TimelineEpisode, ...]:
    """The episodes of these acts, newest first; one that the viewer may not see leaves its acts in the list alone."""
    by_episode: dict[int, list[TimelineAct]] = defaultdict(list)
    for act in acts:
        if act.episode_id is not None:
            by_episode[act.episode_id].append(act)
    if not by_episode:
        return ()
    found = Episode.objects.filter(pk__in=by_episode).order_by("-started_at", "-id")
    return tuple(episode.seen(tuple(by_episode[episode.pk])) for episode in found)


def _sequences(episodes: tuple[TimelineEpisode, ...]) -> tuple[TimelineSequence, ...]:
    places = SequenceEpisode.objects.filter(episode_id__in=[episode.id for episode in episodes])
    if not episodes:
        return ()
    held: dict[int, list[int]] = defaultdict(list)
    found = {}
    for place in places.select_related("sequence").order_by("-sequence__started_at", "sequence_id", "episode_id"):
        found[place.sequence_id] = place.sequence
        held[place.sequence_id].append(place.episode_id)
    return tuple(
        TimelineSequence(
            id=pk,
            kind=sequence.kind,
            name=sequence.name,
            started_at=sequence.started_at,
            ended_at=sequence.ended_at,
            episode_ids=tuple(held[pk]),
        )
        for pk, sequence in found.items()
    )
