"""Sequences by service: episodes that belong together because they come one after the other; made anew each time."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from django.db import transaction

from rapport.domains.ledger.models import Episode, Sequence, SequenceEpisode
from rapport.domains.ledger.rules import runs
from rapport.domains.ledger.types import SequenceKind
from rapport.foundation.actors import Actor

SOME = 500  # the newest episodes of a person that sequences by service are made of


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
