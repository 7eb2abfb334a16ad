"""Measure each page over HTTP against a floor page, at two sizes, and keep every raw sample.

Both sizes are served at the same time by the web server as `rapport serve` starts it; each round asks the floor and
every page of both once, so that whatever else the machine does falls on all of them alike.
"""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.figures import keep, load, percentile
from bench.place import POSTGRESQL, ROOT, SQLITE, Processes, environment, settings_for, wait_for_port
from bench.web import Visitor

SMALL, LARGE = 10_000, 100_000
ROUNDS, WARM = 120, 5
MOST_MILLISECONDS, MOST_GROWTH = 80.0, 1.2
TIMES_FLOOR = {"queue": 2.0, "search": 2.0, "ticket": 3.0, "person": 3.0, "loyalty": 3.0, "request": 3.0}
OF_CUSTOMERS = {"request"}


class Incomplete(AssertionError):
    """A page came without something that belongs to it, so its time says nothing."""


@dataclass
class Served:
    """One filled place and the two people who look at it."""

    asked: dict[str, Any]
    agent: Visitor
    customer: Visitor
    samples: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    def ask(self, page: str, turn: int) -> float:
        """One request of a page; refuses to time a body that is not whole."""
        paths = self.asked["pages"][page]
        path, words = paths[turn % len(paths)]
        answer = (self.customer if page in OF_CUSTOMERS else self.agent).get(path)
        missing = [word for word, times in words.items() if answer.body.count(word) < times]
        if answer.status != 200 or missing:
            raise Incomplete(f"{path} answered {answer.status} without {missing}")
        return answer.milliseconds


def main(*, databases: tuple[str, ...] = (SQLITE, POSTGRESQL), rounds: int = ROUNDS) -> bool:
    """Measure on both databases and print; True when every page keeps its limits."""
    good = [_report(database, measured(database, rounds=rounds)) for database in databases]
    return all(good)


def measured(database: str, *, rounds: int = ROUNDS, sizes: tuple[int, int] = (SMALL, LARGE)) -> dict[str, Any]:
    """Fill two places of this database, ask everything of both by turns, and keep the samples."""
    with contextlib.ExitStack() as stack:
        small, large = (stack.enter_context(served(database, size)) for size in sizes)
        before = load()
        for turn in range(WARM + rounds):
            for page in large.asked["pages"]:
                for one in (small, large):
                    took = one.ask(page, turn)
                    if turn >= WARM:
                        one.samples[page].append(took)
        raw = {str(size): dict(one.samples) for size, one in zip(sizes, (small, large), strict=True)}
        result = {
            "database": database,
            "rounds": rounds,
            "load": [before, load()],
            "sizes": [{k: v for k, v in one.asked.items() if isinstance(v, int)} for one in (small, large)],
            "pages": judged(small.samples, large.samples),
        }
    keep(f"pages-{database}", result | {"samples": raw})
    return result


def judged(small: dict[str, list[float]], large: dict[str, list[float]]) -> dict[str, dict[str, Any]]:
    """Each page's figures at the larger size, against the smaller one and against the floor, and what it misses."""
    floor = percentile(large["floor"], 0.5)
    return {page: _figures(page, small[page], took, floor) for page, took in large.items()}


def _figures(page: str, small: list[float], large: list[float], floor: float) -> dict[str, Any]:
    middle = percentile(large, 0.5)
    growth, times = middle / percentile(small, 0.5), middle / floor
    figures = {"n": len(large), "p50": middle, "p95": percentile(large, 0.95)}
    limit = next((most for name, most in TIMES_FLOOR.items() if page.startswith(name)), None)
    misses = [
        *(["p95"] if figures["p95"] > MOST_MILLISECONDS else []),
        *(["growth"] if page != "floor" and growth > MOST_GROWTH else []),
        *(["floor"] if limit is not None and times > limit else []),
    ]
    return figures | {"growth": round(growth, 2), "times_floor": round(times, 2), "limit": limit, "misses": misses}


@contextlib.contextmanager
def served(database: str, tickets: int) -> Iterator[Served]:
    """A place of this size with its web server running."""
    with settings_for(database) as chosen:
        chosen["DJANGO_SETTINGS_MODULE"] = "bench.settings"
        words = [sys.executable, "-m", "bench.inside", "loader", database, json.dumps({"tickets": tickets})]
        done = subprocess.run(words, env=environment(chosen), cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
        asked = json.loads(done.stdout.strip().splitlines()[-1])
        processes = Processes(Path(chosen["RAPPORT_DATA"]), chosen)
        port = int(chosen["RAPPORT_PORT"])
        try:
            processes.start_python(*_web(database, port))
            wait_for_port(port, seconds=90)
            yield Served(asked, Visitor(port, asked["agent"]), Visitor(port, asked["customer"]))
        finally:
            processes.stop()


def _web(database: str, port: int) -> list[str]:
    """The same words as the supervisor's."""
    workers = "2" if database == POSTGRESQL else "1"
    return [
        *("-m", "granian", "--interface", "wsgi", "--no-ws", "--log-level", "warning"),
        *("--host", "127.0.0.1", "--port", str(port), "--workers", workers, "--blocking-threads", "4"),
        *("--backlog", "1024", "rapport.config.wsgi:application"),
    ]


def _report(database: str, result: dict[str, Any]) -> bool:
    print(f"\n{database}: server time in ms, {result['rounds']} requests of each page, load {result['load']}")
    print(f"{'page':22}{'p50':>8}{'p95':>8}{'growth':>8}{'floor ×':>9}  misses")
    for page, one in result["pages"].items():
        figures = f"{one['p50']:8.1f}{one['p95']:8.1f}{one['growth']:8.2f}{one['times_floor']:9.2f}"
        print(f"{page:22}{figures}  {', '.join(one['misses'])}")
    return not any(one["misses"] for one in result["pages"].values())
