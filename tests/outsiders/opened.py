"""One page as the table of pages names it: what of Marta's it shows, who may open it, and what is sent there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.world import NO_KEY, NOT_THERE, World

Kwargs = Callable[[World], dict[str, Any]]


def _none(w: World) -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class Page:
    """One page of Marta's or of a team, opened as the insider may and as outsiders may not."""

    on: Kwargs = _none
    insider: str = "hugo"
    post: Callable[[World], Mapping[str, Any]] | None = None
    absent: Mapping[str, Any] = field(default_factory=dict)

    def missing(self, w: World) -> dict[str, Any]:
        """The same address of something that is not there."""
        given = self.on(w)
        named = {name: NOT_THERE if isinstance(value, int) else NO_KEY for name, value in given.items()}
        return named | dict(self.absent)


def _says(**said: Any) -> Callable[[World], Mapping[str, Any]]:
    return lambda w: said
