"""What every operation shares: who calls, the parameters that come again, and the faults it may answer with."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Path, Query
from pydantic import ConfigDict

from rapport.foundation.actors import Actor
from rapport.interfaces.api.schemas import Problem
from rapport.interfaces.look.wording import quarters

FAULTS: dict[int, Any] = dict.fromkeys((400, 401, 403, 404, 409, 413, 422, 429), Problem)
MOST = 2**62
Id = Path(..., ge=1, le=MOST)
Key = Path(..., min_length=1, max_length=80, description="The key of its page, as lists give it.")
Named = Query(None, ge=1, le=MOST)
After = Query(None, max_length=400, description="The `next` of the page before.")
QUARTER = Query(
    None, pattern=r"^20[0-9]{2}-Q[1-4]$", description="As in 2026-Q4; without it the newest that tells something."
)
STRICT = ConfigDict(extra="forbid")


def actor_of(request: HttpRequest) -> Actor:
    """Whose token it is."""
    return request.actor  # type: ignore[attr-defined]


def quarter_read(named: str | None) -> date | None:
    """The first day of a quarter as a program names it."""
    return quarters.read(named.replace("-", "")) if named else None


def quarter_told(day: date) -> str:
    """As a program reads it: 2026-Q4."""
    return quarters.key(day).replace("Q", "-Q")
