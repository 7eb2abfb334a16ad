"""From the acts of episodes to what they put into the counters, and how a difference gets there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, date, datetime
from functools import lru_cache
from operator import add, sub
from typing import Any
from zoneinfo import ZoneInfo

from rapport.domains.ledger.models.acts import Act
from rapport.domains.ledger.models.counters import Acquaintances, ContactSum
from rapport.domains.ledger.types import Direction
from rapport.measures.effort import Effort

SUMS = (
    *("acts", "begun", "repeats", "hand_offs", "turns", "waits", "waited"),
    *("worked", "n_worked", "stated", "n_stated"),
)
NOTHING = (0,) * len(SUMS)
AT_ONCE = 500
Sums = tuple[int, ...]
Parts = dict[str, Sums]
"""What is alike, in words → sums."""


def parts_of(told: Iterable[tuple[Any, Effort]]) -> dict[int, Parts]:
    """By episode what its acts put into the counters."""
    found: dict[int, Parts] = defaultdict(dict)
    for row, effort in told:
        parts, cell = found[row.episode_id], _alike(row)
        sums = _sums(effort)
        parts[cell] = tuple(map(add, parts[cell], sums)) if cell in parts else sums
    return dict(found)


def _sums(effort: Effort) -> Sums:
    return (effort.contacts, *effort[4:])


def _alike(row: Any) -> str:
    month = _month(row.at, row.organisation__zone)
    return _cell(
        row.organisation_id,
        row.site_id,
        row.team_id,
        row.service_id,
        month,
        row.channel,
        row.direction,
        planned=row.planned,
    )


@lru_cache(maxsize=20_000)  # acts of one place and month are alike, and there are millions of them
def _cell(*alike: Any, planned: bool) -> str:
    return "|".join("" if one is None else str(one) for one in (*alike, int(planned)))


def _month(at: datetime, zone: str) -> str:
    """In this zone, of which none is further than a day from UTC, so that most days need not be moved there."""
    here = at if 1 < at.day < 28 and at.tzinfo is UTC else at.astimezone(ZoneInfo(zone))
    return f"{here.year:04}-{here.month:02}"


def difference(new: Mapping[str, Sums], old: Mapping[str, Sums]) -> Parts:
    """What is to be added to go from the old parts to the new ones."""
    found = {cell: tuple(map(sub, new.get(cell, NOTHING), old.get(cell, NOTHING))) for cell in {*new, *old}}
    return {cell: sums for cell, sums in found.items() if any(sums)}


def add_contacts(changes: Iterable[Parts]) -> None:
    """Add differences to the counters of organisations and of sites; a counter of nothing stays at zero."""
    added: Parts = {}
    for change in changes:
        for alike, sums in change.items():
            for cell in cells(alike):
                added[cell] = tuple(map(add, added.get(cell, NOTHING), sums))
    wanted = sorted(cell for cell, sums in added.items() if any(sums))
    for start in range(0, len(wanted), AT_ONCE):
        some = wanted[start : start + AT_ONCE]
        stand = {row[0]: row[1:] for row in _standing(some)}
        rows = [_count(cell, tuple(map(add, stand.get(cell, NOTHING), added[cell]))) for cell in some]
        ContactSum.objects.bulk_create(rows, update_conflicts=True, unique_fields=["cell"], update_fields=list(SUMS))


def _standing(cells: Collection[str]) -> Iterable[tuple[Any, ...]]:
    return ContactSum.objects.select_for_update().filter(cell__in=cells).values_list("cell", *SUMS)


def cells(alike: str) -> list[str]:
    """The counter of the organisation, without the site, and that of the site where there is one."""
    organisation, site, rest = alike.split("|", 2)
    whole = f"organisation|{organisation}||{rest}"
    return [whole, f"site|{organisation}|{site}|{rest}"] if site else [whole]


CONTACT = (
    *("cell", "view", "organisation_id", "site_id", "team_id", "service_id"),
    *("month", "channel", "direction", "planned", *SUMS),
)


def row_of(cell: str, sums: Sums) -> tuple[Any, ...]:
    """A counter, column by column."""
    view, organisation, site, team, service, month, channel, direction, planned = cell.split("|")
    ids = (int(organisation), _id(site), _id(team), _id(service))
    return (cell, view, *ids, date.fromisoformat(f"{month}-01"), channel, direction, planned == "1", *sums)


def _count(cell: str, sums: Sums) -> ContactSum:
    return ContactSum(**dict(zip(CONTACT, row_of(cell, sums), strict=True)))


def plus(one: Sums, other: Sums) -> Sums:
    """Both together."""
    return tuple(map(add, one, other))


def _id(said: str) -> int | None:
    return int(said) if said else None


ACQUAINTANCE = ("cell", "organisation_id", "site_id", "person_id", "author_id", "team_id", "acts", "last_at")


def add_acquaintances(rows: Iterable[Any]) -> None:
    """Count acts that are new to the counters: whom they are of, which of us acted, when the last was."""
    added = met(rows)
    stand = Acquaintances.objects.select_for_update().filter(cell__in=added).values_list("cell", "acts", "last_at")
    for cell, acts, last_at in stand:
        added[cell] = [added[cell][0] + acts, max(added[cell][1], last_at)]
    made = [
        Acquaintances(**dict(zip(ACQUAINTANCE, (cell, *ids_of(cell), acts, last_at), strict=True)))
        for cell, (acts, last_at) in sorted(added.items())
    ]
    Acquaintances.objects.bulk_create(
        made, update_conflicts=True, unique_fields=["cell"], update_fields=["acts", "last_at"]
    )


def met(rows: Iterable[Any]) -> dict[str, list[Any]]:
    """Who met whom in these acts: how often, and when the last was."""
    found: dict[str, list[Any]] = {}
    for row in rows:
        for cell in _pairs(row):
            known = found.setdefault(cell, [0, row.at])
            known[0], known[1] = known[0] + 1, max(known[1], row.at)
    return found


def _pairs(row: Any) -> list[str]:
    head, person, team = f"{row.organisation_id}|", row.person_id, "" if row.team_id is None else row.team_id
    places = ("", row.site_id) if row.site_id is not None else ("",)
    authors = ("", row.author_id) if row.direction == Direction.OURS and row.author_id is not None else ("",)
    return [f"{head}{place}|{person}|{author}|{team}" for place in places for author in authors]


def ids_of(cell: str) -> tuple[int | None, ...]:
    """Organisation, site, person, author and team of a pair."""
    return tuple(_id(one) for one in cell.split("|"))


def rows_of(episode_ids: Collection[int]) -> Any:
    """The acts of these episodes."""
    return Act.objects.filter(episode_id__in=episode_ids)
