"""The timeline of one person at three zoom levels, bounded in time and number."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from rapport.domains.ledger.models import Act, Episode, SequenceEpisode
from rapport.domains.ledger.models.histories.endings import gaps_for, turns_of
from rapport.domains.ledger.models.histories.versions import shown_act, versions
from rapport.domains.ledger.models.reach import WHOLE_ORGANISATION, looks_by_grant
from rapport.domains.ledger.queries.totals import still_open, total_of, total_within
from rapport.domains.ledger.types import (
    ALONE,
    Narrowed,
    Timeline,
    TimelineAct,
    TimelineEpisode,
    TimelineSequence,
    Total,
)
from rapport.domains.people import queries as people
from rapport.foundation.actors import NOBODY, Actor, NotFound
from rapport.foundation.prepared import Prepared

MOST = 400


def timeline(
    viewer: Actor,
    person_id: int,
    *,
    start: datetime | None = None,
    end: datetime | None = None,
    only: Narrowed | None = None,
    most: int | None = None,
) -> Timeline:
    """What both sides did with one person: the newest acts in a window, at most 400, in their episodes and sequences.

    Counts are of all that the window holds; `more` says that it holds older acts than are shown. Six statements at
    most, one more where acts of an episode may lie outside, and where there are more acts than are shown those that
    count them and find what is still open.
    """
    refuse_strangers(viewer, person_id)
    rows, only = people.same_human(viewer, person_id), only or Narrowed()
    acts, more = _acts(viewer, rows, start, end, only, most=most or MOST)
    all_times = start is None and end is None and only == Narrowed()
    found, older = _open_before(viewer, rows, acts) if more and all_times else ([], [])
    newest = {act.id for act in acts}
    both = acts_shown(viewer, [*older, *acts])  # together, so that their authors are looked up once
    seen, before = tuple(a for a in both if a.id in newest), [a for a in both if a.id not in newest]
    episodes = _episodes(viewer, person_id, seen, whole=end is None and only == Narrowed())
    if more and all_times:
        episodes, total = _with_older(found, before, episodes), total_of(viewer, rows)
    elif more:
        total = total_within(viewer, rows, _of_window(viewer, rows, start, end, only))
    else:
        total = _total(seen, episodes)
    return Timeline(
        person_id=person_id,
        acts=seen,
        episodes=episodes,
        sequences=_sequences(episodes),
        n_acts=total.acts,
        n_episodes=total.matters,
        planned=total.planned,
        more=more,
        start=start,
        end=end,
        kinds=total.kinds,
    )


def acts_shown(viewer: Actor, acts: list[Any]) -> tuple[TimelineAct, ...]:
    """Acts with their authors' names, a correction in place of what it corrects."""
    shown = versions(acts)
    names = people.names(viewer, {one.act.author_id for one in shown if one.act.author_id is not None})
    return tuple(shown_act(one, names[one.act.author_id].name if one.act.author_id in names else "") for one in shown)


def matter(viewer: Actor, episode_id: int) -> TimelineEpisode:
    """One episode within reach with those of its acts that the viewer may see, the oldest first."""
    found = Episode.objects.in_reach_of(viewer).filter(pk=episode_id).first()
    if found is None:
        raise NotFound("episode")
    rows = Act.objects.in_reach_of(viewer).filter(episode_id=episode_id).order_by("-at", "-id")
    acts = acts_shown(viewer, list(rows.values_list(*SHOWN, named=True)[:MOST])[::-1])
    return found.seen(acts, gaps=gaps_for([found]))


def refuse_strangers(viewer: Actor, person_id: int) -> None:
    """Staff and client contacts may look and see what is in reach; everyone else sees only themself."""
    granted = viewer.staff or viewer.kind == "system" or viewer.reach.may(WHOLE_ORGANISATION)
    if not granted and person_id not in viewer.reach.person_ids:
        raise NotFound("person")


def _acts(
    viewer: Actor, rows: list[int], start: datetime | None, end: datetime | None, only: Narrowed, *, most: int
) -> tuple[list[Any], bool]:
    if start is None and end is None and only == Narrowed():
        found = _NEWEST(viewer, person=rows, most=most)
    else:
        found = list(_of_window(viewer, rows, start, end, only).values_list(*SHOWN, named=True)[: most + 1])
    return found[:most][::-1], len(found) > most


def _of_window(
    viewer: Actor, rows: Collection[int], start: datetime | None, end: datetime | None, only: Narrowed
) -> QuerySet[Act, Act]:
    wanted = {name: value for name, value in asdict(only).items() if value is not None}
    acts = Act.objects.of_human(viewer, rows).filter(**wanted).order_by("-at", "-id")
    acts = acts if start is None else acts.filter(at__gte=start)
    return acts if end is None else acts.filter(at__lt=end)


