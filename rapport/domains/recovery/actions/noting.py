"""Answers by name are noted: the unhappy open or join a recovery, all others stand as a card that asks for nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from rapport.domains.recovery import rules
from rapport.domains.recovery.actions.ending import _end
from rapport.domains.recovery.actions.opening import _answering, _open
from rapport.domains.recovery.models import Recovery, Said
from rapport.domains.recovery.types import NEVER_AGAIN, Heard, Mood, Outcome
from rapport.foundation.actors import Actor, NotFound

WRITTEN = (
    *("recovery", "card_of", "kind", "mood", "score", "reasons", "words"),
    *("said_at", "quarter", "drawn", "changes", "before", "put_away_at"),
)
AT_ONCE = 200


@transaction.atomic
def note_answers(*, heard: Sequence[Heard], actor: Actor, at: datetime) -> int:
    """Note answers by name as they stand now; how many were new or had changed. Told again, nothing happens.

    Whoever tells of the same answer twice, or late, does no harm: rows are locked, and only a later change is written.
    """
    if not actor.reach.whole:
        raise NotFound("answer")
    told = {one.answer_id: one for one in heard}
    fresh = [row for row in _locked(told.values()) if row.changes < told[row.answer_id].changes]
    for row in fresh:
        _take(row, told[row.answer_id], actor=actor, at=at)
    Said.objects.bulk_update(fresh, WRITTEN, batch_size=AT_ONCE)
    for recovery in _standing_of({row.person_id for row in fresh}):
        _end_where_content(recovery, actor=actor, at=at)
    return len(fresh)


def _locked(heard: Iterable[Heard]) -> list[Said]:
    """A row for each answer, made where there is none and locked, in one order for all who lock."""
    rows = [_blank(one) for one in heard]
    Said.objects.bulk_create(rows, ignore_conflicts=True, batch_size=AT_ONCE)
    known = Said.objects.select_for_update(of=("self",)).filter(answer_id__in=[row.answer_id for row in rows])
    return list(known.order_by("answer_id"))


def _blank(one: Heard) -> Said:
    return Said(
        answer_id=one.answer_id,
        survey_id=one.survey_id,
        person_id=one.person_id,
        kind=one.kind,
        mood=one.mood,
        score=one.score,
        said_at=one.said_at,
        quarter=rules.quarter_of(one.said_on),
    )


def _take(row: Said, one: Heard, *, actor: Actor, at: datetime) -> None:
    """Write what was heard into its row, and say to whom it goes."""
    first = row.changes < 0
    row.kind, row.mood, row.score, row.drawn = one.kind, one.mood, one.score, one.drawn
    row.reasons, row.words, row.changes = list(one.reasons), one.words, one.changes
    row.before = [asdict(was) | {"on": was.on.isoformat()} for was in one.before]
    if rules.opens(mood=one.mood, said_at=one.said_at, at=at):
        row.recovery = _open(one, actor=actor, at=at)
        row.card_of_id = None
    elif one.said_at > at - rules.STANDS and one.mood != Mood.UNHAPPY:
        row.card_of_id = row.card_of_id or _answering(one, actor).owner
    if not first:
        known = Recovery.objects.filter(person_id=one.person_id, again_answer=one.answer_id)
        known.exclude(mood_after=one.mood).update(mood_after=one.mood)
    elif one.drawn or one.again:
        _answered_again(one)


def _answered_again(one: Heard) -> None:
    """The first answer after a recovery ended says whether it helped; asked later, it says nothing of it any more."""
    since = one.said_at - rules.AGAIN_WITHIN
    rows = Recovery.objects.filter(person_id=one.person_id, ended_at__gte=since, ended_at__lt=one.said_at)
    rows = rows.filter(again_on__isnull=True).exclude(outcome__in=NEVER_AGAIN)
    last = rows.order_by("-ended_at").values_list("pk", flat=True)[:1]
    Recovery.objects.filter(pk__in=list(last)).update(
        again_on=one.said_on, again_answer=one.answer_id, mood_after=one.mood
    )


def _standing_of(person_ids: set[int]) -> list[Recovery]:
    rows = Recovery.objects.select_for_update(of=("self",)).standing().filter(person_id__in=person_ids)
    return list(rows.order_by("pk"))


def _end_where_content(recovery: Recovery, *, actor: Actor, at: datetime) -> None:
    """A changed answer that is no longer unhappy ends it, unless another one of theirs still is."""
    if not Said.objects.filter(recovery=recovery, mood=Mood.UNHAPPY).exists():
        _end(recovery, outcome=Outcome.CHANGED, words="", actor=actor, at=at)
