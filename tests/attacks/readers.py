"""Everything an attacker can read: FIGURES give numbers by margin and key, TEXTS give words; add each new reader here.

Pages, operations and queries come from tests/outsiders, so that a new one is attacked as soon as it has its line there.
"""

from __future__ import annotations

import csv
import html
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from rapport.domains.insights import queries as insights
from rapport.domains.insights.models import Release, ReleaseCell
from rapport.foundation.actors import Actor, NotAllowed, NotFound
from tests.attacks.siege import Siege
from tests.outsiders import pages
from tests.outsiders.api import OPERATIONS
from tests.test_outsiders import DOMAINS, table_of, tried
from tests.visitors import browser, plain

Seen = Mapping[tuple[str, str], int]
# Live by its own rule, how many answers have come in; and what differs between any two readings.
LIVE = re.compile(
    r"[\w,]+ answers? (since then|in all|ha(s|ve) arrived)|[\w,]+ of ([\w,]+ answered|them until then)"
    r"|\"received\": \d+|\"received_by_way\": \{[^}]*\}|(?<=['\"/])[\w-]{16}(?=['\"/])|name=\"seed\" value=\"\d+\""
)
MARGINS = {"month": "period", "service": "service", "site": "site"}


def by_command(siege: Siege, viewer: Actor) -> Seen:
    """`rapport score` in all its margins; rows and total."""
    found = {}
    for by, margin in MARGINS.items():
        told = insights.score_rows(viewer, by, survey_id=siege.survey_id)
        found |= {(margin, row["key"]): row["n"] for row in told["rows"] if row["n"]}
        if told["total"]["n"]:
            found["all", ""] = told["total"]["n"]
    return found


def by_page(siege: Siege, viewer: Actor) -> Seen:
    """The Loyalty page: every figure in it with its n."""
    page = insights.loyalty(viewer, survey_id=siege.survey_id)
    found = {("period", one.key): one.n for one in page.months if one.n}
    found |= {("all", ""): page.total.n} if page.total and page.total.n else {}
    for margin, many in (("service", page.services), ("site", page.sites)):
        found |= {(f"{margin}_quarter", point.key): point.n for one in many for point in one.points if point.n}
    for _, rates in page.rates:
        found |= {("rates", one.label): one.replied for one in rates if one.replied}
    return found


def rows(siege: Siege, viewer: Actor) -> dict[str, list[dict[str, Any]]]:
    """Every figure as rows of CSV, workbook and API; nothing where the viewer is refused."""
    client, asked = browser(viewer), {"survey": siege.survey_id}
    who = next(name for name, actor in siege.world.cast.everybody.items() if actor == viewer)
    token = {"Authorization": f"Bearer {siege.world.api_tokens[who]}"} if who in siege.world.api_tokens else {}
    file, book = (client.get(reverse(f"workspace:loyalty_{kind}"), asked) for kind in ("csv", "xlsx"))
    program = Client().get(f"/api/v1/loyalty/{siege.survey_id}", headers=token)
    found: dict[str, list[dict[str, Any]]] = {}
    if file.status_code == 200:
        found["csv"] = list(csv.DictReader(io.StringIO(file.content.decode())))
    if book.status_code == 200:
        lines = [*load_workbook(io.BytesIO(book.content))["Figures"].values]
        found["xlsx"] = [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]
    if program.status_code == 200:
        found["api"] = program.json()["rows"]
    return {name: [_written(row) for row in told] for name, told in found.items()}


@dataclass(frozen=True)
class Parts:
    """Of the Loyalty page, every group with its n as it stands in a table, and those that are said not to be shown."""

    shown: set[tuple[str, str]]
    hidden: set[str]


def parts_of_page(siege: Siege, viewer: Actor) -> Parts:
    """Services, sites and ways of help as a reader of the page sees them."""
    page = plain(browser(viewer).get("/desk/loyalty", {"survey": siege.survey_id}))
    found = page[page.index("<h2>By service</h2>") :].partition("<h2>Further questions</h2>")[0]
    found = html.unescape(found.partition("<h2>Who answered</h2>")[0])
    rows = re.findall(r'<tr[^>]*><th scope="row"[^>]*>(.*?)</th>(.*?)</tr>', found, re.DOTALL)
    numbers = [(label, re.findall(r'<td class="n"[^>]*>([\d,.]+)</td>', cells)) for label, cells in rows]
    silent = re.findall(r"Not shown \([^)]*\): ([^<]*)\.<", found)
    return Parts({(label, n[-1]) for label, n in numbers}, {name for said in silent for name in said.split(", ")})


