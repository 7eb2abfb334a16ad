"""From the acts of episodes to what they put into the counters, and how a difference gets there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
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
        parts[cell] = tuple(map(add, parts.get(cell, NOTHING), _sums(effort)))
    return dict(found)


def _sums(effort: Effort) -> Sums:
    return (effort.contacts, *effort[4:])


def _alike(row: Any) -> str:
    month = row.at.astimezone(ZoneInfo(row.organisation__zone)).strftime("%Y-%m")
    ids = (row.organisation_id, row.site_id, row.team_id, row.service_id)
    told = (*("" if one is None else str(one) for one in ids), month, row.channel, row.direction, str(int(row.planned)))
    return "|".join(told)


def difference(new: Mapping[str, Sums], old: Mapping[str, Sums]) -> Parts:
    """What is to be added to go from the old parts to the new ones."""
    found = {cell: tuple(map(sub, new.get(cell, NOTHING), old.get(cell, NOTHING))) for cell in {*new, *old}}
    return {cell: sums for cell, sums in found.items() if any(sums)}


def add_contacts(changes: Iterable[Parts]) -> None:
    """Add differences to the counters of organisations and of sites; a counter of nothing stays at zero."""
    added: Parts = {}
    for change in changes:
        for alike, sums in change.items():
            for cell in _cells(alike):
                added[cell] = tuple(map(add, added.get(cell, NOTHING), sums))
    wanted = sorted(cell for cell, sums in added.items() if any(sums))
    for start in range(0, len(wanted), AT_ONCE):
        some = wanted[start : start + AT_ONCE]
        stand = {row[0]: row[1:] for row in _standing(some)}
        rows = [_count(cell, tuple(map(add, stand.get(cell, NOTHING), added[cell]))) for cell in some]
        ContactSum.objects.bulk_create(rows, update_conflicts=True, unique_fields=["cell"], update_fields=list(SUMS))


def _standing(cells: Collection[str]) -> Iterable[tuple[Any, ...]]:
    return ContactSum.objects.select_for_update().filter(cell__in=cells).values_list("cell", *SUMS)


def _cells(alike: str) -> list[str]:
    """The counter of the organisation, without the site, and that of the site where there is one."""
    organisation, site, rest = alike.split("|", 2)
    whole = f"organisation|{organisation}||{rest}"
    return [whole, f"site|{organisation}|{site}|{rest}"] if site else [whole]


def _count(cell: str, sums: Sums) -> ContactSum:
    view, organisation, site, team, service, month, channel, direction, planned = cell.split("|")
    return ContactSum(
        cell=cell,
        view=view,
        organisation_id=int(organisation),
        site_id=_id(site),
        team_id=_id(team),
        service_id=_id(service),
        month=date.fromisoformat(f"{month}-01"),
        channel=channel,
        direction=direction,
        planned=planned == "1",
        **dict(zip(SUMS, sums, strict=True)),
    )


def _id(said: str) -> int | None:
    return int(said) if said else None


def add_acquaintances(rows: Iterable[Any]) -> None:
    """Count acts that are new to the counters: whom they are of, which of us acted, when the last was."""
    met: dict[str, list[Any]] = {}
    for row in rows:
        for cell in _pairs(row):
            known = met.setdefault(cell, [0, row.at])
            known[0], known[1] = known[0] + 1, max(known[1], row.at)
    stand = Acquaintances.objects.select_for_update().filter(cell__in=met).values_list("cell", "acts", "last_at")
    for cell, acts, last_at in stand:
        met[cell] = [met[cell][0] + acts, max(met[cell][1], last_at)]
    made = [_acquaintance(cell, acts, last_at) for cell, (acts, last_at) in sorted(met.items())]
    Acquaintances.objects.bulk_create(
        made, update_conflicts=True, unique_fields=["cell"], update_fields=["acts", "last_at"]
    )


def _pairs(row: Any) -> list[str]:
    team = "" if row.team_id is None else row.team_id
    places = ["", row.site_id] if row.site_id is not None else [""]
    authors = ["", row.author_id] if row.direction == Direction.OURS and row.author_id is not None else [""]
    return [f"{row.organisation_id}|{place}|{row.person_id}|{author}|{team}" for place in places for author in authors]


def _acquaintance(cell: str, acts: int, last_at: Any) -> Acquaintances:
    organisation, site, person, author, team = cell.split("|")
    return Acquaintances(
        cell=cell,
        organisation_id=int(organisation),
        site_id=_id(site),
        person_id=int(person),
        author_id=_id(author),
        team_id=_id(team),
        acts=acts,
        last_at=last_at,
    )


def rows_of(episode_ids: Collection[int]) -> Any:
    """The acts of these episodes."""
    return Act.objects.filter(episode_id__in=episode_ids)
