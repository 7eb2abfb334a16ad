"""Following the ledger: which plans had a contact, and how much contact was planned."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from rapport.domains.ledger import queries as ledger
from rapport.domains.ledger.types import ContactMade
from rapport.domains.outreach import rules
from rapport.domains.outreach.actions.planning import _set_days
from rapport.domains.outreach.models import ActsRead, Plan, Share
from rapport.domains.promises import queries as promises
from rapport.foundation.actors import Actor, NotFound

SETTLES = timedelta(minutes=2)  # acts of a transaction that is still open when a later one has ended
SHARE_OF = timedelta(days=90)
DAYS = ["last_at", "due_on", "late_on"]


@transaction.atomic
def follow_contacts(*, actor: Actor, at: datetime) -> bool:
    """Count the cadences anew from a batch of acts; False when everything recorded was read."""
    if not actor.reach.whole:
        raise NotFound
    place = ActsRead.objects.select_for_update().filter(pk=1).first()
    contacts, last_id = ledger.contacts_recorded(actor, after_id=place.last_id if place else None, until=at - SETTLES)
    if place is None:  # plans look for their last contact when they are made, so the past is not read again
        ActsRead.objects.create(pk=1, last_id=last_id)
        return True
    moved = last_id > place.last_id
    if moved:
        _count_anew(contacts, zone=actor.zone)
        place.last_id = last_id
        place.save(update_fields=["last_id"])
    return moved


def _count_anew(contacts: Iterable[ContactMade], *, zone: str) -> None:
    last = _newest(contacts)
    if not last:
        return
    teams, persons, sites, organisations = ({key[n] or 0 for key in last} for n in range(4))
    about = Q(person_id__in=persons) | Q(site_id__in=sites)
    about |= Q(person=None, site=None, organisation_id__in=organisations)
    rows = Plan.objects.standing().select_for_update(of=("self",)).filter(about, team_id__in=teams).order_by("pk")
    changed, working = [], promises.default_calendar()
    for plan in rows:
        found = last.get(_key(plan))
        if found is not None and (plan.last_at is None or found > plan.last_at):
            plan.last_at = found
            _set_days(plan, zone=zone, working=working)
            changed.append(plan)
    Plan.objects.bulk_update(changed, DAYS, batch_size=200)


Key = tuple[int, int | None, int | None, int | None]


def _newest(contacts: Iterable[ContactMade]) -> dict[Key, datetime]:
    """The newest contact for each kind of plan it may count for: team, then person, site or organisation."""
    found: dict[Key, datetime] = {}
    for one in contacts:
        keys: list[Key] = [(one.team_id, one.person_id, None, None), (one.team_id, None, None, one.organisation_id)]
        keys += [(one.team_id, None, one.site_id, None)] if one.site_id is not None else []
        for key in keys:
            found[key] = max(found.get(key, one.last_at), one.last_at)
    return found


def _key(plan: Plan) -> Key:
    if plan.person_id is not None:
        return plan.team_id, plan.person_id, None, None
    if plan.site_id is not None:
        return plan.team_id, None, plan.site_id, None
    return plan.team_id, None, None, plan.organisation_id


@transaction.atomic
def move_off_free_days(*, actor: Actor, at: datetime) -> int:
    """Planned contact that lies ahead on a day we do not work any more moves to the next one we do; how many days."""
    if not actor.reach.whole:
        raise NotFound
    working, moved = promises.default_calendar(), 0
    for name in ("due_on", "late_on"):
        ahead = Plan.objects.standing().filter(**{f"{name}__gte": at.date()})
        for day in set(ahead.values_list(name, flat=True)):
            to = rules.working_day(day, working.days, frozenset(working.holidays))
            moved += ahead.filter(**{name: day}).update(**{name: to}) if to != day else 0
    return moved


@transaction.atomic
def count_shares(*, actor: Actor, at: datetime) -> int:
    """Count anew how much contact of the last ninety days was planned, by team and organisation."""
    if not actor.reach.whole:
        raise NotFound
    since = at - SHARE_OF
    rows = [
        Share(
            team_id=one.team_id,
            organisation_id=one.organisation_id,
            planned=one.planned,
            n=one.n,
            since=since.date(),
            until=at.date(),
        )
        for one in ledger.planned_counts(actor, since=since)
    ]
    Share.objects.all().delete()
    return len(Share.objects.bulk_create(rows, batch_size=500))
