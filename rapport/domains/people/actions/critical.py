"""The days on which nothing may go wrong for somebody: said by them, or by those who may write people."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from rapport.domains.people.actions.profiles import WrongProfile, _own_or_writable
from rapport.domains.people.models import CriticalDay
from rapport.foundation import audit
from rapport.foundation.actors import Actor, NotFound

MOST = 24


@transaction.atomic
def add_critical_day(*, person_id: int, on: date, words: str, actor: Actor, at: datetime) -> CriticalDay:
    """Note one day and why; the same day again changes its words."""
    row = _own_or_writable(person_id, actor)
    if on < at.date():
        raise WrongProfile("That day has passed. Choose today or later; the others are kept.")
    said = " ".join(words.split())[:120]
    if not CriticalDay.objects.filter(person=row, on=on).exists() and _coming(row.pk, at) >= MOST:
        raise WrongProfile(f"{MOST} days stand here already. Remove one, then add this one.")
    day = CriticalDay.objects.update_or_create(person=row, on=on, defaults={"words": said})[0]
    audit.record(
        "person.updated", actor=actor, subject_kind="person", subject_id=row.pk, at=at, fields=["critical_day"]
    )
    return day


@transaction.atomic
def remove_critical_day(*, day_id: int, actor: Actor, at: datetime) -> None:
    """Forget one day."""
    day = CriticalDay.objects.select_for_update().filter(pk=day_id).first()
    if day is None:
        raise NotFound
    row = _own_or_writable(day.person_id, actor)
    day.delete()
    audit.record(
        "person.updated", actor=actor, subject_kind="person", subject_id=row.pk, at=at, fields=["critical_day"]
    )


def _coming(person_id: int, at: datetime) -> int:
    return CriticalDay.objects.filter(person_id=person_id, on__gte=at.date()).count()
