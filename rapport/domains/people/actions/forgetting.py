"""Erasing one human: asked for, decided, carried out in batches, and replayed after a restore."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from rapport.domains.people.models import Account, Erasure, Export, Person, Role, finding
from rapport.domains.people.models.leaving import leaver_of, rows_of
from rapport.domains.people.models.persons import new_key
from rapport.domains.people.types import LEFT, PROFILE_WORDS, STAFF_ROLES, Departure
from rapport.foundation import audit, jobs, leaving
from rapport.foundation.actors import Actor, NotFound
from rapport.foundation.leaving import Leaver, Place
from rapport.foundation.models import Link

JOB, TIDY = "people.erase", "leaving.tidy"
MOST_REASON = 1000
AT_ONCE = 25  # batches of one job; each is a transaction of its own


class WrongName(ValueError):
    """What was typed is not the person's name. Nothing was erased. Type it as it stands on the page."""


class NoReason(ValueError):
    """They read why it was declined: say it in a few words. Nothing was decided yet."""


class StillServes(Exception):
    """A person with roles of staff is not erased: take the roles away first, so that nobody acts without a name."""


class AlreadyAsked(Exception):
    """This was asked before and is not decided yet. Nothing more needs to be done."""


@transaction.atomic
def ask_to_be_forgotten(*, actor: Actor, at: datetime) -> Erasure:
    """The actor asks for themself; administrators see it in their settings and decide."""
    row = Person.objects.filter(pk=actor.person_id or 0).first()
    if row is None:
        raise NotFound
    try:
        with transaction.atomic():
            made = Erasure.objects.create(person=row, asked_at=at)
    except IntegrityError:
        raise AlreadyAsked(AlreadyAsked.__doc__) from None
    audit.record("erasure.asked", actor=actor, subject_kind="person", subject_id=row.pk, at=at)
    return made


@transaction.atomic
def decline_erasure(*, erasure_id: int, reason: str, actor: Actor, at: datetime) -> Erasure:
    """Nothing is erased; the person reads on their page that it was declined and why, and may ask again."""
    actor.require("settings.write")
    said = reason.strip()[:MOST_REASON]
    if not said:
        raise NoReason(NoReason.__doc__)
    row = Erasure.objects.select_for_update().filter(pk=erasure_id, state=Departure.ASKED).first()
    if row is None:
        raise NotFound
    row.state, row.decided_by_id, row.decided_at = Departure.DECLINED, actor.person_id, at
    row.reason = said
    row.save(update_fields=["state", "decided_by", "decided_at", "reason"])
    audit.record("erasure.declined", actor=actor, subject_kind="person", subject_id=row.person_id, at=at)
    return row


@transaction.atomic
def erase_person(*, person_id: int, name: str, actor: Actor, at: datetime) -> Erasure:
    """Begin to erase a human with all rows merged into one; `name` is typed by whoever decides. It cannot be undone."""
    actor.require("settings.write")
    row = Person.objects.select_for_update().filter(pk=person_id, left_at=None).first()
    if row is None:
        raise NotFound
    kept = Person.objects.get(pk=row.kept_id)
    if " ".join(name.split()).casefold() != kept.name.casefold():
        raise WrongName(WrongName.__doc__)
    if Role.objects.filter(person__in=rows_of(kept.pk), role__in=STAFF_ROLES).exists():
        raise StillServes(StillServes.__doc__)
    begun = _begin(kept.pk, at, decided_by_id=actor.person_id)
    audit.record("erasure.decided", actor=actor, subject_kind="person", subject_id=kept.pk, at=at)
    return begun


def carry_on_erasure(*, erasure_id: int, actor: Actor, at: datetime) -> bool:
    """Do a few batches; False when nothing is left to do. Stopped anywhere, it goes on where it was."""
    actor.require("settings.write")
    found = Erasure.objects.filter(pk=erasure_id, state=Departure.RUNNING).first()
    if found and not found.stage:
        leaving.note(rows_of(found.person_id), at=at)  # before anything goes, so that no restore misses it
    if found is None:
        return False
    leaver = leaver_of(found.person_id)  # once for these batches: what is erased first tells nothing to the last ones
    return all(_batch(erasure_id, leaver, actor, at) for _ in range(AT_ONCE))


