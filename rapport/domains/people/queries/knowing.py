"""Since when people are known and in which language they are written to; for the system's jobs, in sets."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from rapport.domains.people.models import Person
from rapport.foundation.actors import Actor, NotFound

AT_ONCE = 1000


def languages_and_since(viewer: Actor, person_ids: Collection[int]) -> dict[int, tuple[str, date | None]]:
    """Language and the day since when each is known; one statement a thousand people."""
    if not viewer.reach.whole:
        raise NotFound
    every = sorted(person_ids)
    found: dict[int, tuple[str, date | None]] = {}
    for start in range(0, len(every), AT_ONCE):
        rows = Person.objects.filter(pk__in=every[start : start + AT_ONCE])
        found |= {pk: (said, since) for pk, said, since in rows.values_list("pk", "language", "known_since")}
    return found
