"""Somebody called: the try is logged, a talk becomes acts of both sides; and the recovery may change hands."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from rapport.domains.ledger import actions as ledger
from rapport.domains.ledger.types import Audience, Channel, Direction, Exchange, NewAct
from rapport.domains.people import queries as people
from rapport.domains.recovery import rules
from rapport.domains.recovery.actions.ending import EndedAlready
from rapport.domains.recovery.events import RecoveriesPassedOn
from rapport.domains.recovery.models import Contact, Recovery
from rapport.domains.recovery.queries.changing import recovery_to_change, recovery_to_hand_over
from rapport.domains.recovery.types import TAKES_OVER, Turn
from rapport.foundation import audit, events
from rapport.foundation.actors import Actor, NotFound, system

KINDS = {Channel.PHONE: "call", Channel.VISIT: "visit", Channel.MAIL: "message"}
TITLES = {Channel.PHONE: "A call", Channel.VISIT: "A visit", Channel.MAIL: "A message"}


@transaction.atomic
def log_contact(
    *,
    recovery_id: int,
    reached: bool,
    words: str,
    actor: Actor,
    at: datetime,
    channel: str = Channel.PHONE,
    source_key: str | None = None,
) -> Contact:
    """Keep one try to reach them. A talk stands in the ledger as acts of both sides, without its words.

    What was said stays with those who answer for the recovery. The same `source_key` again is the same try.
    """
    row = recovery_to_change(actor, recovery_id)
    if row.ended_at is not None or row.person_id is None:
        raise EndedAlready(EndedAlready.__doc__)
    key = source_key or f"{at.isoformat()}:{actor.person_id}"
    line = words.strip()[: rules.LONGEST_WORDS]
    said = {"by_id": actor.person_id, "at": at, "channel": Channel(channel), "reached": reached, "words": line}
    made, new = Contact.objects.get_or_create(recovery=row, source_key=key[:64], defaults=said)
    if new:
        _count(row, made, actor)
        ledger.record_acts(_acts(row, made), actor=actor if row.team_id in actor.reach.team_ids else system(), at=at)
        audit.record("recovery.contacted", actor=actor, subject_kind="recovery", subject_id=row.pk, at=at)
    return made


def _count(row: Recovery, made: Contact, actor: Actor) -> None:
    row.tries += 1
    if made.reached and row.contacted_at is None:
        row.contacted_at, row.next_turn_at, row.holder_id = made.at, None, actor.person_id or row.holder_id
    row.save(update_fields=["tries", "contacted_at", "next_turn_at", "holder"])


def _acts(row: Recovery, made: Contact) -> list[NewAct]:
    """Only a talk counts as contact; that nobody answered is for us alone."""
    channel = Channel(made.channel)
    ours = NewAct(
        person_id=row.person_id or 0,
        organisation_id=row.organisation_id,
        at=made.at,
        channel=channel,
        direction=Direction.OURS,
        kind=KINDS.get(channel, "call"),
        source_key=f"contact:{row.pk}:{made.pk}",
        author_id=made.by_id,
        team_id=row.team_id,
        service_id=row.service_id,
        completes=True,
        exchange=Exchange.SOCIAL,
        title=TITLES.get(channel, "A call"),
        audience=Audience.BOTH if made.reached else Audience.STAFF,
    )
    if not made.reached:
        return [ours]
    theirs = {"direction": Direction.THEIRS, "source_key": f"{ours.source_key}:theirs", "author_id": row.person_id}
    return [NewAct(**{**ours.__dict__, **theirs, "completes": False}), ours]


@transaction.atomic
def hand_over(*, recovery_id: int, to_id: int, actor: Actor, at: datetime) -> Recovery:
    """Give it to a lead, an owner of services or an administrator; it stands on their Today, and the hours run on."""
    row = recovery_to_hand_over(actor, recovery_id)
    if row.ended_at is not None:
        raise EndedAlready(EndedAlready.__doc__)
    if to_id not in {card.id for card in people.people_with_role(system(), TAKES_OVER)} - {row.person_id}:
        raise NotFound("person")
    row.owner_id = row.holder_id = to_id
    row.deputy_id = None if row.deputy_id == to_id else row.deputy_id
    row.service_owner_id = None if row.service_owner_id == to_id else row.service_owner_id
    row.turn = Turn.OWNER
    row.save(update_fields=["owner", "holder", "deputy", "service_owner", "turn"])
    audit.record("recovery.handed_over", actor=actor, subject_kind="recovery", subject_id=row.pk, at=at)
    events.publish(RecoveriesPassedOn(recovery_ids=(row.pk,), at=at, by_id=actor.person_id))
    return row


@transaction.atomic
def thank(*, recovery_id: int, actor: Actor, at: datetime) -> Recovery:
    """Note that they were thanked for saying it; once."""
    row = recovery_to_change(actor, recovery_id)
    if row.thanked_at is None:
        row.thanked_at = at
        row.save(update_fields=["thanked_at"])
        audit.record("recovery.thanked", actor=actor, subject_kind="recovery", subject_id=row.pk, at=at)
    return row
