"""The small world on a Wednesday, here too."""

from __future__ import annotations

from tests.conftest import clock, world

__all__ = ["clock", "world"]
