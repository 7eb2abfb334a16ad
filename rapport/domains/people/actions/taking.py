"""Taking everything along: a zip of all there is about one person, made in batches and kept for a week."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from rapport.domains.people import queries
from rapport.domains.people.models import Account, Address, Export, Person
from rapport.domains.people.models.leaving import leaver_of
from rapport.foundation import audit, jobs, leaving
from rapport.foundation.actors import Actor, NotFound
from rapport.foundation.leaving import Leaver, Place
from rapport.foundation.leaving.exporting import Contributed, Entry, as_json

JOB = "people.export"
KEPT_FOR = timedelta(days=7)
AT_ONCE = 25
READ_ME = b"""Everything this desk keeps about one person.

desk/        each request as it stands with us: all that was said, notes of the team, files, mails as they came
letters/     what we wrote
people/      name, addresses, account, roles, preferences
ledger/      acts and episodes: the line of the page "You and us"
mentions/    where others name the person (only in exports for administrators)
the others   one folder for each part of Rapport, one file for each table and field that points to the person

The files are JSON in UTF-8. Tokens and passwords are left out, because they open doors.
"""


@transaction.atomic
def export_person(*, person_id: int, actor: Actor, at: datetime) -> Export:
    """Begin an export: one's own, or anybody's within reach for those who may make exports. One at a time is made."""
    own = person_id in actor.reach.person_ids
    if not own:
        actor.require("exports.make")
    row = queries.person(actor, person_id)
    if row.left_at is not None:
        raise NotFound
    waiting = Export.objects.filter(person_id=row.kept_id, asked_by_id=actor.person_id, ready_at=None).first()
    if waiting is not None:
        return waiting
    made = Export.objects.create(person_id=row.kept_id, asked_by_id=actor.person_id, whole=not own, asked_at=at)
    audit.record("person.exported", actor=actor, subject_kind="person", subject_id=row.kept_id, at=at)
    jobs.enqueue(JOB, args={"export_id": made.pk}, key=str(made.pk), at=at)
    return made


def carry_on_export(*, export_id: int, actor: Actor, at: datetime) -> bool:
    """Do a few batches; False when the zip is whole or nobody waits for it any more."""
    actor.require("settings.write")
    return all(_batch(export_id, at) for _ in range(AT_ONCE))


@transaction.atomic
def forget_exports(*, actor: Actor, at: datetime) -> int:
    """Zips that nobody fetched within a week go; how many."""
    actor.require("settings.write")
    rows = list(Export.objects.filter(expires_at__lte=at))
    for row in rows:
        row.path.unlink(missing_ok=True)
    Export.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return len(rows)


@transaction.atomic
def forget_export(*, export_id: int, actor: Actor, at: datetime) -> None:
    """One zip goes before its week is over: it was fetched where nobody else needs it."""
    actor.require("settings.write")
    for row in Export.objects.filter(pk=export_id):
        row.path.unlink(missing_ok=True)
        row.delete()


@transaction.atomic
def _batch(export_id: int, at: datetime) -> bool:
    row = Export.objects.select_for_update().filter(pk=export_id, ready_at=None).first()
    if row is None:
        return False
    leaver = leaver_of(row.person_id, whole=row.whole)
    place = leaving.carry_on_export(leaver, Place(row.stage, row.after), row.path)
    if place is not None:
        row.stage, row.after = place
    else:
        row.ready_at, row.expires_at, row.size = at, at + KEPT_FOR, row.path.stat().st_size
    row.save(update_fields=["stage", "after", "ready_at", "expires_at", "size"])
    return place is not None


@leaving.contribution("people.person")
def _person(leaver: Leaver, after: int) -> Contributed:
    """Who they are here: the rows themselves, addresses and account."""
    rows = leaving.plain_rows(Person.objects.filter(pk__in=leaver.person_ids).order_by("pk"))
    accounts = Account.objects.filter(persons__in=leaver.person_ids).distinct().order_by("pk")
    known = Address.objects.filter(person__in=leaver.person_ids).order_by("pk")
    said = {
        "persons": rows,
        "addresses": leaving.plain_rows(known),
        "accounts": [{"email": a.email, "created_at": a.created_at, "last_login": a.last_login} for a in accounts],
    }
    return [Entry("READ ME.txt", READ_ME), Entry("people/person.json", as_json(said))], None
