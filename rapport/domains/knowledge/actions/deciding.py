"""Deciding on words: the other side agrees or declines with its reason; what nobody uses is retired."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from rapport.domains.knowledge import rules
from rapport.domains.knowledge.actions.faults import AlreadyThere, NotYourTurn, UnclearTerm
from rapport.domains.knowledge.events import TermAgreed
from rapport.domains.knowledge.models import Term, TermVersion, finding
from rapport.domains.knowledge.queries import changing
from rapport.domains.knowledge.types import LONGEST_REASON, REF, Outcome, Side, TermState
from rapport.foundation import audit, events
from rapport.foundation.actors import Actor, NotAllowed

OVER = {TermState.DECLINED, TermState.RETIRED}


@transaction.atomic
def agree_term(*, term_id: int, version: int | None = None, actor: Actor, at: datetime) -> Term:
    """The other side says yes: from now on both use it. `version` is the wording that was read, if it was named."""
    term, waiting = _to_decide(actor, term_id, version)
    term.versions.filter(in_force=True).update(in_force=False)
    _decided(waiting, Outcome.AGREED, actor, at, in_force=True)
    _change(term, TermState.AGREED, actor, at, in_force_since=at)
    served = (waiting.proposed_by_id if waiting.side == Side.THEIRS else actor.person_id,)
    persons = tuple(one for one in served if one)
    events.publish(TermAgreed(term_id=term.pk, organisation_id=term.organisation_id, person_ids=persons, at=at))
    return term


@transaction.atomic
def decline_term(*, term_id: int, reason: str, version: int | None = None, actor: Actor, at: datetime) -> Term:
    """The other side says no and why; what was agreed before stays in force."""
    term, waiting = _to_decide(actor, term_id, version)
    said = " ".join(reason.replace("\x00", "").split())
    if not said:
        raise UnclearTerm("Say in a few words why not. Nothing was changed.")
    if len(said) > LONGEST_REASON:
        raise UnclearTerm(f"A reason has {LONGEST_REASON} letters at most. Nothing was changed.")
    _decided(waiting, Outcome.DECLINED, actor, at, reason=said)
    standing = term.versions.filter(in_force=True).first()
    if standing is not None:  # the row shows the newest wording that counts
        term.take(standing.wording, pair=rules.pair_of(standing.wording))
    _change(term, TermState.AGREED if standing else TermState.DECLINED, actor, at)
    return term


@transaction.atomic
def retire_term(*, term_id: int, actor: Actor, at: datetime) -> Term:
    """Nobody uses it any more; its wordings are kept, and a new one may be put forward."""
    term = changing.term_to_change(actor, term_id)
    if not changing.may_retire(actor, term):
        raise NotAllowed("terms.retire")
    if term.state in OVER:
        raise NotYourTurn
    term.versions.filter(outcome=Outcome.WAITING).update(
        outcome=Outcome.RETIRED, decided_by=actor.person_id, decided_at=at
    )
    term.versions.filter(in_force=True).update(in_force=False)
    _change(term, TermState.RETIRED, actor, at, in_force_since=None)
    return term


def _to_decide(actor: Actor, term_id: int, version: int | None) -> tuple[Term, TermVersion]:
    """The term and the wording that waits; one that was worded otherwise meanwhile is not what was read."""
    term = changing.term_to_change(actor, term_id)
    if not changing.may_decide(actor, term) or version not in (None, term.latest):
        raise NotYourTurn
    return term, term.versions.get(number=term.latest)


def _decided(
    row: TermVersion, outcome: Outcome, actor: Actor, at: datetime, *, reason: str = "", in_force: bool = False
) -> None:
    row.outcome, row.decided_by_id, row.decided_at = outcome, actor.person_id, at
    row.reason, row.in_force = reason, in_force
    row.save(update_fields=["outcome", "decided_by", "decided_at", "reason", "in_force"])


def _change(term: Term, state: TermState, actor: Actor, at: datetime, **fields: datetime | None) -> None:
    term.state, term.changed_at = state, at
    for name, value in fields.items():
        setattr(term, name, value)
    try:
        with transaction.atomic():
            term.save()
    except IntegrityError:  # the same two words were agreed elsewhere meanwhile
        raise AlreadyThere from None
    finding.index(term)
    audit.record(f"term.{state}", actor=actor, subject_kind=REF, subject_id=term.pk, at=at)
