"""How many queries each page takes on the small world, against a file that a person has looked at.

Rewrite it with RAPPORT_REWRITE_COUNTS=1 and read the difference before keeping it.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.outsiders import pages
from tests.visitors import browser, plain
from tests.world import World

pytestmark = pytest.mark.walked

FILE = Path(__file__).with_name("query_counts.json")
MOST = 40
VISITED = {"portal:home": "marta", "portal:requests": "marta", "portal:relationship": "marta"}
LEADS_ON = ("portal:service_by_number",)  # an old address
# One searches with fewer words until something is found; the other reads its columns in one answer or in parts.
VARIES = ("workspace:earlier", "workspace:survey_plan")
PUBLIC = ("public:results", "portal:sign_in")


def count(who: str, name: str, world: World) -> int:
    """Queries of one visit by somebody who is signed in, session and person included."""
    client = browser(world.cast.everybody[who])
    address = reverse(name, kwargs=pages.PAGES[name].on(world) if name in pages.PAGES else None)
    plain(client.get(address))  # the first visit warms what is read once for each process
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200, name
    saves = [q for q in queries.captured_queries if "SAVEPOINT" in (q["sql"] or "")]
    return len(queries) - len(saves)


def counted(world: World) -> dict[str, int]:
    """Every page that is opened by a GET."""
    opened = {name: page.insider for name, page in pages.PAGES.items() if page.post is None and name not in LEADS_ON}
    opened |= VISITED | dict.fromkeys(PUBLIC, "nobody")
    opened |= {"workspace:settings_team": "ines", "workspace:settings_agent": "ines"}
    return {name: count(who, name, world) for name, who in sorted(opened.items())}


def test_each_page_takes_as_many_queries_as_were_reviewed(world: World) -> None:
    found = counted(world)
    if os.environ.get("RAPPORT_REWRITE_COUNTS"):
        FILE.write_text(json.dumps(found, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    reviewed = json.loads(FILE.read_text(encoding="utf-8"))
    assert [name for name in VARIES if abs(found.pop(name) - reviewed.pop(name)) > 5] == []
    assert found == reviewed


def test_no_reviewed_page_is_greedy() -> None:
    greedy = {name: n for name, n in json.loads(FILE.read_text(encoding="utf-8")).items() if n > MOST}
    assert greedy == {}
