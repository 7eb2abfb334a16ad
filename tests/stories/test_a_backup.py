"""A backup taken while everything runs holds every row and every file, and opens in an empty place with its key."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command

from rapport.foundation import keeping
from tests import world as made
from tests.world import World

KEY = "a key that is kept elsewhere"


def everything() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table of ours, in order."""
    ours = [m for m in apps.get_models() if m.__module__.startswith("rapport.")]
    return {m._meta.label_lower: list(m._default_manager.order_by("pk").values_list()) for m in ours}


def files(folder: Path) -> dict[str, bytes]:
    """Every stored mail and attachment."""
    kept = [p for name in ("raw", "files") for p in (folder / name).rglob("*") if p.is_file()]
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in kept}


@pytest.mark.django_db(transaction=True)
def test_a_wrong_key_and_a_full_place_are_refused(world: World, tmp_path: Path) -> None:
    file = tmp_path / "one.backup"
    keeping.backup(file, key=KEY, at=world.at)
    assert b"Marta" not in file.read_bytes()
    before = everything()
    with pytest.raises((keeping.NotEmpty, keeping.WrongKey)):
        keeping.restore(file, key="another key altogether")
    with pytest.raises(keeping.NotEmpty):
        keeping.restore(file, key=KEY)
    assert everything() == before


@pytest.mark.django_db(transaction=True)
def test_everything_comes_back_in_an_empty_place(clock: object, settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path / "old"
    settings.DATA.mkdir()
    world = made.build()
    before, kept = everything(), files(settings.DATA)
    assert kept, "the picture of the plotter is there"
    keeping.backup(tmp_path / "one.backup", key=KEY, at=world.at)
    call_command("flush", interactive=False, verbosity=0)
    settings.DATA = tmp_path / "new"
    settings.DATA.mkdir()
    keeping.restore(tmp_path / "one.backup", key=KEY)
    assert everything() == before
    assert files(settings.DATA) == kept
