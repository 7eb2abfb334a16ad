"""The counters of contact from what each episode puts in: one `GROUP BY` of the database, only differences written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import connection

from rapport.domains.ledger.models import sets
from rapport.domains.ledger.models.counters import ContactSum
from rapport.domains.ledger.models.counting import folding
from rapport.domains.ledger.models.counting.folding import SUMS, Sums

ORPHANS = """
DELETE FROM ledger_countedepisode WHERE NOT EXISTS
 (SELECT 1 FROM ledger_episode WHERE ledger_episode.id = ledger_countedepisode.episode_id)
"""
EACH = {
    "postgresql": ("jsonb_each(parts) AS cells(alike, sums)", "sum((sums ->> {0})::bigint)::bigint"),
    "sqlite": ("(SELECT 1) CROSS JOIN json_each(parts) AS cells", "sum(json_extract(cells.value, '$[{0}]'))"),
}
ALIKE = {"postgresql": "alike", "sqlite": "cells.key"}
AT_ONCE = 5000
WRITTEN_ANEW = (
    *("ledger_episode", "ledger_sequence", "ledger_sequenceepisode", "ledger_relationship", "ledger_grouprelationship"),
    *("ledger_countedepisode", "ledger_contactsum", "ledger_acquaintances"),
)


def sum_contacts() -> None:
    """Call it in a transaction in which nobody else counts."""
    with connection.cursor() as cursor:
        cursor.execute(ORPHANS)
    wanted: dict[str, Sums] = {}
    for alike, *sums in _grouped():
        for cell in folding.cells(alike):
            wanted[cell] = folding.plus(wanted.get(cell, folding.NOTHING), tuple(sums))
    standing = {row[0]: row[1:] for row in ContactSum.objects.values_list("cell", *SUMS).iterator()}
    changed = [(cell, sums) for cell, sums in sorted(wanted.items()) if standing.get(cell) != sums]
    for start in range(0, len(changed), AT_ONCE):
        rows = [folding.row_of(cell, sums) for cell, sums in changed[start : start + AT_ONCE]]
        sets.upsert(ContactSum, folding.CONTACT, rows, key="cell")
    gone = sorted(standing.keys() - wanted.keys())
    for start in range(0, len(gone), AT_ONCE):
        ContactSum.objects.filter(cell__in=gone[start : start + AT_ONCE]).delete()


def _grouped() -> Iterator[tuple[Any, ...]]:
    """What is alike, and its sums over all episodes."""
    vendor = connection.vendor
    each, one = EACH[vendor]
    sums = ", ".join(one.format(number) for number in range(len(SUMS)))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {ALIKE[vendor]}, {sums} FROM ledger_countedepisode, {each} GROUP BY 1")
        yield from cursor.fetchall()


def let_plans_know() -> None:
    """PostgreSQL looks at what was written anew, or its plans read a team's relationships to find one person's.

    Left to itself it does so a minute or more later; SQLite plans by the shape of the tables.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {', '.join(WRITTEN_ANEW)}")
