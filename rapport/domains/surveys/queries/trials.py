"""What a draw would give, without drawing: to see a frame before a sample is made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from rapport.domains.surveys import rules
from rapport.domains.surveys.queries.frames import candidates
from rapport.domains.surveys.types import SampleMade
from rapport.foundation.actors import Actor


def trial_draws(
    viewer: Actor, *, month: date, size: int, rest_days: int, seeds: Iterable[int], service_id: int | None = None
) -> Iterator[SampleMade]:
    """One draw for each seed from the frame of a month, none of them stored; the frame is read once."""
    viewer.require("surveys.send")
    day = month.replace(day=1)
    found = candidates(viewer, day=day, rest_days=rest_days, service_id=service_id)
    for seed in seeds:
        yield rules.draw(found, month=day, size=size, rest_days=rest_days, seed=seed)