@transaction.atomic
def replay_erasures(*, journal: Sequence[Sequence[int]], actor: Actor, at: datetime) -> list[int]:
    """After a restore: everybody in the journal who is here again goes again; the erasures to carry on."""
    actor.require("settings.write")
    wanted = {person_id for line in journal for person_id in line}
    here = Person.objects.filter(pk__in=wanted, left_at=None).values_list("pk", "merged_into_id")
    kept = sorted({merged_into or pk for pk, merged_into in here})
    for person_id in kept:
        Erasure.objects.filter(person_id=person_id, state=Departure.RUNNING).update(stage="", after=0)
    return [_begin(person_id, at, decided_by_id=None).pk for person_id in kept]


def _begin(person_id: int, at: datetime, *, decided_by_id: int | None) -> Erasure:
    open_ones = Erasure.objects.select_for_update().filter(
        person_id=person_id, state__in=[Departure.ASKED, Departure.RUNNING]
    )
    row = open_ones.first() or Erasure(person_id=person_id, asked_at=at)
    if row.state != Departure.RUNNING:
        row.state, row.decided_by_id, row.decided_at = Departure.RUNNING, decided_by_id, at
        row.save()
    Erasure.objects.filter(person_id__in=rows_of(person_id)).exclude(reason="").update(reason="")
    _end_sessions(person_id)
    jobs.enqueue(JOB, args={"erasure_id": row.pk}, key=str(row.pk), at=at)
    return row


def _end_sessions(person_id: int) -> None:
    accounts = Account.objects.filter(persons__in=rows_of(person_id)).values("pk")
    Account.objects.filter(pk__in=accounts).update(session_generation=F("session_generation") + 1)


@transaction.atomic
def _batch(erasure_id: int, leaver: Leaver, actor: Actor, at: datetime) -> bool:
    row = Erasure.objects.select_for_update().filter(pk=erasure_id, state=Departure.RUNNING).first()
    if row is None:
        return False
    place = leaving.carry_on(leaver, Place(row.stage, row.after))
    if place is not None:
        row.stage, row.after = place
        row.save(update_fields=["stage", "after"])
        return True
    row.state, row.done_at, row.stage = Departure.DONE, at, ""
    row.save(update_fields=["state", "done_at", "stage"])
    audit.record("person.erased", actor=actor, subject_kind="person", subject_id=row.person_id, at=at)
    jobs.enqueue(TIDY, key="all", at=at)
    return False


@leaving.step("people.exports", order=30)
def _exports(leaver: Leaver, after: int) -> int | None:
    """Zips that were made of them; a job that still packs one finds nothing to add to."""
    rows = list(Export.objects.select_for_update().filter(person__in=leaver.person_ids))
    for row in rows:
        row.path.unlink(missing_ok=True)
    Export.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return None


@leaving.step("people.accounts", order=30)
def _never_used(leaver: Leaver, after: int) -> int | None:
    """Accounts of links that nobody opened: only their address says whose they are."""
    never = Account.objects.filter(email__in=leaver.own_addresses, persons__isnull=True)
    Link.objects.filter(account_id__in=list(never.values_list("pk", flat=True))).delete()
    never.delete()
    return None


@leaving.step("people.last", order=95)
def _last(leaver: Leaver, after: int) -> int | None:
    """At the end the person: the row stays, nameless, because acts and episodes are counted by it."""
    rows = list(Person.objects.filter(pk__in=leaver.person_ids).select_related("account"))
    accounts = {row.account_id for row in rows if row.account_id is not None}
    still = set(
        Person.objects.filter(account__in=accounts)
        .exclude(pk__in=leaver.person_ids)
        .values_list("account_id", flat=True)
    )
    gone = accounts - still
    Link.objects.filter(account_id__in=gone).delete()
    Person.objects.filter(pk__in=leaver.person_ids).update(**_nameless())
    for row in rows:
        Person.objects.filter(pk=row.pk).update(key=new_key())
    Account.objects.filter(pk__in=gone).delete()
    finding.index(leaver.person_ids, at=timezone.now())
    return None


def _nameless() -> dict[str, object]:
    plain = dict.fromkeys(PROFILE_WORDS, "")
    nothing = dict.fromkeys(("account", "site", "known_since", "source_key", "opted_out_at"))
    return {"name": LEFT, "unnamed": True, "unproven": False, "left_at": timezone.now(), **plain, **nothing}
