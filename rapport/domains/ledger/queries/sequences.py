"""Sequences that people began, and the one page on which both sides look back on one."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import Count, Q, Sum

from rapport.domains.ledger.models import Act, Episode, LookBack, LookBackWords, Sequence, SequenceEpisode, Worth
from rapport.domains.ledger.models.histories.endings import gaps_for, turns_of
from rapport.domains.ledger.models.looking_back import in_reach_of
from rapport.domains.ledger.queries.looked_back import Effort, LookBackPage, SequenceSeen, WordsSeen
from rapport.domains.ledger.queries.worth import worth_of
from rapport.domains.ledger.types import Channel, Direction, TimelineEpisode
from rapport.foundation.actors import Actor, NotFound
from rapport.foundation.paging import Page, page_of
from rapport.foundation.refs import Card, cards_of

SHOWN = 100  # episodes on one page; the counts are of all of them
OFFERED = 50


def sequences(viewer: Actor, *, after: str | None = None, size: int = 25) -> Page[SequenceSeen]:
    """Sequences within reach that people began, the latest first."""
    page = page_of(in_reach_of(viewer), by=("-started_at", "-id"), after=after, size=size)
    return Page([_seen(row) for row in page.rows], page.next)


def own_sequences(viewer: Actor) -> list[SequenceSeen]:
    """Those the viewer's own episodes stand in, the latest first; at most 25."""
    if not viewer.reach.person_ids:
        return []
    places = SequenceEpisode.objects.filter(episode__person_id__in=viewer.reach.person_ids)
    rows = in_reach_of(viewer).filter(pk__in=places.values("sequence_id"), look_back__isnull=False)
    return [_seen(row) for row in rows.order_by("-started_at", "-id")[:25]]


def look_backs_waiting(viewer: Actor) -> list[SequenceSeen]:
    """Sequences of the viewer's that ended and were not looked back on yet, the oldest end first."""
    if viewer.person_id is None or not viewer.staff:
        return []
    rows = in_reach_of(viewer).filter(
        look_back__owner_id=viewer.person_id, look_back__ready_at__isnull=False, look_back__put_away_at__isnull=True
    )
    return [_seen(row) for row in rows.order_by("ended_at", "id")[:5]]


def look_back(viewer: Actor, sequence_id: int | None = None, *, key: str = "") -> LookBackPage:
    """One sequence on one page: its episodes within reach, effort in numbers, words of both sides, was it worth it.

    People see their own episodes, their own words and those whose writers let the others read them.
    """
    row = _one(viewer, sequence_id, key)
    places = SequenceEpisode.objects.filter(sequence=row).values("episode_id")
    episodes = Episode.objects.in_reach_of(viewer).filter(pk__in=places)
    shown = list(episodes.order_by("started_at", "id")[: SHOWN + 1])
    own = Worth.objects.filter(sequence=row, person_id__in=viewer.reach.person_ids).order_by("pk").first()
    return LookBackPage(
        sequence=_seen(row),
        episodes=_told(shown[:SHOWN]),
        more=len(shown) > SHOWN,
        effort=_effort(viewer, episodes),
        words=_words(viewer, row),
        following=_following(viewer, row),
        worth=worth_of(viewer, [row.pk]).get(row.pk),
        said=_said(viewer, row),
        own_worth=own.score if own else None,
        asked=own is not None,
    )


def episodes_to_join(viewer: Actor, sequence_id: int, *, after: str | None = None) -> Page[tuple[int, TimelineEpisode]]:
    """Episodes of its organisation within reach that do not stand in it, each with its person, the newest first."""
    viewer.require("people.write")
    row = _one(viewer, sequence_id, "")
    inside = SequenceEpisode.objects.filter(sequence=row).values("episode_id")
    rows = Episode.objects.in_reach_of(viewer).filter(organisation_id=row.organisation_id).exclude(pk__in=inside)
    page = page_of(rows, by=("-started_at", "-id"), after=after, size=OFFERED)
    return Page(list(_told(page.rows)), page.next)


