"""What each statement of the Loyalty page and of its files reads, as PostgreSQL says: never the answers one by one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

MOST_ROWS = 2_500  # of one node: the newest two thousand words are the widest that may be read
PAGES = (
    "/desk/loyalty",
    "/desk/loyalty?how=drawn",
    "/desk/loyalty.csv",
    "/desk/loyalty.xlsx",
    "/desk/loyalty/words",
    "/desk/loyalty/words?q=printer",
)
GROWING = ("surveys_", "insights_answer", "insights_saying", "promises_", "ledger_")


@dataclass(frozen=True)
class Read:
    """One node of a plan that reads a table."""

    page: str
    table: str
    node: str
    rows: int
    sql: str

    @property
    def wide(self) -> bool:
        """It goes through a growing table, or brings more rows than any page shows."""
        whole = self.node == "Seq Scan" and self.table.startswith(GROWING) and self.rows > 100
        return whole or self.rows > MOST_ROWS


def wide_reads(person_id: int, survey_id: int) -> tuple[int, list[str]]:
    """How many statements the pages ask, and those that read widely; kept figures are forgotten before each."""
    reads, statements = [], 0
    for page, sqls in _asked(person_id, survey_id):
        statements += len(sqls)
        reads += [one for sql in sqls for one in _plan(page, sql)]
    if statements < len(PAGES) or not reads:
        raise AssertionError(f"only {statements} statements were seen, {len(reads)} of them read a table")
    return statements, [f"{one.page}: {one.node} of {one.rows} {one.table}: {one.sql}" for one in reads if one.wide]


def _asked(person_id: int, survey_id: int) -> Iterator[tuple[str, list[str]]]:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.utils import timezone

    from bench.cast import session_of
    from rapport.domains.insights.queries import page as reading
    from rapport.domains.people.actions import issue_token
    from rapport.domains.people.queries import actor_of
    from rapport.foundation import prepared

    browser, session = Client(headers={"Host": "localhost"}), session_of(person_id)
    browser.cookies["sessionid"] = session
    token = issue_token(name="Plans", scopes=["loyalty:read"], actor=actor_of(person_id), at=timezone.now())
    for page in (*PAGES, f"/api/v1/loyalty/{survey_id}"):
        headers = {"Authorization": f"Bearer {token}"} if page.startswith("/api") else {}
        reading._frozen.cache_clear()
        values_written_in = patch.object(prepared, "cursor_of_kept_plans", connection.cursor)  # else $1 is explained
        with values_written_in, CaptureQueriesContext(connection) as caught:
            answer = browser.get(page, headers=headers)
        if answer.status_code != 200:
            raise AssertionError(f"{page} answered {answer.status_code}")
        yield page, [one["sql"] for one in caught.captured_queries if one["sql"].startswith(("SELECT", "WITH"))]


def _plan(page: str, sql: str) -> Iterator[Read]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {sql.replace('%', '%%')}", ())
        found = cursor.fetchone()[0]
    plan = json.loads(found) if isinstance(found, str) else found
    yield from _nodes(page, sql, plan[0]["Plan"])


def _nodes(page: str, sql: str, node: dict[str, Any]) -> Iterator[Read]:
    if "Relation Name" in node:
        taken = int(node["Actual Rows"] + node.get("Rows Removed by Filter", 0)) * int(node["Actual Loops"])
        yield Read(page, node["Relation Name"], node["Node Type"], taken, sql[:400])
    for under in node.get("Plans", ()):
        yield from _nodes(page, sql, under)
