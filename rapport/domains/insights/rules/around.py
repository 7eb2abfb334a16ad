"""Before a change beside after it: two draws of one question, and what may be said about them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rapport.domains.insights.rules.figures import change_between
from rapport.domains.insights.types import Series

BEFORE, AFTER = "before ", "after "


def around(many: Sequence[Series]) -> tuple[Series, ...]:
    """By the day of the change, what was before it and then what came after, which says what changed."""
    found = {one.key: one for one in many if one.key.startswith((BEFORE, AFTER))}
    days = sorted({key.partition(" ")[2] for key in found})
    pairs = [(found.get(BEFORE + day), found.get(AFTER + day)) for day in days]
    return tuple(one for before, after in pairs for one in (before, _changed(before, after)) if one is not None)


def _changed(before: Series | None, after: Series | None) -> Series | None:
    if before is None or after is None:
        return after
    return replace(after, change=change_between(before.last, after.last))