@cards_of("sequence")
def _cards(viewer: Actor, ids: Collection[int]) -> dict[int, Card]:
    """Those who serve go to the desk's page, those it was for to their own."""
    found = {}
    for row in in_reach_of(viewer).filter(pk__in=ids, look_back__isnull=False):
        mine = ("workspace:sequence", (row.pk,)) if viewer.staff else ("portal:together", (row.look_back.key,))
        found[row.pk] = Card(row.name, *mine)
    return found


def _told(episodes: list[Episode]) -> tuple[tuple[int, TimelineEpisode], ...]:
    """Each with its person, as it stands."""
    taken, gaps = turns_of([one.pk for one in episodes]), gaps_for(episodes)
    return tuple((one.person_id, one.seen(taken=taken.get(one.pk, []), gaps=gaps)) for one in episodes)


def _one(viewer: Actor, sequence_id: int | None, key: str) -> Sequence:
    named = Q(look_back__key=key) if key else Q(pk=sequence_id)
    row = in_reach_of(viewer).filter(named).first()
    if row is None:
        raise NotFound("sequence")
    return row


def _seen(row: Sequence) -> SequenceSeen:
    page: LookBack | None = getattr(row, "look_back", None)
    return SequenceSeen(
        id=row.pk,
        key=page.key if page else "",
        kind=row.kind,
        name=row.name,
        organisation_id=row.organisation_id,
        organisation=row.organisation.name,
        started_at=row.started_at,
        ended_at=row.ended_at,
        ends_on=page.ends_on if page else None,
        owner_id=page.owner_id if page else None,
        owner=page.owner.name if page and page.owner else "",
        agreed=page.agreed if page else "",
        put_away_at=page.put_away_at if page else None,
    )


def _effort(viewer: Actor, episodes: Any) -> Effort:
    held = episodes.order_by().aggregate(
        n=Count("id"), persons=Count("person_id", distinct=True), their_acts=Sum("theirs"), our_acts=Sum("ours")
    )
    acts = Act.objects.in_reach_of(viewer).filter(episode__in=episodes.order_by().values("pk"), corrects__isnull=True)
    did = acts.order_by().aggregate(
        visits=Count("id", filter=Q(channel=Channel.VISIT)),
        were_planned=Count("id", filter=Q(planned=True)),
        noted_minutes=Sum("minutes"),
        noted=Count("id", filter=Q(minutes__isnull=False)),
        served_by=Count("author_id", distinct=True, filter=Q(direction=Direction.OURS)),
    )
    return Effort(
        episodes=held["n"],
        persons=held["persons"],
        theirs=held["their_acts"] or 0,
        ours=held["our_acts"] or 0,
        visits=did["visits"],
        planned=did["were_planned"],
        minutes=did["noted_minutes"] or 0,
        noted=did["noted"],
        served_by=did["served_by"],
    )


def _words(viewer: Actor, row: Sequence) -> tuple[WordsSeen, ...]:
    said = LookBackWords.objects.filter(look_back__sequence=row).select_related("person").order_by("-side", "at", "pk")
    if not (viewer.staff or viewer.reach.whole):
        said = said.filter(Q(shown=True) | Q(person_id__in=viewer.reach.person_ids))
    return tuple(
        WordsSeen(one.person_id, one.person.name, one.side, one.keep, one.change, one.shown, one.at) for one in said
    )


def _said(viewer: Actor, row: Sequence) -> tuple[tuple[str, int], ...]:
    """Who answered whether it was worth it, by name, for those who serve: the question says that they read it."""
    if not (viewer.staff or viewer.reach.whole):
        return ()
    answered = Worth.objects.filter(sequence=row, score__isnull=False).order_by("answered_at", "pk")
    return tuple((name, score or 0) for name, score in answered.values_list("person__name", "score"))


def _following(viewer: Actor, row: Sequence) -> SequenceSeen | None:
    page: LookBack | None = getattr(row, "look_back", None)
    if page is None or page.following_id is None:
        return None
    found = in_reach_of(viewer).filter(pk=page.following_id).first()
    return _seen(found) if found else None
