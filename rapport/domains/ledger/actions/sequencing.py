"""Sequences by people: begun with an owner, named, joined by episodes, ended; the end is a moment to look back."""

from __future__ import annotations

from collections.abc import Sequence as Several
from datetime import date, datetime

from django.db import transaction

from rapport.domains.ledger.events import SequenceEnded
from rapport.domains.ledger.models import Episode, LookBack, Sequence, SequenceEpisode
from rapport.domains.ledger.queries.changing import sequence_to_change
from rapport.domains.ledger.types import SequenceKind
from rapport.foundation import audit, events
from rapport.foundation.actors import Actor, NotFound

BY_PEOPLE = tuple(kind for kind in SequenceKind if kind != SequenceKind.SERVICE)


class WrongSequence(ValueError):
    """The sequence cannot be like that; the text says why. Nothing was changed."""


class AlreadyEnded(Exception):
    """It has ended before; its look back stands, and nothing was changed."""


@transaction.atomic
def begin_sequence(
    *,
    organisation_id: int,
    kind: str,
    name: str,
    started_at: datetime,
    owner_id: int | None = None,
    ends_on: date | None = None,
    actor: Actor,
    at: datetime,
) -> Sequence:
    """Begin a project, a campaign, a change, a contract or a quarter that episodes may join.

    Who owns it looks back at its end: the actor unless somebody else is named. With `ends_on` it ends by itself.
    """
    actor.require("people.write")
    if kind not in BY_PEOPLE:
        raise WrongSequence("Choose a project, a campaign, a change, a contract or a quarter.")
    if ends_on is not None and ends_on < started_at.date():
        raise WrongSequence("It would end before it begins. Choose a later day.")
    sequence = Sequence.objects.create(
        organisation_id=organisation_id, kind=SequenceKind(kind), name=_name(name), started_at=started_at
    )
    LookBack.objects.create(sequence=sequence, owner_id=owner_id or actor.person_id, ends_on=ends_on)
    _note("sequence.began", sequence, actor, at)
    return sequence


@transaction.atomic
def name_sequence(*, sequence_id: int, name: str, actor: Actor, at: datetime) -> Sequence:
    """Call it something else."""
    sequence = sequence_to_change(actor, sequence_id)
    sequence.name = _name(name)
    sequence.save(update_fields=["name"])
    _note("sequence.named", sequence, actor, at)
    return sequence


@transaction.atomic
def join_sequence(*, sequence_id: int, episode_ids: Several[int], actor: Actor, at: datetime) -> int:
    """Put episodes of the sequence's organisation into it; how many stand in it now."""
    sequence = sequence_to_change(actor, sequence_id)
    reachable = Episode.objects.in_reach_of(actor).filter(pk__in=episode_ids, organisation_id=sequence.organisation_id)
    rows = [SequenceEpisode(sequence=sequence, episode_id=pk) for pk in reachable.values_list("pk", flat=True)]
    if len(rows) != len(set(episode_ids)):
        raise NotFound("episode")
    SequenceEpisode.objects.bulk_create(rows, ignore_conflicts=True)
    _note("sequence.joined", sequence, actor, at)
    return SequenceEpisode.objects.filter(sequence=sequence).count()


@transaction.atomic
def leave_sequence(*, sequence_id: int, episode_ids: Several[int], actor: Actor, at: datetime) -> int:
    """Take episodes within reach out of it again; how many stand in it now."""
    sequence = sequence_to_change(actor, sequence_id)
    reachable = Episode.objects.in_reach_of(actor).filter(pk__in=episode_ids)
    SequenceEpisode.objects.filter(sequence=sequence, episode__in=reachable).delete()
    _note("sequence.left", sequence, actor, at)
    return SequenceEpisode.objects.filter(sequence=sequence).count()


@transaction.atomic
def end_sequence(*, sequence_id: int, actor: Actor, at: datetime) -> Sequence:
    """Its end is a moment to look back."""
    sequence = sequence_to_change(actor, sequence_id)
    if sequence.ended_at is not None:
        raise AlreadyEnded(sequence.name)
    sequence.ended_at = at
    sequence.save(update_fields=["ended_at"])
    _note("sequence.ended", sequence, actor, at)
    events.publish(SequenceEnded(sequence_id=sequence.pk))
    return sequence


@transaction.atomic
def end_sequences_due(*, actor: Actor, at: datetime) -> int:
    """End those whose last day has passed; how many."""
    actor.require("people.write")
    due = LookBack.objects.filter(ends_on__lt=at.date(), ready_at__isnull=True, sequence__ended_at__isnull=True)
    ids = list(due.order_by("pk").values_list("sequence_id", flat=True))
    for sequence_id in ids:
        end_sequence(sequence_id=sequence_id, actor=actor, at=at)
    return len(ids)


def _name(raw: str) -> str:
    """A name as it is kept; WrongSequence where there is none."""
    name = " ".join(raw.split())[:200]
    if not name:
        raise WrongSequence("It needs a name that both sides know it by.")
    return name


def _note(verb: str, sequence: Sequence, actor: Actor, at: datetime) -> None:
    audit.record(verb, actor=actor, subject_kind="sequence", subject_id=sequence.pk, at=at)
