"""What the memory says of whom to call: the last contact of both sides, who took part, what ends and what went quiet.

A contact is an episode in which both sides acted; notices are traces and count nothing. What looks over everybody is
for the system's jobs only.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet

from rapport.domains.ledger.models import Act, Episode, LookBack, Part, Relationship, SequenceEpisode
from rapport.domains.ledger.types import (
    ALONE,
    NAMELESS,
    QUIET,
    ContactMade,
    Direction,
    EndingSequence,
    GoneQuiet,
    OwnedRelationship,
    PlannedCount,
    TookPart,
)
from rapport.domains.people.queries import team_ids
from rapport.foundation.actors import Actor, NotFound
from rapport.foundation.prepared import Prepared

AT_ONCE = 1000
NEWEST = 20  # episodes looked at for the last contact with a site or an organisation
MOST = 500
A_DAY = timedelta(days=1)
NOON = time(12)


def _last(viewer: Actor, *, persons: Collection[int]) -> QuerySet[Any, Any]:
    rows = Episode.objects.in_reach_of(viewer).of_both_sides().filter(person_id__in=persons, team__isnull=False)
    return rows.order_by("person_id", "team_id").values_list("person_id", "team_id").annotate(last=Max("last_act_at"))


_LAST = Prepared(_last, "persons")


def last_contacts(viewer: Actor, person_ids: Collection[int]) -> dict[tuple[int, int], datetime]:
    """By person and team: when both sides last acted in an episode, within reach; one statement a thousand people."""
    every = sorted(set(person_ids))
    rows = [row for n in range(0, len(every), AT_ONCE) for row in _LAST(viewer, persons=every[n : n + AT_ONCE])]
    return {(person, team): last for person, team, last in rows}


def last_contact(
    viewer: Actor,
    *,
    team_id: int,
    person_id: int | None = None,
    site_id: int | None = None,
    organisation_id: int | None = None,
) -> datetime | None:
    """The last contact of a team with one person, with the people of a site, or with an organisation, within reach."""
    rows = Episode.objects.in_reach_of(viewer).of_both_sides().filter(team_id=team_id)
    if person_id is not None:
        rows = rows.filter(person_id=person_id)
    elif site_id is not None:
        rows = rows.filter(person__site_id=site_id)
    else:
        rows = rows.filter(organisation=organisation_id)
    newest = rows.order_by("-started_at", "-id").values_list("last_act_at", flat=True)[:NEWEST]
    return max(newest, default=None)


def contacts_recorded(viewer: Actor, *, after_id: int | None, until: datetime) -> tuple[list[ContactMade], int]:
    """Contacts that acts recorded after one act belong to, up to a moment, and the last act read; for the system.

    Without an act to begin after, none is read: it begins with those of the last day.
    """
    _refuse_all_but_the_system(viewer)
    if after_id is None:
        older = Act.objects.filter(recorded_at__lte=until - A_DAY).order_by("-pk")
        return [], older.values_list("pk", flat=True).first() or 0
    acts = list(
        Act.objects.filter(pk__gt=after_id)
        .order_by("pk")
        .values_list("pk", "recorded_at", "episode_id", "channel")[:MOST]
    )
    read = [pk for pk, recorded_at, *_ in acts if recorded_at <= until]
    if len(read) < len(acts):  # what others are writing may still come before it; the next run begins here
        acts = acts[: next(n for n, act in enumerate(acts) if act[1] > until)]
    episodes = Episode.objects.of_both_sides().filter(
        pk__in={act[2] for act in acts if act[2] and act[3] not in QUIET}, team__isnull=False
    )
    rows = episodes.order_by("pk").values_list(
        "person_id", "person__site_id", "organisation_id", "team_id", "last_act_at"
    )
    return [ContactMade(*row) for row in rows], acts[-1][0] if acts else after_id


def took_part(viewer: Actor, episode_id: int) -> TookPart:
    """Who of us acted in an episode within reach or worked on it behind the scenes; NotFound beyond reach."""
    episode = Episode.objects.in_reach_of(viewer).filter(pk=episode_id).first()
    if episode is None:
        raise NotFound("episode")
    acted = Act.objects.filter(episode=episode, direction=Direction.OURS, author__isnull=False)
    seen = set(acted.values_list("author_id", flat=True))
    behind = set(Part.objects.filter(episode=episode).values_list("person_id", flat=True))
    return TookPart(
        episode_id=episode.pk,
        person_id=episode.person_id,
        team_id=episode.team_id,
        title=episode.title,
        ended_at=episode.completed_at,
        person_ids=frozenset(one for one in seen | behind if one is not None and one != episode.person_id),
    )


def planned_counts(viewer: Actor, *, since: datetime) -> list[PlannedCount]:
    """Contacts of ours by word of mouth and mail since a moment, by team and organisation, and how many were planned.

    For the system; an act of ours by which nobody decided anything, such as an import's, counts as it was said.
    """
    _refuse_all_but_the_system(viewer)
    rows = Act.objects.filter(team_id__in=team_ids(viewer), at__gte=since, corrects__isnull=True)
    rows = rows.exclude(channel__in=ALONE)
    counted = rows.filter(direction=Direction.OURS).order_by("team_id", "organisation_id")
    found = counted.values_list("team_id", "organisation_id").annotate(
        planned=Count("episode_id", distinct=True, filter=Q(planned=True)), n=Count("episode_id", distinct=True)
    )
    return [PlannedCount(*row) for row in found]


def ending_sequences(viewer: Actor, *, since: datetime, until: datetime) -> list[EndingSequence]:
    """Sequences of several people that end in a stretch of time, each with the person of its newest episode."""
    _refuse_all_but_the_system(viewer)
    ends = LookBack.objects.filter(ready_at__isnull=True, ends_on__gt=since.date(), ends_on__lte=until.date())
    rows = ends.order_by("ends_on", "pk").values_list("sequence_id", "sequence__name", "ends_on")[:MOST]
    found = {sequence: (name, datetime.combine(day, NOON, UTC)) for sequence, name, day in rows if day}
    places = SequenceEpisode.objects.filter(sequence__in=found, episode__team__isnull=False)
    places = places.filter(episode__person__left_at=None)
    held = places.order_by("episode__started_at").values_list(
        "sequence_id", "episode__team_id", "episode__person_id", "episode__organisation_id"
    )
    newest = {(sequence, team): (person, organisation) for sequence, team, person, organisation in held}
    return [
        EndingSequence(sequence, *found[sequence], team, *who)  # type: ignore[arg-type]
        for (sequence, team), who in newest.items()
    ]


def known_at_sites(viewer: Actor, site_ids: Collection[int]) -> list[tuple[int, int, int, int]]:
    """Site, team, person, organisation: who of a site stands longest in a relationship with a team; for the system."""
    _refuse_all_but_the_system(viewer)
    rows = Relationship.objects.filter(person__site_id__in=list(site_ids), person__left_at=None).order_by("-since")
    found = rows.values_list("person__site_id", "team_id", "person_id", "person__organisation_id")
    longest = {(site, team): (person, organisation) for site, team, person, organisation in found}
    return [(site, team, *who) for (site, team), who in longest.items()]


def teams_of(viewer: Actor, person_ids: Collection[int]) -> dict[int, list[tuple[int, int]]]:
    """By person: the teams they stand in a relationship with and their organisation; for the system."""
    _refuse_all_but_the_system(viewer)
    rows = Relationship.objects.filter(person_id__in=list(person_ids)).order_by("since", "id")
    found: dict[int, list[tuple[int, int]]] = {}
    for person, team, organisation in rows.values_list("person_id", "team_id", "person__organisation_id"):
        found.setdefault(person, []).append((team, organisation))
    return found


def relationships_owned(viewer: Actor, *, owner_id: int, team_id: int | None = None) -> list[OwnedRelationship]:
    """Whom one member of staff looks after, in one team where given; for the system."""
    _refuse_all_but_the_system(viewer)
    rows = Relationship.objects.filter(owner_id=owner_id, person__left_at=None)
    rows = rows if team_id is None else rows.filter(team_id=team_id)
    found = rows.order_by("since", "id").values_list("id", "person_id", "person__organisation_id", "team_id")
    return [OwnedRelationship(*row) for row in found[:MOST]]


def quiet_between(viewer: Actor, *, since: datetime, until: datetime) -> list[GoneQuiet]:
    """People in a relationship whose last contact began in a stretch of time and who have not been heard of since."""
    _refuse_all_but_the_system(viewer)
    later = Episode.objects.filter(person_id=OuterRef("person_id"), started_at__gt=OuterRef("started_at"))
    later = later.exclude(ref_kind__in=NAMELESS)  # who reads that somebody is quiet is told of no thanks and no answer
    known = Relationship.objects.filter(person_id=OuterRef("person_id"), team_id=OuterRef("team_id"))
    rows = Episode.objects.of_both_sides().filter(
        ~Exists(later), Exists(known), team_id__in=team_ids(viewer), started_at__gte=since, started_at__lt=until
    )
    rows = rows.filter(person__left_at=None, last_act_at__lt=until).order_by("-started_at")
    found = rows.values_list("person_id", "organisation_id", "team_id", "last_act_at")
    return [GoneQuiet(*row) for row in found[:MOST]]


def _refuse_all_but_the_system(viewer: Actor) -> None:
    if not viewer.reach.whole:
        raise NotFound
