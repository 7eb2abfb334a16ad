"""Answers and asks that are alike in the organisation they came from and the services used there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class ClientCount:
    """How many answers, or people asked, of one organisation are alike; no score: asked, or without a scale."""

    month: date
    organisation_id: int | None
    services: tuple[int, ...]
    score: int | None
    named: bool
    answered: int = 0
    asked: int = 0
