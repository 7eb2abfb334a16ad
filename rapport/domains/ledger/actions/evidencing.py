"""Evidenced acts, who was sent by whom, and the direct line of a team."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from django.db import transaction

from rapport.domains.ledger.actions.ideas import IDEAS, act_ideas
from rapport.domains.ledger.models import DirectLine, Evidence, Referral
from rapport.domains.ledger.queries.stages import NEWCOMER_FOR
from rapport.domains.ledger.types import NewEvidence
from rapport.domains.people import queries as people
from rapport.foundation import audit
from rapport.foundation.actors import Actor, NotAllowed, NotFound, system, system_of
from rapport.foundation.text import fold
from rapport.measures.stages import ADVOCACY, CO_PRODUCED, Kind

RECORDED = frozenset({*ADVOCACY, *CO_PRODUCED, Kind.IDEA, Kind.USED})
"""What may be recorded; everything else the ledger reads from acts, episodes and uses."""


class WrongEvidence(ValueError):
    """This is no evidence anybody can record; nothing was kept. The text says what would be."""


class AlreadySaid(ValueError):
    """Who sent them was said before; it is asked once and stays."""


class NoNewcomer(ValueError):
    """Only newcomers are asked who sent them."""


@transaction.atomic
def record_evidence(*, evidence: Sequence[NewEvidence], actor: Actor, at: datetime) -> int:
    """Record evidenced acts of people within reach; how many were new. It counts for the stage from this month on."""
    actor.require("relationships.own")
    _refuse_wrong(evidence, at)
    wanted = {one.person_id for one in evidence}
    if wanted - people.names(actor, wanted).keys():
        raise NotFound
    return _write(evidence, actor=actor, at=at)


@transaction.atomic
def tell_idea(*, words: str, source_key: str, actor: Actor, at: datetime) -> bool:
    """Somebody we serve tells an idea of their own; False when it was told before. Those who help them read it."""
    if actor.person_id is None or actor.staff:
        raise NotAllowed("profile.own")
    if not words.strip():
        raise WrongEvidence("An idea needs words.")
    told = NewEvidence(actor.person_id, Kind.IDEA, at, source_key, words=words)
    return bool(_write([told], actor=actor, at=at))


def _write(evidence: Sequence[NewEvidence], *, actor: Actor, at: datetime) -> int:
    """Keep what is new, with the acts and the lines of the audit that belong to it."""
    wanted = {one.person_id for one in evidence}
    by = actor.person_id
    rows = [_row(one, by, at) for one in evidence]
    keys = {row.source_key for row in rows}
    known = set(Evidence.objects.filter(person__in=wanted, source_key__in=keys).values_list("person_id", "source_key"))
    new = {(row.person_id, row.source_key): row for row in rows if (row.person_id, row.source_key) not in known}
    Evidence.objects.bulk_create(new.values(), ignore_conflicts=True)
    act_ideas(_stored(new), actor=actor, at=at)
    lines = [audit.Line("evidence.recorded", "person", row.person_id, ("kind",)) for row in new.values()]
    if lines:
        audit.record_many(lines, actor=actor, at=at)
    return len(new)


def _stored(new: Mapping[tuple[int, str], Evidence]) -> list[Evidence]:
    """The ideas among them as they stand now: a row that somebody else wrote meanwhile has the id it has there."""
    ideas = [row for row in new.values() if row.kind in IDEAS]
    if not ideas:
        return []
    persons, keys = {row.person_id for row in ideas}, {row.source_key for row in ideas}
    return list(Evidence.objects.filter(person__in=persons, source_key__in=keys).select_related("person"))


@transaction.atomic
def deliver_idea(*, idea_id: int, actor: Actor, at: datetime) -> bool:
    """An idea was delivered, says a lead or who answers for the service; False when that was said before."""
    actor.require("loyalty.read")
    idea = Evidence.objects.filter(pk=idea_id, kind=Kind.IDEA).first() if actor.staff or actor.reach.whole else None
    if idea is None or idea.person_id not in people.names(actor, [idea.person_id]):
        raise NotFound("idea")
    told = NewEvidence(
        idea.person_id, Kind.IDEA_DELIVERED, at, f"delivered:{idea.pk}", words=idea.words, ref=("idea", idea.pk)
    )
    return bool(record_evidence(evidence=[told], actor=actor, at=at))


def _refuse_wrong(evidence: Sequence[NewEvidence], at: datetime) -> None:
    for one in evidence:
        if one.kind not in RECORDED:
            raise WrongEvidence(f"{one.kind!r} cannot be recorded. Choose one of: {', '.join(sorted(RECORDED))}.")
        if one.at > at:
            raise WrongEvidence("That day has not come yet. Choose today or earlier.")
        if not one.source_key:
            raise WrongEvidence("Evidence without a source key cannot be told from a repeat.")


def _row(one: NewEvidence, by: int | None, at: datetime) -> Evidence:
    return Evidence(
        person_id=one.person_id,
        kind=Kind(one.kind),
        at=one.at,
        words=one.words.strip()[:200],
        ref_kind=one.ref[0] if one.ref else "",
        ref_id=one.ref[1] if one.ref else None,
        source_key=one.source_key[:120],
        recorded_at=at,
        recorded_by_id=by,
    )


@transaction.atomic
def say_who_sent_me(*, said: str, actor: Actor, at: datetime) -> None:
    """A newcomer says once, by name or address, who sent them; whether we know that one is never told.

    The words are not kept: they name somebody else. Whom they mean is looked up in the newcomer's own organisation.
    """
    if actor.person_id is None or actor.staff:
        raise NotAllowed("profile.own")
    person = people.person(actor, actor.person_id)
    if at - person.created_at > NEWCOMER_FOR:
        raise NoNewcomer(NoNewcomer.__doc__)
    by = _meant(said, person.organisation_id, but=actor.reach.person_ids)
    _, new = Referral.objects.get_or_create(person_id=person.pk, defaults={"by_id": by, "at": at})
    if not new:
        raise AlreadySaid(AlreadySaid.__doc__)
    if by is not None:
        key = f"referral:{person.pk}"
        sent = NewEvidence(by, Kind.REFERRAL, at, key, words="A newcomer says so", ref=("person", person.pk))
        record_evidence(evidence=[sent], actor=system(), at=at)


def _meant(said: str, organisation_id: int, *, but: Collection[int]) -> int | None:
    """Whom an address or a whole name means within one organisation; None unless it is exactly one."""
    of_it = system_of(organisation_id)
    if "@" in said:
        found = people.people_with_address(of_it, said)
    else:
        name = _folded(said)
        found = [card for card in people.people(of_it, search=said).rows if name and _folded(card.name) == name]
    ids = {card.id for card in found if not card.unnamed} - set(but)
    return ids.pop() if len(ids) == 1 else None


def _folded(name: str) -> str:
    return " ".join(fold(name).split())


@transaction.atomic
def set_direct_line(*, team_id: int, on: bool, actor: Actor, at: datetime) -> DirectLine:
    """Switch a team's direct line: whether a supporter's message goes straight to the agent they know."""
    actor.require("settings.write")
    if team_id not in {team.pk for team in people.teams(actor)}:
        raise NotFound
    row, _ = DirectLine.objects.update_or_create(team_id=team_id, defaults={"on": on, "changed_at": at})
    audit.record("direct_line.set", actor=actor, subject_kind="team", subject_id=team_id, at=at, fields=["on"])
    return row
