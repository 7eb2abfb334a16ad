"""`rapport serve` on an empty place outside the demo: its pages open, with hashed styles that are there."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

SHOWN = """
import django; django.setup()
from django.test import Client
from rapport.interfaces.cli import tables
tables.bring_up_to_date()
tables.gather_static()
for path in ("/", "/results", "/sign-in/"):
    found = Client().get(path, headers={"host": "localhost"})
    assert found.status_code == 200, (path, found.status_code)
    print(found.content.decode())
"""


@pytest.mark.slow
def test_pages_ask_for_styles_that_are_there(tmp_path: Path) -> None:
    settings = {"RAPPORT_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "rapport.config.settings"}
    clean = {name: value for name, value in os.environ.items() if not name.startswith("RAPPORT_")}
    done = subprocess.run(
        [sys.executable, "-c", SHOWN], env=clean | settings, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr[-2000:]
    asked = set(re.findall(r'(?:href|src)="/static/([^"]+)"', done.stdout))
    assert asked
    assert [name for name in asked if not (tmp_path / "static" / name).is_file()] == []
    assert any(re.search(r"\.[0-9a-f]{12}\.css$", name) for name in asked)
