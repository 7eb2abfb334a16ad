"""Answers that are alike in everything they are counted by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class AlikeCount:
    """How many answers are alike in month, places, ways, and in whether they carry a name."""

    month: date
    site_id: int | None
    stratum: str
    services: tuple[int, ...]
    facets: tuple[tuple[str, str], ...]
    named: bool
    n: int
    organisation_id: int | None = None
