"""Decisions and corrections: people say which acts belong together, what an episode is called, what an act was."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from rapport.domains.ledger.actions.segmenting import resegment
from rapport.domains.ledger.models import Act, Wish
from rapport.domains.ledger.models.counting.marking import mark_episodes
from rapport.domains.ledger.models.histories import standing
from rapport.domains.ledger.rules import OWN_WORDS
from rapport.domains.ledger.types import WishKind
from rapport.foundation import audit
from rapport.foundation.actors import Actor, NotAllowed, NotFound


class AlreadyCorrected(Exception):
    """Somebody corrected this act before; correct the correction instead. Nothing was changed."""


@transaction.atomic
def wish(*, kind: str, one: int, other: int | None = None, words: str = "", actor: Actor, at: datetime) -> Wish:
    """Decide that two acts belong together or apart, or name the episode of one; it holds for good."""
    acts = _acts_to_decide(actor, [one] if other is None else [one, other])
    person_id = acts[0].person_id
    if any(act.person_id != person_id for act in acts) and not _one_human(acts):
        raise ValueError("Acts of two people never share an episode. Choose two acts of one person.")
    made = _kept(
        WishKind(kind),
        sorted(act.pk for act in acts),
        words.strip(),
        {"person_id": person_id, "made_at": at, "made_by_id": actor.person_id, "decision_id": None},
    )
    audit.record("wish.made", actor=actor, subject_kind="wish", subject_id=made.pk, at=at, fields=[kind])
    resegment(person_id=person_id, actor=actor, at=at)
    return made


def _one_human(acts: list[Act]) -> bool:
    return {act.person_id for act in acts} <= set(standing.rows_of(acts[0].person_id))


def _kept(kind: WishKind, ids: list[int], words: str, given: dict[str, Any]) -> Wish:
    """Made or changed: of two acts there is one decision, of a name one per act."""
    if kind == WishKind.NAME and (len(ids) != 1 or not words):
        raise ValueError("A name needs one act and some words.")
    if kind != WishKind.NAME and len(ids) != 2:
        raise ValueError("Choose two different acts.")
    named = {"person_id": given.pop("person_id"), "one": ids[0], "other": ids[1] if len(ids) == 2 else None}
    said = words[:200] if kind == WishKind.NAME else ""
    return Wish.objects.update_or_create(**named, defaults={**given, "kind": kind, "words": said})[0]


def _acts_to_decide(actor: Actor, ids: list[int]) -> list[Act]:
    acts = list(Act.objects.in_reach_of(actor).select_for_update().filter(pk__in=ids).order_by("pk"))
    if len(acts) != len(set(ids)):
        raise NotFound("act")
    if not actor.is_person and actor.kind != "system":
        raise NotAllowed("profile.own")
    return acts


@transaction.atomic
def correct_act(
    *,
    act_id: int,
    title: str | None = None,
    minutes: int | None = None,
    planned: bool | None = None,
    actor: Actor,
    at: datetime,
) -> Act:
    """Say what an act really was: the fact stays, and a correction beside it is shown in its place."""
    act = _acts_to_decide(actor, [act_id])[0]
    if Act.objects.filter(corrects=act.pk, person_id=act.person_id).exists():
        raise AlreadyCorrected(str(act.pk))
    fields = {"title": title, "minutes": minutes, "planned": planned}
    changed = {name: value for name, value in fields.items() if value is not None}
    if not changed:
        raise ValueError("Say what is different: the title, the minutes, or whether it was planned.")
    original = act.pk
    act.pk, act.corrects, act.recorded_at, act.completes = None, original, at, False
    act.source_key = f"{OWN_WORDS}{original}"
    for name, value in changed.items():
        setattr(act, name, value[:200] if isinstance(value, str) else value)
    act.save(force_insert=True)
    mark_episodes({act.episode_id} if act.episode_id is not None else ())
    audit.record("act.corrected", actor=actor, subject_kind="act", subject_id=original, at=at, fields=list(changed))
    return act