def _of_person(viewer: Actor, person_ids: Collection[int]) -> QuerySet[Any, Any]:
    """The acts of persons as plain rows, the newest first."""
    acts = Act.objects.of_human(viewer, person_ids).order_by("-at", "-id")
    return acts.values_list(*SHOWN, named=True)


SHOWN = (
    *("id", "at", "channel", "direction", "kind", "title", "author_id", "planned", "minutes", "audience"),
    *("ref_kind", "ref_id", "episode_id", "corrects", "recorded_at", "completes"),
    "exchange",
)
_NEWEST = Prepared(lambda viewer, *, person, most: _of_person(viewer, person)[: most + 1], "person")
_OF_EPISODES = Prepared(
    lambda viewer, *, person, episodes: _of_person(viewer, person).filter(episode_id__in=episodes)[:MOST],
    *("person", "episodes"),
)
_EPISODES = Prepared(lambda _viewer, *, ids: Episode.objects.filter(pk__in=ids).order_by("-started_at", "-id"), "ids")
_SEQUENCES = Prepared(
    lambda _viewer, *, episodes: (
        SequenceEpisode.objects.filter(episode_id__in=episodes)
        .order_by("-sequence__started_at", "sequence_id", "episode_id")
        .values_list(
            "episode_id",
            "sequence_id",
            "sequence__kind",
            "sequence__name",
            "sequence__started_at",
            "sequence__ended_at",
        )
    ),
    "episodes",
)


def _episodes(
    viewer: Actor, person_id: int, acts: Iterable[TimelineAct], *, whole: bool
) -> tuple[TimelineEpisode, ...]:
    """The episodes of these acts, newest first; one that the viewer may not see leaves its acts in the list alone.

    Where not the whole of the last acts is shown, what ended an episode or opened it again is read apart.
    """
    by_episode = _by_episode(acts)
    if not by_episode:
        return ()
    found = _EPISODES(NOBODY, ids=by_episode)
    if looks_by_grant(viewer, person_id):
        found = list(Episode.objects.in_reach_of(viewer).filter(pk__in=by_episode).order_by("-started_at", "-id"))
    seen = _seen(found, by_episode, whole=whole)
    # The newest acts hold the last of each episode that may be seen; a private one moves no day that others read.
    return tuple(one.without_hidden() for one in seen) if whole or looks_by_grant(viewer, person_id) else seen


def _by_episode(acts: Iterable[TimelineAct]) -> dict[int, list[TimelineAct]]:
    found: dict[int, list[TimelineAct]] = defaultdict(list)
    for act in acts:
        if act.episode_id is not None:
            found[act.episode_id].append(act)
    return found


def _seen(
    found: Collection[Episode], by_episode: Mapping[int, list[TimelineAct]], *, whole: bool
) -> tuple[TimelineEpisode, ...]:
    gaps, taken = gaps_for(found), None if whole else turns_of([one.pk for one in found])
    return tuple(
        one.seen(tuple(by_episode.get(one.pk, ())), None if taken is None else taken.get(one.pk, []), gaps)
        for one in found
    )


def _open_before(viewer: Actor, rows: Collection[int], acts: Iterable[Any]) -> tuple[list[Episode], list[Any]]:
    """What is open since before these acts, with its own: the last acts are many, and no matter is forgotten for it."""
    known = {act.episode_id for act in acts}
    found = [one for one in still_open(viewer, rows) if one.pk not in known]
    read = _OF_EPISODES(viewer, person=rows, episodes=[one.pk for one in found])[::-1] if found else []
    return found, read


def _with_older(
    found: Collection[Episode], acts: Iterable[TimelineAct], episodes: tuple[TimelineEpisode, ...]
) -> tuple[TimelineEpisode, ...]:
    """These episodes and the older ones, where they did not end since."""
    seen = _seen(found, _by_episode(acts), whole=True)
    older = [one.without_hidden() for one in seen if one.ended_at is None]
    return tuple(sorted([*episodes, *older], key=lambda one: (one.started_at, one.id), reverse=True))


def _total(acts: Collection[TimelineAct], episodes: Collection[TimelineEpisode]) -> Total:
    """What is shown, counted; enough where nothing is left out."""
    kinds = Counter(str(act.exchange) for act in acts)
    matters = sum(one.ref is None or one.ref[0] not in ALONE for one in episodes)
    return Total(len(acts), sum(act.planned for act in acts), matters, tuple(kinds.items()))


def _sequences(episodes: tuple[TimelineEpisode, ...]) -> tuple[TimelineSequence, ...]:
    held: dict[int, list[int]] = defaultdict(list)
    found = {}
    for episode_id, pk, *told in _SEQUENCES(NOBODY, episodes=[episode.id for episode in episodes]):
        held[pk].append(episode_id)
        found[pk] = told
    return tuple(
        TimelineSequence(
            id=pk, kind=kind, name=name, started_at=started_at, ended_at=ended_at, episode_ids=tuple(held[pk])
        )
        for pk, (kind, name, started_at, ended_at) in found.items()
    )
