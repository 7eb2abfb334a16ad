"""Where a site stands in its life: planned, open, closing, closed."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

CLOSING = timedelta(days=42)


class SiteStanding(StrEnum):
    """The four parts of the life of a site."""

    PLANNED = "planned"
    OPEN = "open"
    CLOSING = "closing"
    CLOSED = "closed"


def site_standing(*, opens_on: date | None, closes_on: date | None, today: date) -> SiteStanding:
    """Judge by its dates; the last six weeks are closing, and its last day still belongs to them.

    >>> site_standing(opens_on=None, closes_on=date(2026, 12, 18), today=date(2026, 11, 22))
    <SiteStanding.CLOSING: 'closing'>
    """
    if closes_on is not None and closes_on < today:
        return SiteStanding.CLOSED
    if opens_on is not None and opens_on > today:
        return SiteStanding.PLANNED
    return SiteStanding.CLOSING if closes_on is not None and closes_on - today <= CLOSING else SiteStanding.OPEN
