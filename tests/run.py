"""`make test`: the suite on SQLite, then what asks for a database on a real PostgreSQL; one line each.

What it is called with goes to pytest: `make check` lets it run on PostgreSQL what fills whole places and what walks
through every door there is.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile

from tests import postgres

SECOND_ONLY = "--only-postgresql"
QUICK = "not browser and not slow and not filled"
HOW = [
    "-n",
    os.environ.get("RAPPORT_TEST_WORKERS", "2"),
    "--dist",
    "worksteal",
]
SECOND = ["-m", f"{QUICK} and not walked"]


def main() -> int:
    """Exit status 0 only when both runs passed."""
    extra = [word for word in sys.argv[1:] if word != SECOND_ONLY]
    results = [] if SECOND_ONLY in sys.argv else [_suite("SQLite", {}, ["-m", QUICK, *extra])]
    if postgres.binaries() is None:
        print("\n*** PostgreSQL was NOT tested: its server binaries are not installed (package postgresql). ***\n")
        return max(results, default=0)
    with postgres.server() as url:
        results.append(_suite("PostgreSQL", {"RAPPORT_DATABASE_URL": url}, ["--only-database", *(extra or SECOND)]))
    return max(results)


def _suite(name: str, more: dict[str, str], extra: list[str]) -> int:
    print(f"== {name} ==", flush=True)
    with tempfile.TemporaryDirectory(prefix="rapport-test-") as data:
        environment = os.environ | {"RAPPORT_DATA": data} | more
        return subprocess.run([sys.executable, "-m", "pytest", *HOW, *extra], env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
