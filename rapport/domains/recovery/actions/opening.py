"""Opening a recovery: who answers for it, what was promised before, and by when somebody has called."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from rapport.domains.ledger import queries as ledger
from rapport.domains.ledger.types import RelationshipSeen
from rapport.domains.people import queries as people
from rapport.domains.people.types import SHOW_ANSWERS, RoleName
from rapport.domains.promises import queries as promises
from rapport.domains.recovery import rules
from rapport.domains.recovery.events import RecoveryOpened
from rapport.domains.recovery.models import Recovery
from rapport.domains.recovery.types import Facts, Heard, Turn
from rapport.foundation import audit, events
from rapport.foundation.actors import Actor

OWNERS = (RoleName.SERVICE_OWNER, RoleName.ADMINISTRATOR)


def _open(one: Heard, *, actor: Actor, at: datetime) -> Recovery:
    """The recovery that stands for this person, locked; opened where there is none."""
    found = _standing(one.person_id)
    if found is None:
        Recovery.objects.bulk_create([_new(one, actor, at)], ignore_conflicts=True)
        found = _standing(one.person_id)
        assert found is not None  # ours, or that of whoever was faster
        _tell(found, actor=actor, at=at)
    return found


def _standing(person_id: int) -> Recovery | None:
    rows = Recovery.objects.select_for_update(of=("self",)).standing()
    return rows.filter(person_id=person_id).first()


def _tell(found: Recovery, *, actor: Actor, at: datetime) -> None:
    with transaction.atomic():
        audit.record("recovery.opened", actor=actor, subject_kind="recovery", subject_id=found.pk, at=at)
        events.publish(RecoveryOpened(recovery_id=found.pk, organisation_id=found.organisation_id, at=at))


def _new(one: Heard, actor: Actor, at: datetime) -> Recovery:
    who = _answering(one, actor)
    between = _relationship(one.person_id, actor)
    moments = _moments(one.said_at)
    return Recovery(
        person_id=one.person_id,
        organisation_id=one.organisation_id,
        service_id=one.service_id,
        team_id=_team(one, between, actor),
        owner_id=who.owner,
        deputy_id=who.deputy,
        service_owner_id=who.service_owner,
        holder_id=who.owner,
        turn=Turn.OWNER,
        facts=_facts(one, actor, at),
        opened_at=one.said_at,
        due_at=one.said_at + rules.IN_TIME,
        next_turn_at=moments["deputy_at"],
        **moments,
    )


def _moments(opened: datetime) -> dict[str, datetime]:
    """After 24 and 48 hours, or when we next work: a letter at night calls nobody."""
    return {
        "deputy_at": promises.next_opening(opened + rules.DEPUTY_AFTER),
        "service_owner_at": promises.next_opening(opened + rules.SERVICE_OWNER_AFTER),
    }


def _answering(one: Heard, actor: Actor) -> rules.Chain:
    """Who answers for what this person said; only those who still serve."""
    between = _relationship(one.person_id, actor)
    team_id = _team(one, between, actor)
    service_owner = people.service(actor, one.service_id).owner_id if one.service_id else None
    leads = [card.id for card in people.people_with_role(actor, [RoleName.TEAM_LEAD], team_id=team_id or 0)]
    others = [card.id for card in people.people_with_role(actor, OWNERS[:1])]
    first = between.owner_id if between else None
    named = {first, service_owner, one.survey_owner_id, *leads, *others} - {None, one.person_id}
    serving = people.still_serving(actor, [pk for pk in named if pk is not None])
    agreed = SHOW_ANSWERS in people.consents(actor, one.person_id)

    def here(person_id: int | None) -> int | None:
        return person_id if person_id in serving else None

    return rules.chain(
        named=here(one.survey_owner_id),
        agreed_to=here(first) if agreed else None,
        leads=sorted((pk for pk in leads if pk in serving), key=lambda pk: pk != first),
        service_owner=here(service_owner),
        others=[pk for pk in others if pk in serving],
    )


def _relationship(person_id: int, actor: Actor) -> RelationshipSeen | None:
    return ledger.relationship(actor, person_id)


def _team(one: Heard, between: RelationshipSeen | None, actor: Actor) -> int | None:
    if between is not None:
        return between.team_id
    return people.team_of_service(actor, one.service_id) if one.service_id else None


def _facts(one: Heard, actor: Actor, at: datetime) -> Facts:
    """What became of promises and targets in the ninety days before they answered."""
    since = one.said_at - rules.LOOK_BACK
    made = promises.promises_to(actor, one.person_id, at=one.said_at)
    standings: list[Any] = [row.standing for row in made if since <= row.due_at <= one.said_at]
    episodes = ledger.recent_episodes(actor, [one.person_id]).get(one.person_id, [])
    refs = [row.ref for row in episodes if row.ref is not None and row.last_act_at >= since]
    standings += [row.standing for row in promises.standing_of(actor, refs, at=at).values()]
    return rules.facts([str(standing) for standing in standings])
