"""Who of them met us lately, who knows whom, the newest acts of a group, and its relationships with teams."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from rapport.domains.ledger.models import Acquaintances, GroupRelationship, Sequence
from rapport.domains.ledger.models.episodes import Episode
from rapport.domains.ledger.models.group_reach import part_in_reach, refuse_strangers_to
from rapport.domains.ledger.models.histories.endings import gaps_for, turns_of
from rapport.domains.ledger.models.histories.versions import shown_act, versions
from rapport.domains.ledger.queries.groups import in_reach_with
from rapport.domains.ledger.queries.timelines import SHOWN
from rapport.domains.ledger.types import (
    Group,
    GroupContact,
    GroupNarrowed,
    GroupRelationshipSeen,
    Met,
    NewestOfGroup,
    Timeline,
    TimelineAct,
    TimelineEpisode,
    TimelineSequence,
)
from rapport.foundation.actors import NOBODY, Actor
from rapport.foundation.prepared import Prepared

MOST, ACTS, SEQUENCES = 60, 80, 8
THREE_MONTHS = timedelta(days=92)
NAMED = ("person_id", "person__merged_into_id", "author_id", "acts", "last_at")
NOBODY_KNOWN = Q(person__left_at__isnull=False) | Q(person__unnamed=True)


def people_met(viewer: Actor, group: Group) -> list[Met]:
    """Their people whom our teams had contact with, the latest first, from the newest 60 meetings within reach."""
    return sorted(_met(viewer, group, author=True), key=lambda one: one.last_at, reverse=True)


def pairs_met(viewer: Actor, group: Group) -> list[Met]:
    """One of them and one of us, the closest first, from the 60 pairs with most contact within reach."""
    return sorted(_met(viewer, group, author=False), key=lambda one: (one.acts, one.last_at), reverse=True)


def _met(viewer: Actor, group: Group, *, author: bool) -> list[Met]:
    refuse_strangers_to(viewer, group)
    place = {"organisation": group.organisation_id} | ({} if group.site_id is None else {"site": group.site_id})
    rows = (_MET if group.site_id is None else _MET_AT)(viewer, **place, team=group.team_id, author=author)
    found: dict[tuple[int, int | None], Met] = {}
    for person, merged, by, acts, last in rows:
        pair = merged or person, by
        known = found.get(pair, Met(*pair, 0, last))
        found[pair] = Met(*pair, known.acts + acts, max(known.last_at, last))
    return list(found.values())


def _meetings(viewer: Actor, place: Q, team: int | None, author: bool) -> QuerySet[Any, Any]:
    by = Q() if team is None else Q(team_id=team)
    rows = Acquaintances.objects.filter(place & by & part_in_reach(viewer), author__isnull=author)
    return rows.exclude(NOBODY_KNOWN).order_by("-last_at" if author else "-acts").values_list(*NAMED)[:MOST]


_MET = Prepared(
    lambda viewer, *, organisation, team, author: _meetings(
        viewer, Q(organisation_id__in=organisation, site_id__isnull=True), team, author
    ),
    "organisation",
)
_MET_AT = Prepared(
    lambda viewer, *, site, organisation, team, author: _meetings(
        viewer, Q(site_id__in=site, organisation_id__in=organisation), team, author
    ),
    *("site", "organisation"),
    planned_anew=True,
)


def newest_of_group(viewer: Actor, group: Group, narrowed: GroupNarrowed, *, contact: GroupContact) -> NewestOfGroup:
    """The newest 80 acts in the three months up to the last contact, in their episodes, with sequences of many.

    What was counted says when the last contact was, so that a narrow look at a large organisation reads no years.
    A line of many names no authors, so none are looked up.
    """
    refuse_strangers_to(viewer, group)
    acts = _newest(viewer, group, narrowed, contact)
    seen = [shown_act(one, "") for one in versions(acts)]
    person_of = {row.episode_id: row.person_id for row in acts if row.episode_id is not None}
    timeline = Timeline(
        person_id=0,
        acts=tuple(seen),
        episodes=_episodes(seen, viewer),
        sequences=_sequences(viewer, group),
        n_acts=len(seen),
        n_episodes=len(person_of),
        planned=sum(act.planned for act in seen),
        more=len(acts) == ACTS,
    )
    return NewestOfGroup(timeline, person_of)


def _newest(viewer: Actor, group: Group, narrowed: GroupNarrowed, contact: GroupContact) -> list[Any]:
    if not contact.months:
        return []
    since = _begin(contact.months[-1].month) - THREE_MONTHS
    place = {"organisation": group.organisation_id} | ({} if group.site_id is None else {"site": group.site_id})
    read = _NEWEST if group.site_id is None else _NEWEST_AT
    return read(viewer, **place, team=group.team_id, narrowed=narrowed, since=since)[::-1]


def _acts(viewer: Actor, place: Q, team: int | None, narrowed: GroupNarrowed, since: datetime) -> QuerySet[Any, Any]:
    rows = in_reach_with(viewer, place, team, narrowed).filter(at__gte=since).order_by("-at", "-id")
    return rows.values_list(*SHOWN, "person_id", named=True)[:ACTS]


# A plan that must fit every organisation reads all acts of the one with most of them, and sorts them, for eighty.
_NEWEST = Prepared(
    lambda viewer, *, organisation, team, narrowed, since: _acts(
        viewer, Q(organisation_id__in=organisation), team, narrowed, since
    ),
    "organisation",
    planned_anew=True,
)
_NEWEST_AT = Prepared(
    lambda viewer, *, site, organisation, team, narrowed, since: _acts(
        viewer, Q(site_id__in=site, organisation_id__in=organisation), team, narrowed, since
    ),
    *("site", "organisation"),
)


def _begin(month: date) -> datetime:
    return datetime.combine(month, time(), ZoneInfo("UTC"))


def _episodes(acts: Iterable[TimelineAct], viewer: Actor) -> tuple[TimelineEpisode, ...]:
    """Those of acts within reach; a client contact sees none that holds an act not for both sides."""
    told: dict[int, list[TimelineAct]] = {}
    for act in acts:
        if act.episode_id is not None:
            told.setdefault(act.episode_id, []).append(act)
    granted = not viewer.staff and not viewer.reach.whole
    rows = _GRANTED(viewer, ids=told) if granted else _EPISODES(NOBODY, ids=told)
    taken, gaps = turns_of(told), gaps_for(rows)
    seen = tuple(row.seen(tuple(told[row.pk]), taken.get(row.pk, []), gaps) for row in rows)
    return tuple(one.without_hidden() for one in seen) if granted else seen


_EPISODES = Prepared(lambda _viewer, *, ids: Episode.objects.filter(pk__in=ids).order_by("-started_at", "-id"), "ids")
_GRANTED = Prepared(
    lambda viewer, *, ids: Episode.objects.in_reach_of(viewer).filter(pk__in=ids).order_by("-started_at", "-id"), "ids"
)
_SEQUENCES = Prepared(
    lambda _viewer, *, organisation: (
        Sequence.objects.filter(organisation_id__in=organisation, person__isnull=True)
        .order_by("-started_at", "-id")
        .values_list("id", "kind", "name", "started_at", "ended_at")[:SEQUENCES]
    ),
    "organisation",
)
_RELATIONSHIPS = Prepared(
    lambda viewer, *, organisation: (
        GroupRelationship.objects.in_reach_of(viewer)
        .filter(organisation_id__in=organisation)
        .order_by("id")
        .values_list("organisation_id", "team_id", "owner_id", "next_step", "next_step_on", "since")
    ),
    "organisation",
)


def _sequences(viewer: Actor, group: Group) -> tuple[TimelineSequence, ...]:
    """Projects, campaigns, changes and contracts of the organisation, for staff; of a site there are none."""
    if group.site_id is not None or not (viewer.staff or viewer.reach.whole):
        return ()
    rows = _SEQUENCES(NOBODY, organisation=group.organisation_id)
    return tuple(TimelineSequence(pk, kind, name, began, ended, ()) for pk, kind, name, began, ended in rows)


def group_relationships(viewer: Actor, organisation_id: int) -> list[GroupRelationshipSeen]:
    """The relationships of an organisation with the teams within reach, the longest standing first."""
    rows = [GroupRelationshipSeen(*row) for row in _RELATIONSHIPS(viewer, organisation=organisation_id)]
    begun = [row for row in rows if row.since is not None]
    return [*sorted(begun, key=lambda row: str(row.since)), *(row for row in rows if row.since is None)]
