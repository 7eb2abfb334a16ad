"""Adding to the counters: the database sums, names each counter by its hash and adds, in one statement."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection

ALIKE = ("survey_id", "view", "month", "how", "organisation_id", "site_id", "service_id", "stratum", "score")
FURTHER = ("question", "part")
NAMES = (*ALIKE, *FURTHER)
COLUMNS = ", ".join(f'"{name}"' for name in NAMES)

# A counter that another transaction deletes or makes at the same moment is neither lost nor made twice: the database
# looks again. All lock counters in one order, that of their hashes. "WHERE true" tells SQLite this ON from a join's.
ADD = """
INSERT INTO insights_answercount ({columns}, answered, asked, cell)
SELECT {columns}, answered, asked, {cell} FROM ({found}) AS found WHERE true ORDER BY 14
ON CONFLICT (cell) DO UPDATE SET answered = insights_answercount.answered + excluded.answered,
  asked = insights_answercount.asked + excluded.asked
"""
DELTAS = """
SELECT {columns}, CAST(sum(answered) AS integer) AS answered, CAST(sum(asked) AS integer) AS asked
FROM insights_answerdelta WHERE id IN ({ids}) GROUP BY {columns}
"""


def add(found: str, values: Sequence[Any] = ()) -> None:
    """Add what a SELECT finds: each counter once, with the columns NAMES, answered and asked."""
    with connection.cursor() as cursor:
        cursor.execute(ADD.format(columns=COLUMNS, cell=_cell(), found=found), values)


def add_deltas(ids: Sequence[int]) -> None:
    """Add these delta rows, which the caller has locked and deletes."""
    if ids:
        add(DELTAS.format(columns=COLUMNS, ids=", ".join(str(int(pk)) for pk in ids)))


def _cell() -> str:
    """What is alike as a hash; question and part stand in it only where there is one, as in older rows."""
    said = " || '|' || ".join(_text(name) for name in ALIKE)
    for name in FURTHER:
        said += f" || CASE WHEN {name} = '' THEN '' ELSE '|{name}=' || {name} END"
    return f"encode(sha256(convert_to({said}, 'UTF8')), 'hex')" if _is_postgresql() else f"SHA256({said})"


def _text(name: str) -> str:
    if name == "month" and _is_postgresql():
        return "to_char(month, 'YYYY-MM-DD')"  # whatever DateStyle says
    return f"coalesce(CAST(\"{name}\" AS text), 'None')"


def _is_postgresql() -> bool:
    return connection.vendor == "postgresql"
