"""`make check`: everything beside the quick suite; a failure does not hide the steps after it.

The demo that browsers look at is made once, beside the first steps, and copied for each file of tests.
"""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests import browser, postgres

BIN = Path(sys.executable).parent
PY = [sys.executable, "-m"]
AUDIT = "known faults in dependencies"
BROWSER = "browser"
STEPS: list[tuple[str, list[str]]] = [
    ("style", [str(BIN / "ruff"), "check", "."]),
    ("format", [str(BIN / "ruff"), "format", "--check", "."]),
    ("types", [str(BIN / "mypy"), "rapport"]),
    ("contracts", [str(BIN / "lint-imports")]),
    ("templates", [str(BIN / "djlint"), "rapport", "--lint", "--quiet"]),
    ("migrations", [*PY, "django", "makemigrations", "--check", "--dry-run"]),
    (AUDIT, [str(BIN / "pip-audit"), "--progress-spinner", "off", "--skip-editable"]),
    (BROWSER, [*PY, "pytest", "-m", "browser", "-n", "2"]),
    ("slow", [*PY, "pytest", "-m", "(slow or filled) and not browser", "-n", "2", "--dist", "worksteal"]),
    (
        "filled and walked on PostgreSQL",
        [*PY, "tests.run", "--only-postgresql", "-m", "(filled or walked) and not slow"],
    ),
]
UNREACHABLE = (
    "ConnectionError",
    "Max retries",
    "NameResolution",
    "Failed to establish",
    "ServiceError",
    "Connection refused",
    "Could not connect",
)
UNKNOWN = "could not be audited"  # said, with success, of each dependency that the list has no page for


def main() -> int:
    """Exit status 0 only when every step passed; names of steps as arguments run only these."""
    chosen = [(name, command) for name, command in STEPS if name in sys.argv[1:] or not sys.argv[1:]]
    with _demo_made(any(name == BROWSER for name, _ in chosen)) as demo:
        failed = [name for name, command in chosen if not _passes(name, command, demo)]
    if failed:
        print(f"\nFailed: {', '.join(failed)}")
    return 1 if failed else 0


@contextlib.contextmanager
def _demo_made(wanted: bool) -> Iterator[subprocess.Popen[bytes] | None]:
    """`rapport demo` in a folder of its own, under way; its name goes to the browser's tests."""
    if not wanted or browser.chromium() is None:
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="rapport-demo-") as folder:
        settings = os.environ | {"RAPPORT_DATA": folder, "RAPPORT_DATABASE_URL": "", "RAPPORT_PLAIN_STATIC": ""}
        making = subprocess.Popen([str(BIN / "rapport"), "demo"], env=settings, stdout=subprocess.DEVNULL)
        os.environ[browser.READY] = folder
        try:
            yield making
        finally:
            del os.environ[browser.READY]
            making.kill()
            making.wait()


def _passes(name: str, command: list[str], demo: subprocess.Popen[bytes] | None) -> bool:
    if name == BROWSER and demo is not None and demo.wait() != 0:
        print(f"FAILED {name}: the demo could not be made")
        return False
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="rapport-check-") as data:
        settings = {
            "RAPPORT_DATA": data,
            "DJANGO_SETTINGS_MODULE": "rapport.config.settings",
            "RAPPORT_PLAIN_STATIC": "1",
        }
        done = subprocess.run(command, env=os.environ | settings, capture_output=True, text=True, check=False)
    words = done.stdout + done.stderr
    good = done.returncode == 0 or (name == "slow" and done.returncode == 5)
    if name == AUDIT:
        good = _audited(words, good)
    print(f"{'ok    ' if good else 'FAILED'} {name} ({time.monotonic() - began:.0f} s)", flush=True)
    if not good or command[2:3] in (["pytest"], ["tests.run"]):
        print(words[-6000:] if not good else "\n".join(_summaries(words)), flush=True)
    return good


def _summaries(words: str) -> list[str]:
    return [line for line in words.splitlines() if re.search(r"\d+ passed", line)]


def _audited(words: str, good: bool) -> bool:
    """Whether nothing is known to be at fault; says loudly what could not be asked."""
    if not good and any(sign in words for sign in UNREACHABLE):
        print("*** The list of known faults cannot be reached: dependencies were NOT audited. ***")
        return True
    if missed := words.count(UNKNOWN):
        print(f"*** The list of known faults gives no answer for {missed} dependencies: these were NOT audited. ***")
    return good


if __name__ == "__main__":
    if postgres.binaries() is None:
        print("*** PostgreSQL's server binaries are not installed: what needs them is left out. ***")
    sys.exit(main())
