"""How answers came: each way has figures of its own, and no figure mixes two of them."""

from __future__ import annotations

from collections.abc import Mapping

DRAWN = "drawn"
WAYS = (DRAWN, "after_episode", "volunteered", "again")


def way_to_show(received: Mapping[str, int], wanted: str = "") -> str:
    """The way a page opens with: the one that is wanted, else drawn where anybody was, else the one most came by.

    >>> way_to_show({"after_episode": 65, "volunteered": 4}), way_to_show({"drawn": 2, "volunteered": 40})
    ('after_episode', 'drawn')
    >>> way_to_show({"drawn": 2, "volunteered": 40}, "volunteered"), way_to_show({}, "mixed")
    ('volunteered', 'drawn')
    """
    if wanted in WAYS:
        return wanted
    if received.get(DRAWN) or not any(received.values()):
        return DRAWN
    return max(WAYS, key=lambda way: received.get(way, 0))
