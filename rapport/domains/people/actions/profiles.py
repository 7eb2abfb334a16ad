"""What a person says of themself: profile, preferences, consent, and not wanting to be asked."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from rapport.domains.people.models import Consent, Person, Preference, finding
from rapport.domains.people.types import PROFILE_WORDS, Channel, Detail
from rapport.foundation import audit, text
from rapport.foundation.actors import Actor, NotFound

PROFILE = frozenset({"name", *PROFILE_WORDS})
LONGEST = {"name": 200, "language": 16, "hours": 120, "support_note": 4000, "occupation": 200, "critical_note": 500}
CHOICES: dict[str, set[str]] = {"channel": set(Channel), "detail": set(Detail)}


class WrongProfile(ValueError):
    """A field cannot have this value; the text says which and why."""


@transaction.atomic
def update_profile(*, person_id: int, changes: dict[str, str], actor: Actor, at: datetime) -> Person:
    """Change the fields given of one's own profile, or of a person one may write."""
    row = _own_or_writable(person_id, actor)
    plain = {name: _checked(name, value) for name, value in changes.items()}
    changed = [name for name, value in plain.items() if getattr(row, name) != value]
    if not changed:
        return row
    for name in changed:
        setattr(row, name, plain[name])
    row.save(update_fields=changed)
    if "name" in changed:
        finding.index([row.pk], at=at)
    audit.record("person.updated", actor=actor, subject_kind="person", subject_id=row.pk, at=at, fields=changed)
    return row


@transaction.atomic
def set_preference(*, person_id: int, key: str, value: str, actor: Actor, at: datetime) -> None:
    """Remember one setting; an empty value forgets it."""
    row = _own_or_writable(person_id, actor)
    if value:
        Preference.objects.update_or_create(person=row, key=key[:64], defaults={"value": value[:200]})
    else:
        Preference.objects.filter(person=row, key=key[:64]).delete()
    audit.record("preference.set", actor=actor, subject_kind="person", subject_id=row.pk, at=at, fields=(key[:64],))


@transaction.atomic
def give_consent(*, kind: str, actor: Actor, at: datetime) -> None:
    """The actor agrees; nobody agrees for somebody else."""
    row = _oneself(actor)
    Consent.objects.get_or_create(person=row, kind=kind[:64], withdrawn_at=None, defaults={"given_at": at})
    audit.record("consent.given", actor=actor, subject_kind="person", subject_id=row.pk, at=at, fields=(kind[:64],))


@transaction.atomic
def withdraw_consent(*, kind: str, actor: Actor, at: datetime) -> None:
    """The actor takes a consent back, under whichever of their rows it was given."""
    row = _oneself(actor)
    Consent.objects.filter(person_id__in=actor.reach.person_ids, kind=kind[:64], withdrawn_at=None).update(
        withdrawn_at=at
    )
    audit.record("consent.withdrawn", actor=actor, subject_kind="person", subject_id=row.pk, at=at, fields=(kind[:64],))


@transaction.atomic
def opt_out(*, person_id: int, actor: Actor, at: datetime) -> None:
    """No more questions to this person."""
    row = _own_or_writable(person_id, actor)
    if row.opted_out_at is not None:
        return
    row.opted_out_at = at
    row.save(update_fields=["opted_out_at"])
    audit.record("person.opted_out", actor=actor, subject_kind="person", subject_id=row.pk, at=at)


@transaction.atomic
def opt_in(*, actor: Actor, at: datetime) -> None:
    """The actor may be asked again; nobody decides that for somebody else."""
    row = _oneself(actor)
    row.opted_out_at = None
    row.save(update_fields=["opted_out_at"])
    audit.record("person.opted_in", actor=actor, subject_kind="person", subject_id=row.pk, at=at)


def _own_or_writable(person_id: int, actor: Actor) -> Person:
    """The row of oneself, or of somebody one may write; locked. Not there and not yours look the same."""
    reach = actor.reach
    row = Person.objects.select_for_update(of=("self",)).filter(pk=person_id).first()
    own = person_id in reach.person_ids or (
        row is not None and actor.kind == "system" and row.organisation_id in reach.organisation_ids
    )
    if row is None or not (own or reach.may("people.write")):
        raise NotFound
    return row


def _oneself(actor: Actor) -> Person:
    row = Person.objects.filter(pk=actor.person_id).first() if actor.person_id else None
    if row is None:
        raise NotFound
    return row


def _checked(name: str, value: str) -> str:
    if name not in PROFILE:
        raise WrongProfile(f"{name} is not part of a profile.")
    plain = text.plain(value).strip()
    if name in CHOICES and plain not in CHOICES[name] | {""}:
        raise WrongProfile(f"{name} cannot be {plain[:40]!r}. Choose one of {', '.join(sorted(CHOICES[name]))}.")
    if len(plain) > LONGEST.get(name, 64):
        raise WrongProfile(f"{name} is longer than {LONGEST[name]} letters. Please shorten it.")
    if name == "name":
        plain = " ".join(text.shown(plain).split())
        if not plain:
            raise WrongProfile("A person needs a name. The old one is kept.")
    return plain
