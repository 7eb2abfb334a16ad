"""Sequences: episodes that belong together, found by service or put together by people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence as Several
from datetime import datetime

from django.db import transaction

from rapport.domains.ledger.models import Episode, Sequence, SequenceEpisode
from rapport.domains.ledger.rules import runs
from rapport.domains.ledger.types import SequenceKind
from rapport.foundation import audit
from rapport.foundation.actors import Actor, NotFound

SOME = 500  # the newest episodes of a person that sequences by service are made of


@transaction.atomic
def begin_sequence(
    *, organisation_id: int, kind: str, name: str, started_at: datetime, actor: Actor, at: datetime
) -> Sequence:
    """Begin a project, a campaign, a change or a contract that episodes may join."""
    actor.require("people.write")
    sequence = Sequence.objects.create(
        organisation_id=organisation_id, kind=SequenceKind(kind), name=name.strip()[:200], started_at=started_at
    )
    audit.record("sequence.began", actor=actor, subject_kind="sequence", subject_id=sequence.pk, at=at)
    return sequence


@transaction.atomic
def join_sequence(*, sequence_id: int, episode_ids: Several[int], actor: Actor, at: datetime) -> int:
    """Put episodes of the sequence's organisation into it; how many stand in it now."""
    sequence = _to_change(sequence_id, actor)
    reachable = Episode.objects.in_reach_of(actor).filter(pk__in=episode_ids, organisation_id=sequence.organisation_id)
    rows = [SequenceEpisode(sequence=sequence, episode_id=pk) for pk in reachable.values_list("pk", flat=True)]
    if len(rows) != len(set(episode_ids)):
        raise NotFound("episode")
    SequenceEpisode.objects.bulk_create(rows, ignore_conflicts=True)
    return SequenceEpisode.objects.filter(sequence=sequence).count()


@transaction.atomic
def end_sequence(*, sequence_id: int, actor: Actor, at: datetime) -> Sequence:
    """Its end is a moment to look back."""
    sequence = _to_change(sequence_id, actor)
    sequence.ended_at = at
    sequence.save(update_fields=["ended_at"])
    audit.record("sequence.ended", actor=actor, subject_kind="sequence", subject_id=sequence.pk, at=at)
    return sequence


def _to_change(sequence_id: int, actor: Actor) -> Sequence:
    actor.require("people.write")
    found = Sequence.objects.select_for_update().filter(pk=sequence_id).first()
    if found is None:
        raise NotFound("sequence")
    return found


@transaction.atomic
def gather_sequences(*, person_id: int, actor: Actor, at: datetime) -> int:
    """Make the sequences of a person by service anew: episodes of one service without a long silence between them."""
    found = _by_service(person_id)
    Sequence.objects.filter(person_id=person_id, kind=SequenceKind.SERVICE).delete()
    made = Sequence.objects.bulk_create(_sequence(person_id, episodes) for episodes in found)
    SequenceEpisode.objects.bulk_create(
        SequenceEpisode(sequence=sequence, episode=episode)
        for sequence, episodes in zip(made, found, strict=True)
        for episode in episodes
    )
    return len(made)


def _by_service(person_id: int) -> list[list[Episode]]:
    newest = Episode.objects.filter(person_id=person_id, service__isnull=False).select_related("service")
    by_service: dict[int, list[Episode]] = defaultdict(list)
    for episode in sorted(newest.order_by("-started_at")[:SOME], key=lambda e: (e.started_at, e.pk)):
        by_service[episode.service_id or 0].append(episode)
    found = []
    for episodes in by_service.values():
        known = {episode.pk: episode for episode in episodes}
        cut = runs([(episode.pk, episode.started_at, episode.last_act_at) for episode in episodes])
        found += [[known[pk] for pk in run] for run in cut if len(run) > 1]
    return found


def _sequence(person_id: int, episodes: list[Episode]) -> Sequence:
    first, last = episodes[0], episodes[-1]
    return Sequence(
        organisation_id=first.organisation_id,
        person_id=person_id,
        service_id=first.service_id,
        kind=SequenceKind.SERVICE,
        name=str(first.service),
        started_at=first.started_at,
        ended_at=last.completed_at,
    )
