"""Acts of many people as plain tuples: read in one query, with the facts that hold and whose history they are of."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from operator import itemgetter
from typing import NamedTuple

from rapport.domains.ledger.models import sets
from rapport.domains.ledger.models.acts import Act
from rapport.domains.ledger.models.histories.whole import CORRECTED
from rapport.domains.ledger.rules import OWN_WORDS, as_corrected
from rapport.domains.ledger.types import QUIET, Audience, Ref

FACTS = (
    *("person_id", "organisation_id", "organisation__zone", "site_id", "team_id", "service_id", "author_id"),
    *("channel", "direction", "planned", "completes", "minutes", "audience", "title"),
    *("corrects", "ref_kind", "ref_id", "episode_id"),
)


class _Facts(NamedTuple):
    """What is known of one act; `person` is the row its human keeps."""

    id: int
    at: datetime
    person: int
    person_id: int
    organisation_id: int
    organisation__zone: str
    site_id: int | None
    team_id: int | None
    service_id: int | None
    author_id: int | None
    channel: str
    direction: str
    planned: bool
    completes: bool
    minutes: int | None
    audience: str
    title: str
    corrects: int | None
    ref_kind: str
    ref_id: int | None
    episode_id: int | None
    ref: Ref | None
    quiet: bool


class Told(_Facts):
    """One act as the rules of episodes, of effort and of the counters take it."""

    __slots__ = ()

    # As the measures call them; a getter in C, for it is asked several times for each of millions.
    team = property(itemgetter(7))
    service = property(itemgetter(8))
    reference = property(itemgetter(21))

    @property
    def contact(self) -> bool:
        """What both sides know of: the same as `contacting.COUNTING` says to the database."""
        return self.audience == Audience.BOTH and self.channel not in QUIET


def acts_of(human: Mapping[int, int]) -> list[Told]:
    """Every act of these rows, corrections among them; human: row → the row kept."""
    return [
        Told._make((*row[:2], human[row[2]], *row[2:], _ref(row[17], row[18]), row[9] in QUIET)) for row in _ACTS(human)
    ]


_ACTS = sets.Those("person_id", lambda: Act.objects.order_by().values_list("id", "at", *FACTS))


def _ref(kind: str, ref_id: int | None) -> Ref | None:
    return (kind, ref_id) if ref_id is not None else None


def as_they_hold(told: Iterable[Told]) -> tuple[list[Told], dict[int, list[int]]]:
    """The acts but corrections, each with the facts that hold now; and act → its corrections."""
    every = list(told)
    corrected = {row.person for row in every if row.corrects is not None}
    if not corrected:
        return every, {}
    plain = [row for row in every if row.person not in corrected]
    righted = _righted([row for row in every if row.person in corrected])
    return plain + [row for row, _ in righted], {row.id: ids for row, ids in righted if ids}


def _righted(told: Collection[Told]) -> list[tuple[Told, list[int]]]:
    corrections = Act.objects.filter(pk__in=[row.id for row in told if row.corrects is not None])
    words = set(corrections.filter(source_key__startswith=OWN_WORDS).values_list("pk", flat=True))
    rows = [row._asdict() | {"source_key": OWN_WORDS if row.id in words else ""} for row in told]
    found = []
    for row in as_corrected(rows, facts=CORRECTED):
        held = {name: row[name] for name in Told._fields}
        held["ref"], held["quiet"] = _ref(row["ref_kind"], row["ref_id"]), row["channel"] in QUIET
        found.append((Told(**held), row["corrections"]))
    return found
