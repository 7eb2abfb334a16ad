"""What is noticed as it happens: an unhappy answer, somebody who leaves; and calls that are put off."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from rapport.domains.ledger import queries as ledger
from rapport.domains.outreach import rules
from rapport.domains.outreach.actions.moments import _moment
from rapport.domains.outreach.models import Moment, PutOff
from rapport.domains.outreach.rules.moments import TO_CALL, UNHAPPY_BELOW
from rapport.domains.outreach.types import MomentKind
from rapport.domains.people import queries as people
from rapport.domains.people.types import STAFF_ROLES, RoleName
from rapport.foundation import audit
from rapport.foundation.actors import Actor, NotFound

STANDS = timedelta(days=30)
LONGEST_WAIT = timedelta(days=90)


class PastDay(ValueError):
    """Choose a day from tomorrow on, within three months: nobody is put off for good. Nothing was kept."""


@transaction.atomic
def note_answer(
    *, answer_id: int, person_id: int, service_id: int | None, score: int, said_at: datetime, actor: Actor, at: datetime
) -> int:
    """An answer by name was given or changed: below seven, the teams that know the person see it; how many do."""
    if not actor.reach.whole:
        raise NotFound
    source = f"answer:{answer_id}"
    Moment.objects.filter(person_id=person_id, source=source).delete()
    if score >= UNHAPPY_BELOW or said_at < at - STANDS:
        return 0
    teams = _teams(person_id, service_id, actor)
    organisation_id = people.person(actor, person_id).organisation_id
    stands: dict[str, Any] = {"since": said_at, "on": (said_at + TO_CALL).date(), "until": (said_at + STANDS).date()}
    rows = [
        _moment(
            MomentKind.UNHAPPY,
            source,
            team_id=team,
            organisation_id=organisation_id,
            person_id=person_id,
            named=str(score),
            **stands,
        )
        for team in teams
    ]
    return len(Moment.objects.bulk_create(rows, ignore_conflicts=True))


def _teams(person_id: int, service_id: int | None, actor: Actor) -> list[int]:
    """Who calls: the team of the service that was judged, else those that know the person, else those that serve."""
    team_id = people.team_of_service(actor, service_id) if service_id is not None else None
    if team_id is not None:
        return [team_id]
    known = [team for team, _ in ledger.teams_of(actor, [person_id]).get(person_id, [])]
    used = people.services_of(actor, [person_id]).get(person_id, [])
    return known or sorted({one.team_id for one in used})


@transaction.atomic
def note_leaving(
    *,
    person_id: int,
    role: str,
    actor: Actor,
    at: datetime,
    team_id: int | None = None,
    organisation_id: int | None = None,
) -> int:
    """A role ended: whom this agent looked after, or the contact who no longer speaks for a client; how many rows."""
    if not actor.reach.whole:
        raise NotFound
    rows: Sequence[Moment] = []
    if role in STAFF_ROLES:
        rows = _left_behind(person_id, team_id, actor, at)
    elif role == RoleName.CLIENT_CONTACT:
        rows = _no_longer_contact(person_id, actor, at)
    return len(Moment.objects.bulk_create(rows, ignore_conflicts=True))


def _left_behind(owner_id: int, team_id: int | None, actor: Actor, at: datetime) -> list[Moment]:
    name = people.person(actor, owner_id).name
    return [
        _moment(
            MomentKind.LEAVES,
            f"owner:{one.id}:{owner_id}",
            team_id=one.team_id,
            organisation_id=one.organisation_id,
            person_id=one.person_id,
            named=name,
            **_from(at),
        )
        for one in ledger.relationships_owned(actor, owner_id=owner_id, team_id=team_id)
    ]


def _no_longer_contact(person_id: int, actor: Actor, at: datetime) -> list[Moment]:
    organisation = people.person(actor, person_id).organisation
    return [
        _moment(
            MomentKind.LEAVES,
            f"contact:{person_id}",
            team_id=team,
            organisation_id=organisation.pk,
            person_id=person_id,
            named=organisation.name,
            **_from(at),
        )
        for team, _ in ledger.teams_of(actor, [person_id]).get(person_id, [])
    ]


def _from(at: datetime) -> dict[str, Any]:
    """It begins now, and is no news after a month."""
    return {"since": at, "on": at.date(), "until": (at + STANDS).date()}


@transaction.atomic
def put_off(*, team_id: int, key: str, until: date, reason: str, actor: Actor, at: datetime) -> PutOff:
    """Call them later: not shown before the day, with the reason; NotFound where nobody waits under this key."""
    line = rules.one_line(reason)
    found = Moment.objects.in_reach_of(actor).filter(team_id=team_id, whom=key).first()
    if found is None or not actor.staff:
        raise NotFound("moment")
    if not at.date() < until <= (at + LONGEST_WAIT).date():
        raise PastDay(PastDay.__doc__)
    row, _ = PutOff.objects.update_or_create(
        team_id=team_id,
        key=key,
        defaults={
            "person_id": found.person_id,
            "until": until,
            "reason": line,
            "put_off_by_id": actor.person_id,
            "at": at,
        },
    )
    audit.record("call.put_off", actor=actor, subject_kind="put_off", subject_id=row.pk, at=at, fields=("until",))
    return row
