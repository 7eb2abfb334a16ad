"""Sequences from a file or another desk: made once, brought up to date when told again, joined by their episodes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import UTC, datetime, time, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from rapport.domains.ledger.actions.sequencing import BY_PEOPLE, WrongSequence, _name
from rapport.domains.ledger.events import SequenceEnded
from rapport.domains.ledger.models import Episode, LookBack, Sequence, SequenceEpisode
from rapport.domains.ledger.types import ALONE, NewSequence, Ref, SequenceKind, SequenceTaken
from rapport.foundation import audit, events
from rapport.foundation.actors import Actor

FRESH = timedelta(days=14)  # what ended longer ago asks nobody any more; its page stands for who wants to look back
NOON = time(12)


@transaction.atomic
def take_sequence(given: NewSequence, *, actor: Actor, at: datetime) -> SequenceTaken:
    """Make or bring up to date one sequence by its source key, and let its episodes join; told again, nothing doubles.

    What nobody named stays as it is: the owner, the last day, episodes that joined before. A last day that has passed
    ends it; whoever took part is asked to look back only where that was within two weeks.
    """
    actor.require("people.write")
    _refuse_wrong(given)
    held = {"organisation_id": given.organisation_id, "source_key": given.source_key[:120]}
    row, made = Sequence.objects.select_for_update().get_or_create(**held, defaults=_facts(given))
    page, _ = LookBack.objects.get_or_create(
        sequence=row, defaults={"owner_id": given.owner_id or actor.person_id, "ends_on": given.ends_on}
    )
    changed = not made and (_brought_up(row, given) | _page_brought_up(page, given))
    joined = _join(row, _episodes(given, until=row.ended_at or at))
    if made or changed:
        verb = "sequence.began" if made else "sequence.changed"
        audit.record(verb, actor=actor, subject_kind="sequence", subject_id=row.pk, at=at)
    _end_what_is_over(row, page, actor, at)
    return SequenceTaken(row.pk, made, changed, joined)


@transaction.atomic
def join_by_key(*, organisation_id: int, episodes: Mapping[str, Collection[int]], actor: Actor, at: datetime) -> int:
    """By source key of a sequence the organisation's episodes that join it; how many did."""
    actor.require("people.write")
    rows = list(Sequence.objects.filter(organisation_id=organisation_id, source_key__in=list(episodes)).order_by("pk"))
    home = Episode.objects.filter(organisation_id=organisation_id)
    joined = 0
    for row in rows:
        here = home.filter(pk__in=episodes[row.source_key or ""]).values_list("pk", flat=True)
        joined += _join(row, set(here))
        audit.record("sequence.joined", actor=actor, subject_kind="sequence", subject_id=row.pk, at=at)
    return joined


def _refuse_wrong(given: NewSequence) -> None:
    if given.kind not in BY_PEOPLE:
        raise WrongSequence(f"There is no kind {given.kind!r}. Say one of: {', '.join(BY_PEOPLE)}.")
    if given.ends_on is not None and given.ends_on < given.started_at.date():
        raise WrongSequence("It would end before it begins. Choose a later day.")


def _facts(given: NewSequence) -> dict[str, object]:
    return {
        "kind": SequenceKind(given.kind),
        "name": _name(given.name),
        "started_at": given.started_at,
        "service_id": given.service_id,
    }


def _brought_up(row: Sequence, given: NewSequence) -> bool:
    facts = _facts(given)
    wanted = {name: value for name, value in facts.items() if value is not None and getattr(row, name) != value}
    for name, value in wanted.items():
        setattr(row, name, value)
    if wanted:
        row.save(update_fields=[name.removesuffix("_id") for name in wanted])
    return bool(wanted)


def _page_brought_up(page: LookBack, given: NewSequence) -> bool:
    said = {"owner_id": given.owner_id, "ends_on": given.ends_on}
    wanted = {name: value for name, value in said.items() if value is not None and getattr(page, name) != value}
    for name, value in wanted.items():
        setattr(page, name, value)
    if wanted:
        page.save(update_fields=[name.removesuffix("_id") for name in wanted])
    return bool(wanted)


def _of_refs(refs: Collection[Ref]) -> QuerySet[Episode]:
    by_kind: dict[str, set[int]] = defaultdict(set)
    for kind, ref_id in refs:
        by_kind[kind].add(ref_id)
    named = Q(pk__in=[])
    for kind, ids in by_kind.items():
        named |= Q(ref_kind=kind, ref_id__in=ids)
    return Episode.objects.filter(named)


def _episodes(given: NewSequence, *, until: datetime) -> list[int]:
    """Episodes of its organisation alone: what is named of somebody else's does not join."""
    home = Q(organisation_id=given.organisation_id)
    found = set(_of_refs(given.refs).filter(home).values_list("pk", flat=True)) if given.refs else set()
    theirs = Q(person_id__in=given.person_ids) if given.person_ids else Q(pk__in=[])
    if given.site_id is not None:
        theirs |= Q(person__site_id=given.site_id)
    if given.person_ids or given.site_id is not None:
        last = datetime.combine(given.ends_on, time.max, UTC) if given.ends_on else until
        rows = Episode.objects.filter(home & theirs, started_at__gte=given.started_at, started_at__lte=last)
        rows = rows.exclude(ref_kind__in=ALONE)
        rows = rows if given.service_id is None else rows.filter(service_id=given.service_id)
        found |= set(rows.values_list("pk", flat=True))
    return sorted(found)


def _join(row: Sequence, ids: Collection[int]) -> int:
    known = set(SequenceEpisode.objects.filter(sequence=row, episode__in=ids).values_list("episode_id", flat=True))
    new = [SequenceEpisode(sequence=row, episode_id=pk) for pk in sorted(set(ids) - known)]
    SequenceEpisode.objects.bulk_create(new, ignore_conflicts=True, batch_size=500)
    return len(new)


def _end_what_is_over(row: Sequence, page: LookBack, actor: Actor, at: datetime) -> None:
    if row.ended_at is not None or page.ends_on is None or page.ends_on >= at.date():
        return
    row.ended_at = max(row.started_at, datetime.combine(page.ends_on, NOON, UTC))
    row.save(update_fields=["ended_at"])
    audit.record("sequence.ended", actor=actor, subject_kind="sequence", subject_id=row.pk, at=at)
    if at - row.ended_at <= FRESH:
        events.publish(SequenceEnded(sequence_id=row.pk))
