"""The environment of every test run, set before settings are read (named in pyproject's addopts)."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

os.environ.setdefault("RAPPORT_DATA", tempfile.mkdtemp(prefix="rapport-test-"))
os.environ.setdefault("RAPPORT_SECRET_KEY", "only-for-tests-only-for-tests-only-for-tests")
os.environ.setdefault("RAPPORT_PLAIN_STATIC", "yes")
os.environ.setdefault("RAPPORT_UNDO_SECONDS", "0")
os.environ.setdefault("RAPPORT_CORPORA", str(Path(__file__).resolve().parent.parent.parent / "shared" / "data"))
os.environ.pop("RAPPORT_SMARTHOST", None)
