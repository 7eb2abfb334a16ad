"""Figures out of samples: medians and percentiles by rank, and how busy the machine was."""

from __future__ import annotations

import contextlib
import json
import math
import os
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.place import OUT, Processes


def percentile(samples: Sequence[float], share: float) -> float:
    """The smallest sample that at least this share of all do not exceed.

    >>> percentile([4, 1, 3, 2], 0.5), percentile(range(1, 101), 0.95)
    (2, 95)
    """
    ordered = sorted(samples)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def load() -> float:
    """Processes that wanted to run during the last minute."""
    return round(os.getloadavg()[0], 2)


def busy_seconds(started: Processes) -> dict[str, float]:
    """Processor time of our processes with their children so far, and of this one: it does not depend on neighbours."""
    found = {"sender": time.process_time()}
    for number, process in enumerate(started.running):
        ticks = sum(_ticks(pid) for pid in _family(process.pid))
        found[f"{_name_of(process)} {number}"] = ticks / os.sysconf("SC_CLK_TCK")
    return found


def busy_by_part(process: subprocess.Popen[bytes]) -> dict[str, float]:
    """Processor time of what `rapport serve` has started so far, by part: each child with its own children."""
    found: dict[str, float] = {}
    for pid in _family(process.pid)[1:]:
        with contextlib.suppress(OSError):
            words = Path(f"/proc/{pid}/cmdline").read_text().split("\0")
            part = "web" if "granian" in words else words[-2]
            found[part] = round(found.get(part, 0.0) + _ticks(pid) / os.sysconf("SC_CLK_TCK"), 2)
    return found


def busy_of_postgresql(backend: int) -> float:
    """Processor time of a PostgreSQL server and all who are connected to it, found by one of these."""
    server = int(Path(f"/proc/{backend}/stat").read_text().rpartition(")")[2].split()[1])
    return sum(_ticks(pid) for pid in _family(server)) / os.sysconf("SC_CLK_TCK")


def keep(name: str, samples: Any) -> Path:
    """Write raw samples into bench/out."""
    OUT.mkdir(parents=True, exist_ok=True)
    path = OUT / f"{name}.json"
    path.write_text(json.dumps(samples, indent=1, default=str), encoding="utf-8")
    return path


def _name_of(process: subprocess.Popen[bytes]) -> str:
    words = [str(word) for word in process.args]  # type: ignore[union-attr]
    if "rapport.interfaces.cli.main" in words:
        return words[3]
    return "worker" if words[-1].endswith("_worker") else "web"


def _family(pid: int) -> list[int]:
    found = [pid]
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            for child in path.read_text().split():
                found += _family(int(child))
    return found


def _ticks(pid: int) -> int:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return sum(int(fields[place]) for place in (11, 12))
