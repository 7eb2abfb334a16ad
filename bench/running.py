"""Running a measurement: a new place for it, the measurement in a process of its own there, its figures back."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

from bench.place import ROOT, environment, settings_for


class Broken(RuntimeError):
    """A measurement ended without figures."""


def run(name: str, database: str, **keywords: Any) -> dict[str, Any]:
    """Measure in an empty place of this database."""
    with settings_for(database) as chosen:
        words = [sys.executable, "-m", "bench.inside", name, database, json.dumps(keywords)]
        done = subprocess.run(words, env=environment(chosen), cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode != 0:
        raise Broken(f"{name} on {database} ended with status {done.returncode}")
    return dict(json.loads(done.stdout.strip().splitlines()[-1]))
