"""People move acts, split, join and name episodes; it holds after every recomputation, until taken back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from rapport.domains.ledger.actions.segmenting import resegment
from rapport.domains.ledger.models import Act, Decision, Wish
from rapport.domains.ledger.models.histories import planning, standing
from rapport.domains.ledger.models.histories.planning import Choice, NothingToDecide, Plan, StandsAgainst
from rapport.domains.ledger.types import DecisionKind, WishKind
from rapport.foundation import audit
from rapport.foundation.actors import Actor, NotFound

__all__ = ["NothingToDecide", "StandsAgainst", "decide", "name_episode", "take_back"]

Row = tuple[str, int, int | None, str]


@transaction.atomic
def decide(
    *, kind: str, episode_id: int, act_id: int | None = None, other_id: int | None = None, actor: Actor, at: datetime
) -> Decision:
    """Move an act to `other_id` (None: an episode of its own), split the episode at it, or join it with `other_id`.

    Raises NothingToDecide or StandsAgainst before anything; afterwards exactly the episodes meant stand.
    """
    actor.require("tickets.answer")
    person_id = planning.person_of_episode(actor, episode_id)
    standing.persons_locked(standing.rows_of(person_id))
    plan = planning.plan(actor, Choice(DecisionKind(kind), episode_id, act_id, other_id))
    Wish.objects.filter(pk__in=plan.replaced).delete()
    pairs = {WishKind.TOGETHER: plan.ties.together, WishKind.APART: plan.ties.apart}
    rows: list[Row] = [(wish, *sorted(pair), "") for wish, found in pairs.items() for pair in found]  # type: ignore[misc]
    return _kept(DecisionKind(kind), person_id, rows, plan, actor=actor, at=at)


@transaction.atomic
def name_episode(*, episode_id: int, words: str, actor: Actor, at: datetime) -> Decision:
    """Give an episode a name; it hangs on the first act and goes where that one goes."""
    actor.require("tickets.answer")
    person_id = planning.person_of_episode(actor, episode_id)
    standing.persons_locked(standing.rows_of(person_id))
    named = " ".join(words.split())[:200]
    first = Act.objects.filter(episode=episode_id, corrects__isnull=True).order_by("at", "id").first()
    if not named or first is None:
        raise NothingToDecide("A name needs some words; the episode keeps the one it has.")
    Wish.objects.filter(kind=WishKind.NAME, person_id=first.person_id, one__in=_acts_of(episode_id)).delete()
    return _kept(DecisionKind.NAME, person_id, [(WishKind.NAME, first.pk, None, named)], None, actor=actor, at=at)


def _acts_of(episode_id: int) -> list[int]:
    return list(Act.objects.filter(episode=episode_id).values_list("id", flat=True))


def _kept(
    kind: DecisionKind, person_id: int, rows: list[Row], plan: Plan | None, *, actor: Actor, at: datetime
) -> Decision:
    told = {"made_at": at, "made_by_id": actor.person_id}
    made = Decision.objects.create(person_id=person_id, kind=kind, **told)
    for wish, one, other, words in rows:
        person = plan.person_of(one) if plan else person_id
        named: dict[str, Any] = {"person_id": person, "one": one, "other": other}
        Wish.objects.update_or_create(**named, defaults={**told, "kind": wish, "words": words, "decision_id": made.pk})
    Decision.objects.filter(person_id=person_id, wishes__isnull=True).delete()  # this one took their place
    audit.record("episodes.decided", actor=actor, subject_kind="decision", subject_id=made.pk, at=at, fields=[kind])
    resegment(person_id=person_id, actor=actor, at=at)
    return made


@transaction.atomic
def take_back(*, decision_id: int, actor: Actor, at: datetime) -> int:
    """Take a decision back: its wishes go, the rules decide again; the id of the person whose history it was."""
    actor.require("tickets.answer")
    decision = Decision.objects.filter(pk=decision_id).first()
    if decision is None:
        raise NotFound("decision")
    ids = {act for pair in decision.wishes.values_list("one", "other") for act in pair if act is not None}
    if not Act.objects.in_reach_of(actor).filter(pk__in=ids).exists():
        raise NotFound("decision")
    standing.persons_locked(standing.rows_of(decision.person_id))
    audit.record("episodes.undecided", actor=actor, subject_kind="decision", subject_id=decision.pk, at=at)
    person_id = decision.person_id
    decision.delete()
    resegment(person_id=person_id, actor=actor, at=at)
    return person_id
