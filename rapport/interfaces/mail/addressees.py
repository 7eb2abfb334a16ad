"""Whom the listener knows: the addresses of the desk's mailboxes, read again every few seconds."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

SECONDS = 5.0

Row = tuple[str, int | None, int | None]


@dataclass(frozen=True)
class Addressee:
    """The mailbox behind an address, and whose it is."""

    mailbox_id: int | None
    organisation_id: int | None


class Unreachable(RuntimeError):
    """The list of mailboxes could not be read and there is no earlier one: try again later."""


class Addressees:
    """Addresses we take mail for: those of the mailboxes, with or without a +token, and no others."""

    def __init__(self, rows: Callable[[], Sequence[Row]], *, clock: Callable[[], float] = time.monotonic) -> None:
        self._rows = rows
        self._clock = clock
        self._known: dict[str, Addressee] | None = None
        self._read_at = 0.0

    def find(self, address: str) -> Addressee | None:
        """The mailbox of an address, with or without a +token; None when it is none of ours."""
        return self._current().get(without_plus(address))

    def _current(self) -> dict[str, Addressee]:
        if self._known is None or self._clock() - self._read_at > SECONDS:
            try:
                self._known = {a.lower(): Addressee(mailbox, owner) for a, mailbox, owner in self._rows()}
                self._read_at = self._clock()
            except Exception as error:
                if self._known is None:
                    raise Unreachable from error
        return self._known


def without_plus(address: str) -> str:
    """The address in small letters without what follows a plus.

    >>> without_plus("Help+ticket-5k-abc@Example.org")
    'help@example.org'
    """
    local, _, domain = address.strip().lower().rpartition("@")
    return f"{local.partition('+')[0]}@{domain}"
