"""When may tickets become one, and until when may it be undone? Plain functions."""

from __future__ import annotations

from datetime import datetime, timedelta

UNDO_WITHIN = timedelta(hours=24)


class CannotMerge(ValueError):
    """These two cannot become one; nothing was changed."""


class MergedAlready(CannotMerge):
    """These two are one ticket already; nothing was changed."""


class CannotSplit(ValueError):
    """This conversation cannot be parted there; nothing was changed."""


class CannotLink(ValueError):
    """These two cannot be linked; nothing was changed."""


class TooLateToUndo(Exception):
    """This was undone before, or more than a day ago. Everything stays as it is; split the ticket instead."""


def may_be_undone(*, made_at: datetime, undone_at: datetime | None, at: datetime) -> bool:
    """True within a day, once.

    >>> noon = datetime(2026, 11, 2, 12)
    >>> may_be_undone(made_at=noon, undone_at=None, at=noon + timedelta(hours=25))
    False
    """
    return undone_at is None and at - made_at <= UNDO_WITHIN
