"""What erased people were known by, as keyed hashes: so that no list and no other desk brings anybody back unasked."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db import models
from django.utils import timezone

from rapport.domains.people.models.persons import Person
from rapport.foundation import erased_keys, leaving
from rapport.foundation.leaving import Leaver


class KnownBefore(models.Model):
    """One address, or one id of another desk, of somebody who was erased; without the secret nobody reads it back."""

    hashed = models.CharField(max_length=64, unique=True)
    kept_at = models.DateTimeField()


def of_address(address: str) -> str:
    """What is hashed of an address; the same in every organisation."""
    return f"address {address}"


def of_source(organisation_id: int, source_key: str) -> str:
    """What is hashed of an id of another desk."""
    return f"person {organisation_id} {source_key}"


def erased_among(marks: Collection[str]) -> set[str]:
    """Those of these marks that an erased person was known by."""
    kept = erased_keys.as_kept(marks)
    hashes = [one for one, mark in kept.items() if one != mark]
    found: set[str] = set()
    for start in range(0, len(hashes), 500):
        rows = KnownBefore.objects.filter(hashed__in=hashes[start : start + 500])
        found |= {kept[one] for one in rows.values_list("hashed", flat=True)}
    return found


def back_again(marks: Iterable[str]) -> None:
    """They came of their own accord: nothing stands against them any more."""
    hashes = [one for one in erased_keys.as_kept(marks) if one.startswith(erased_keys.PREFIX)]
    KnownBefore.objects.filter(hashed__in=hashes).delete()


def _keep(marks: Iterable[str], at: datetime) -> None:
    rows = [KnownBefore(hashed=erased_keys.hashed(mark), kept_at=at) for mark in sorted(set(marks))]
    KnownBefore.objects.bulk_create(rows, ignore_conflicts=True)


@leaving.step("people.known before", order=5)
def _known_before(leaver: Leaver, after: int) -> int | None:
    """First of all, while the addresses are still there; one that somebody who stays has, too, is not kept."""
    rows = Person.objects.filter(pk__in=leaver.person_ids, source_key__isnull=False)
    sources = [of_source(home, key or "") for home, key in rows.values_list("organisation_id", "source_key")]
    _keep([*map(of_address, leaver.own_addresses), *sources], timezone.now())
    return None
