"""Putting words forward: a new term, or another wording of one that is there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from rapport.domains.knowledge import rules
from rapport.domains.knowledge.actions.faults import AlreadyThere, TooManyProposals, UnclearTerm
from rapport.domains.knowledge.models import Term, TermVersion, finding
from rapport.domains.knowledge.queries import changing
from rapport.domains.knowledge.types import REF, Outcome, Side, Wording
from rapport.domains.people import queries as people
from rapport.foundation import audit, limits
from rapport.foundation.actors import Actor, NotAllowed, NotFound
from rapport.foundation.text import normalise

PER_DAY = 60
DAY = 24 * 3600


@dataclass(frozen=True)
class _Place:
    organisation_id: int
    service_id: int | None
    team_id: int
    site_id: int | None


def propose_term(
    *,
    wording: Wording,
    organisation_id: int | None = None,
    service_id: int | None = None,
    team_id: int | None = None,
    site_id: int | None = None,
    asked_id: int | None = None,
    ref: tuple[str, int] | None = None,
    actor: Actor,
    at: datetime,
) -> Term:
    """Put their word beside ours; the other side decides. Named are the service, or else the team of ours.

    `asked_id` is somebody of the organisation whom staff ask by name; without it everybody who uses the service may
    agree. Without an organisation it is the actor's own.
    """
    place = _place(actor, organisation_id, service_id, team_id, site_id)
    side = changing.side_of(actor, team_id=place.team_id)
    if side is None or (side == Side.THEIRS and asked_id is not None):
        raise NotFound
    if asked_id is not None:
        _refuse_strangers(actor, asked_id, place.organisation_id)
    plain = _plain(wording)
    pair = rules.pair_of(plain)
    if changing.stands_already(actor, organisation_id=place.organisation_id, service_id=place.service_id, pair=pair):
        raise AlreadyThere
    _refuse_floods(actor)
    term = Term(**place.__dict__, proposed_by_id=actor.person_id, asked_id=asked_id, created_at=at)
    term.ref_kind, term.ref_id = ref or ("", None)
    with transaction.atomic():
        _put_forward(term, plain, side, "term.proposed", actor=actor, at=at)
    return term


@transaction.atomic
def reword_term(*, term_id: int, wording: Wording, actor: Actor, at: datetime) -> Term:
    """Put another wording forward; until the other side agrees, what was agreed stays in force."""
    term = changing.term_to_change(actor, term_id)
    side = changing.side_of(actor, team_id=term.team_id)
    if side is None:
        raise NotAllowed("terms.reword")
    plain = _plain(wording)
    newest = term.versions.get(number=term.latest)
    if plain == newest.wording and newest.outcome in {Outcome.WAITING, Outcome.AGREED}:
        raise AlreadyThere
    _refuse_floods(actor)
    _replace(newest, term, actor, at)
    term.latest += 1
    if side == Side.THEIRS:
        term.asked_id = actor.person_id  # what comes back to them comes back to whoever spoke last
    _put_forward(term, plain, side, "term.reworded", actor=actor, at=at)
    return term


def _replace(newest: TermVersion, term: Term, actor: Actor, at: datetime) -> None:
    """A wording that still waits gives way, unless it is between others."""
    if newest.outcome != Outcome.WAITING:
        return
    if not changing.sees_proposals(actor, term):
        raise UnclearTerm("Another wording of it is being looked at already. Nothing was kept; look in again later.")
    newest.outcome, newest.decided_by_id, newest.decided_at = Outcome.REPLACED, actor.person_id, at
    newest.save(update_fields=["outcome", "decided_by", "decided_at"])


def _place(
    actor: Actor, organisation_id: int | None, service_id: int | None, team_id: int | None, site_id: int | None
) -> _Place:
    """Everything named must be within the actor's reach; what is not there and what is not theirs look the same."""
    found = {row.pk: row for row in people.organisations(actor)}.get(organisation_id or actor.organisation_id or 0)
    if found is None:
        raise NotFound
    if found.built_in:
        raise UnclearTerm("We do not know yet whose word this is. First say who wrote it; nothing was kept.")
    if service_id is not None:
        team = people.team_of_service(actor, service_id)
    else:
        team = team_id if team_id in {row.pk for row in people.teams(actor)} else None
    if team is None:
        raise NotFound
    if site_id is not None and site_id not in {row.pk for row in people.sites(actor, organisation_id=found.pk)}:
        raise NotFound
    return _Place(found.pk, service_id, team, site_id)


def _refuse_strangers(actor: Actor, asked_id: int, organisation_id: int) -> None:
    card = people.names(actor, [asked_id]).get(asked_id)
    if card is None or card.organisation_id != organisation_id:
        raise NotFound


def _refuse_floods(actor: Actor) -> None:
    served = actor.is_person and not actor.staff
    if served and not limits.allow(f"terms {actor.person_id}", limit=PER_DAY, per_seconds=DAY):
        raise TooManyProposals


def _plain(wording: Wording) -> Wording:
    plain, fault = rules.tidy(wording)
    if fault:
        raise UnclearTerm(fault)
    return plain


def _put_forward(term: Term, wording: Wording, side: Side, verb: str, *, actor: Actor, at: datetime) -> None:
    """The row, its new version, who finds it and the audit; both words only once among those in force."""
    term.take(wording, pair=rules.pair_of(wording))
    term.state, term.changed_at = rules.proposed_by(side), at
    try:
        with transaction.atomic():
            term.save()
    except IntegrityError:
        raise AlreadyThere from None
    TermVersion.objects.create(
        term=term,
        number=term.latest,
        **wording.__dict__,
        their_words=normalise(wording.their_word),
        our_words=normalise(wording.our_word),
        side=side,
        proposed_by_id=actor.person_id,
        proposed_at=at,
    )
    finding.index(term)
    audit.record(verb, actor=actor, subject_kind=REF, subject_id=term.pk, at=at)
