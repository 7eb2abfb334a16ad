"""What the cells of a margin are called, by their keys, and the line of the month that waits."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from rapport.domains.insights import rules
from rapport.domains.insights.models import ReleaseCell
from rapport.domains.insights.rules.periods import month_key
from rapport.domains.insights.types import Hidden, Margin


def _fixed(words: str) -> Callable[[str], str]:
    return lambda key: words


def _name(names: Mapping[str, str]) -> Callable[[str], str]:
    return lambda key: names.get(key, "no longer there")


def _pair_name(names: Mapping[str, str]) -> Callable[[str], str]:
    return lambda key: names.get(key.partition("|")[0], "no longer there")


def _open_month(waiting: date | None) -> list[ReleaseCell]:
    """A line for the month whose answers wait."""
    if waiting is None:
        return []
    key = month_key(waiting)
    return [ReleaseCell(margin=Margin.PERIOD, key=key, label=rules.period_label(key), hidden=True, reason=Hidden.OPEN)]