def _written(row: dict[str, Any]) -> dict[str, str]:
    """Every value as a file writes it, so that the three can be compared; numbers in one way."""
    said = {key: "" if value is None else str(value).removeprefix("'") for key, value in row.items()}
    return {key: f"{float(value):g}" if _is_number(value) else value for key, value in said.items()}


def _is_number(value: str) -> bool:
    return re.fullmatch(r"-?\d+(\.\d+)?", value) is not None


FIGURES: Mapping[str, Callable[[Siege, Actor], Seen]] = {"command": by_command, "page": by_page}


def figures(siege: Siege, viewer: Actor) -> dict[str, Seen]:
    """What each reader of figures gives this viewer; nothing where it refuses."""
    found = {}
    for name, read in FIGURES.items():
        try:
            found[name] = read(siege, viewer)
        except (NotAllowed, NotFound):
            found[name] = {}
    return found


def released() -> dict[tuple[str, str], ReleaseCell]:
    """Everything of the newest release that is shown anywhere, by margin and label."""
    newest = Release.objects.order_by("-made_at", "-id")[0]
    return {(cell.margin, cell.label or cell.key): cell for cell in newest.cells.filter(hidden=False)}


def of_pages(siege: Siege, viewer: Actor) -> Iterator[tuple[str, str]]:
    """Every page that only shows, with what could be asked of it."""
    client = browser(viewer)
    mine = "workspace:" if viewer.staff else "portal:"
    named = [(name, page.on) for name, page in pages.PAGES.items() if page.post is None and name.startswith(mine)]
    named += [(name, lambda w: {}) for name in (*pages.OWN, "public:results", "public:results_csv") if not viewer.staff]
    for name, on in named:
        with tried():  # what the line makes for its address goes again
            yield name, plain(client.get(reverse(name, kwargs=on(siege.world))))


def of_programs(siege: Siege, viewer: Actor) -> Iterator[tuple[str, str]]:
    """Every operation of the API that only reads, page after page."""
    who = next(name for name, actor in siege.world.cast.everybody.items() if actor == viewer)
    token = {"Authorization": f"Bearer {siege.world.api_tokens[who]}"}
    for line, operation in OPERATIONS.items():
        if line.startswith("GET"):
            with tried():
                address = line.split(" ")[1].format(**(operation.on(siege.world) if operation.on else {}))
                yield line, "\n".join(_every_page(address, token))


def of_queries(siege: Siege, viewer: Actor) -> Iterator[tuple[str, str]]:
    """Every query of every domain that has a line in tests/outsiders."""
    for domain in DOMAINS:
        for name, case in table_of(domain, "queries").tried.items():
            with tried():
                try:
                    yield (
                        f"{domain}.{name}",
                        _as_text(case.do(siege.world, viewer, case.on(siege.world) if case.on else None)),
                    )
                except (NotAllowed, NotFound):
                    continue


TEXTS: Mapping[str, Callable[[Siege, Actor], Iterator[tuple[str, str]]]] = {
    "pages": of_pages,
    "programs": of_programs,
    "queries": of_queries,
}


def texts(siege: Siege, viewer: Actor, *kinds: str) -> dict[str, str]:
    """Everything this viewer is told, by where; live counts are left out."""
    found = {}
    for kind in kinds or tuple(TEXTS):
        found |= {f"{kind} {where}": LIVE.sub("", text) for where, text in TEXTS[kind](siege, viewer)}
    return found


def _every_page(address: str, token: dict[str, str]) -> Iterator[str]:
    after: dict[str, str] = {}
    while True:
        found = Client().get(address, after, headers=token)
        yield found.content.decode()
        page = json.loads(found.content) if found.status_code == 200 else None
        following = page.get("next") if isinstance(page, dict) else None
        if not following:
            return
        after = {"after": following}


def _as_text(found: Any) -> str:
    """Plain values of whatever a query gave, rows of tables by their columns."""
    if isinstance(found, list | tuple | set | frozenset):
        return "\n".join(_as_text(one) for one in found)
    if isinstance(found, dict):
        return _as_text([*found.keys(), *found.values()])
    if isinstance(found, str | int | float | bytes | None | bool) or callable(found):
        return repr(found) if not callable(found) else ""
    if is_dataclass(found):
        return _as_text({f.name: getattr(found, f.name) for f in fields(found)})
    inside = getattr(found, "__dict__", None)
    return _as_text({k: v for k, v in inside.items() if k[0] != "_"}) if inside else str(found)
