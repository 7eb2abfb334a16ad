"""Sequences from a table: each row read with the names of this place, refused with a reason where one is unknown."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from functools import cached_property

from rapport.domains.desk import queries as desk
from rapport.domains.ledger import actions as ledger
from rapport.domains.ledger import queries as memory
from rapport.domains.ledger.types import NewSequence, Ref
from rapport.domains.people import queries as people
from rapport.foundation.actors import Actor
from rapport.interfaces.imports.reading import Line, Row, Sheet
from rapport.interfaces.imports.refusing import RefusedRow

NEEDED = ("key", "kind", "name", "organisation", "starts")
COLUMNS = (*NEEDED, "ends", "owner", "service", "site", "people", "tickets", "source")
SHOWN = 3  # unknown numbers named in a reason


class WrongRow(ValueError):
    """The row cannot be taken in; the text says why."""


@dataclass
class Counts:
    """What became of a file."""

    rows: int = 0
    made: int = 0
    changed: int = 0
    known: int = 0
    joined: int = 0
    refused: list[RefusedRow] = field(default_factory=list)

    def as_json(self) -> dict[str, int]:
        """The counts by name, as every import says them; `joined` counts episodes."""
        return {
            "rows": self.rows,
            "made": self.made,
            "changed": self.changed,
            "known": self.known,
            "episodes_joined": self.joined,
            "refused": len(self.refused),
        }


def take(sheet: Sheet, *, actor: Actor, at: datetime, advance: Callable[[int], None]) -> Counts:
    """Take in every row, each in a transaction of its own: stopped anywhere, the same file goes on where it was."""
    counts, names = Counts(), Names(actor)
    seen: dict[tuple[int, str], int] = {}
    for line in sheet.lines():
        counts.rows += 1
        try:
            _take(line, names, counts, seen, at)
        except (WrongRow, ledger.WrongSequence) as error:
            counts.refused.append(RefusedRow(line.number, str(error), line.row))
        advance(1)
    return counts


def _take(line: Line, names: Names, counts: Counts, seen: dict[tuple[int, str], int], at: datetime) -> None:
    if line.wrong:
        raise WrongRow(line.wrong)
    given = names.read(line.row)
    first = seen.setdefault((given.organisation_id, given.source_key), line.number)
    if first != line.number:
        raise WrongRow(f"The key stands on line {first} already.")
    done = ledger.take_sequence(given, actor=names.actor, at=at)
    counts.joined += done.joined
    counts.made += done.made
    counts.changed += done.changed
    counts.known += not (done.made or done.changed)


@dataclass
class Names:
    """What the words of a table mean here; read once."""

    actor: Actor

    @cached_property
    def organisations(self) -> dict[str, int]:
        """By name."""
        return {one.name.casefold(): one.pk for one in people.organisations(self.actor)}

    @cached_property
    def services(self) -> dict[str, int]:
        """By name."""
        return {name.casefold(): pk for pk, name in people.service_names(self.actor)}

    @cached_property
    def sites(self) -> dict[tuple[int, str], int]:
        """By organisation and name."""
        return {(one.organisation_id, one.name.casefold()): one.pk for one in people.sites(self.actor)}

    def read(self, row: Row) -> NewSequence:
        """One row in our words; WrongRow says what is not known here."""
        organisation_id = _one_of(self.organisations, _needed(row, "organisation"), "organisation")
        source, key = row.get("source", ""), _needed(row, "key")
        site = row.get("site", "")
        starts = _day(_needed(row, "starts"), "starts")
        return NewSequence(
            source_key=f"{source}:{key}" if source else key,
            organisation_id=organisation_id,
            kind=_needed(row, "kind").lower(),
            name=_needed(row, "name"),
            started_at=datetime.combine(starts, time(), UTC),
            ends_on=_day(row["ends"], "ends") if row.get("ends") else None,
            owner_id=self._owner(row.get("owner", "")),
            service_id=_one_of(self.services, row["service"], "service") if row.get("service") else None,
            refs=self._refs(_several(row.get("tickets", "")), source, organisation_id),
            person_ids=tuple(self._person(one, organisation_id) for one in _several(row.get("people", ""))),
            site_id=self._site(site, organisation_id) if site else None,
        )

    def _site(self, name: str, organisation_id: int) -> int:
        found = self.sites.get((organisation_id, name.casefold()))
        if found is None:
            raise WrongRow(f"The organisation has no site {name!r} here. Import it first, or leave the site out.")
        return found

    def _owner(self, address: str) -> int | None:
        if not address:
            return None
        staff = [card.id for card in people.people_with_address(self.actor, address) if card.staff]
        if not staff:
            raise WrongRow(f"Nobody who serves has the address {address!r}. Its owner looks back at its end.")
        return staff[0]

    def _person(self, address: str, organisation_id: int) -> int:
        cards = people.people_with_address(self.actor, address)
        found = [card.id for card in cards if card.organisation_id == organisation_id]
        if not found:
            raise WrongRow(f"Nobody of this organisation has the address {address!r} here. Import people first.")
        return found[0]

    def _refs(self, numbers: list[str], source: str, organisation_id: int) -> tuple[Ref, ...]:
        """Our own keys, numbers of the desk an import brought here, or of a feed."""
        if not numbers:
            return ()
        found = desk.refs_of_keys(self.actor, numbers, organisation_id=organisation_id)
        if source:
            found |= memory.matters_of_source(self.actor, source, numbers, organisation_id=organisation_id)
            found |= desk.refs_of_source(self.actor, source, numbers, organisation_id=organisation_id)
        missing = [one for one in numbers if one not in found]
        if missing:
            more = f" and {len(missing) - SHOWN} more" if len(missing) > SHOWN else ""
            named = ", ".join(missing[:SHOWN])
            raise WrongRow(f"No ticket of this organisation is called {named}{more}. Import tickets first.")
        return tuple(found[one] for one in numbers)


def _needed(row: Row, name: str) -> str:
    if not row.get(name):
        raise WrongRow(f"There is no {name}.")
    return row[name]


def _one_of(known: dict[str, int], name: str, kind: str) -> int:
    found = known.get(name.casefold())
    if found is None:
        raise WrongRow(f"There is no {kind} called {name[:60]!r} here. Import it first.")
    return found


def _several(words: str) -> list[str]:
    return list(dict.fromkeys(one for raw in words.split(";") if (one := raw.strip())))


def _day(words: str, name: str) -> date:
    try:
        return date.fromisoformat(words[:10])
    except ValueError:
        raise WrongRow(f"{name}: {words[:20]!r} is no day. Write it as 2026-11-30.") from None


def unknown_columns(columns: Iterable[str]) -> list[str]:
    """Columns that mean nothing here; they are left aside, and the run says so."""
    return [name for name in columns if name and name not in COLUMNS]
