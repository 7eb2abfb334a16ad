"""Relationships begin with the second completed episode in which both sides acted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime

from rapport.domains.ledger.models import Episode, Relationship, sets
from rapport.domains.ledger.models.histories.together import Humans
from rapport.domains.ledger.rules import Held
from rapport.foundation.actors import Actor

Pair = tuple[int, int]


def begin_relationships(pairs: Collection[Pair], *, actor: Actor, at: datetime) -> list[int]:
    """Begin what is due for these persons and teams; the ids of what began."""
    missing = set(pairs) - _standing(pairs)
    due = {pair: ends[1] for pair, ends in _ends(missing).items() if len(ends) > 1}
    if not due:
        return []
    rows = [Relationship(person_id=person, team_id=team, since=since) for (person, team), since in due.items()]
    return [row.pk for row in Relationship.objects.bulk_create(rows)]


def settle_relationships(humans: Humans, held: Iterable[Held], *, actor: Actor, at: datetime) -> None:
    """After histories were segmented anew: begin what is due, drop what nobody took up and nothing supports."""
    ends = _ends_of(held)
    standing = set()
    for relationship in _RELATIONSHIPS({*humans.human.values()}):
        pair = (relationship.person_id, relationship.team_id)
        standing.add(pair)
        moments = ends.get(pair, [])
        if len(moments) > 1 and moments[1] != relationship.since:
            Relationship.objects.filter(pk=relationship.pk).update(since=moments[1])
        elif len(moments) < 2 and relationship.owner_id is None and not relationship.next_step:
            relationship.delete()
    due = {pair: moments[1] for pair, moments in ends.items() if len(moments) > 1 and pair[0] not in humans.unnamed}
    missing = [(*pair, "", since) for pair, since in sorted(due.items()) if pair not in standing]
    sets.add(Relationship, ("person_id", "team_id", "next_step", "since"), missing)


_RELATIONSHIPS = sets.Those("person_id", Relationship.objects.all)


def _ends_of(held: Iterable[Held]) -> dict[Pair, list[datetime]]:
    """By person and team, when the episodes of both sides came to their end, in order."""
    ends: dict[Pair, list[datetime]] = defaultdict(list)
    for one in held:
        if one.counts and one.team_id is not None and one.completed_at is not None:
            ends[one.person_id, one.team_id].append(one.completed_at)
    return {pair: sorted(moments) for pair, moments in ends.items()}


def _standing(pairs: Collection[Pair]) -> set[Pair]:
    if not pairs:
        return set()
    persons, teams = {p for p, _ in pairs}, {t for _, t in pairs}
    found = Relationship.objects.filter(person_id__in=persons, team_id__in=teams)
    return set(found.values_list("person_id", "team_id"))


def _ends(pairs: Collection[Pair]) -> dict[Pair, list[datetime]]:
    """When the episodes that count came to their end, in order; unnamed persons stand in no relationship."""
    if not pairs:
        return {}
    persons, teams = {p for p, _ in pairs}, {t for _, t in pairs}
    counting = Episode.objects.completed().of_both_sides().filter(person_id__in=persons, team_id__in=teams)
    counting = counting.exclude(person__unnamed=True)
    return {pair: ends for pair, ends in _by_pair(counting).items() if pair in pairs}


def _by_pair(counting: object) -> dict[Pair, list[datetime]]:
    ends: dict[Pair, list[datetime]] = defaultdict(list)
    rows = counting.order_by("completed_at", "id").values_list("person_id", "team_id", "completed_at")  # type: ignore[attr-defined]
    for person, team, completed_at in rows:
        ends[person, team].append(completed_at)
    return ends
