"""What writing a list of messages needs and may be read before the transaction begins, which holds the write lock."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from rapport.domains.desk.models import Ticket
from rapport.domains.ledger import queries as ledger
from rapport.domains.promises import queries as promises
from rapport.foundation.actors import Actor


@dataclass(frozen=True)
class Asker:
    """Somebody who opens a ticket: where they are, and how a letter addresses them."""

    name: str
    language: str
    zone: str
    site_id: int | None
    chosen: bool = False  # the language is their own choice, not their organisation's


@dataclass(frozen=True)
class Beforehand:
    """Everything that stays as it is while the list is written; what is None is read by those who need it."""

    askers: Mapping[int, Asker] = field(default_factory=dict)
    grounds: Any = None
    gaps: Any = None
    suppressed: Mapping[str, str] | None = None
    numbers: Sequence[int] = ()  # of tickets, taken for this list


def beforehand(viewer: Actor, person_ids: Collection[int], *, suppressed: Mapping[str, str]) -> Beforehand:
    """All of it, for those who write and with what is known of their addresses."""
    return Beforehand(
        askers=askers(viewer, person_ids),
        grounds=promises.estimates_grounds(viewer),
        gaps=ledger.gaps_in_force(viewer),
        suppressed=suppressed,
    )


def askers(viewer: Actor, person_ids: Collection[int]) -> dict[int, Asker]:
    """Persons as their tickets need them; who may open a ticket for them has been asked before. One query."""
    persons = Ticket._meta.get_field("requester").related_model._default_manager  # type: ignore[union-attr]
    rows = persons.filter(pk__in=set(person_ids)).values_list(
        "pk", "name", "language", "organisation__language", "organisation__zone", "site_id"
    )
    return {pk: Asker(name, own or theirs, zone, site_id, bool(own)) for pk, name, own, theirs, zone, site_id in rows}
