"""What one line of a table says: what is tried, on what of Marta's, and who may do it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from rapport.foundation.actors import Actor
from tests.world import NOT_THERE, World

Do = Callable[[World, Actor, Any], Any]


@dataclass(frozen=True)
class Case:
    """One action or query. `on` names what of Marta's is asked for; without it nothing in particular is named.

    The insider proves that the case can succeed ("" where nobody can any more, "system" for jobs); `colleague` is
    the reason why Ivo, who shares Marta's office, may see it, too.
    """

    do: Do
    on: Callable[[World], Any] | None = None
    insider: str = "hugo"
    missing: Any = NOT_THERE
    colleague: str = ""


@dataclass(frozen=True)
class Table:
    """All doors of one kind of one domain: tried ones, one's own, and those open or inner with their reason.

    own: done by everybody to themself; refused to the signed-out, and nothing of Marta's changes.
    open: anybody may; the reason says why there is nothing to protect.
    inner: called by other actions after these have refused; no page and no API operation may call it.
    """

    tried: Mapping[str, Case]
    own: Mapping[str, Do] = field(default_factory=dict)
    open: Mapping[str, str] = field(default_factory=dict)
    inner: Mapping[str, str] = field(default_factory=dict)

    @property
    def names(self) -> set[str]:
        """Every door that has its line."""
        return {*self.tried, *self.own, *self.open, *self.inner}
