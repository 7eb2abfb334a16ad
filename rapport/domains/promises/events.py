"""What promises tell the rest of the house."""

from __future__ import annotations

from dataclasses import dataclass

from rapport.foundation.events import Event


@dataclass(frozen=True)
class PromisesAtRisk(Event):
    """These promises are due soon or past due, and nobody was warned of them yet."""

    promise_ids: tuple[int, ...]


@dataclass(frozen=True)
class TargetsAtRisk(Event):
    """People were told what we aim for, and these aims are about to pass, or have just passed, without it."""

    estimate_ids: tuple[int, ...]
