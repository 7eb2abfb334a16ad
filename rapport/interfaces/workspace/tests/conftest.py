"""The cast and the standing clock, here too."""

from __future__ import annotations

from tests.conftest import cast, clock

__all__ = ["cast", "clock"]
