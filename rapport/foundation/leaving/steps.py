"""Steps of an erasure: what a domain does with its rows before or after the registry's own, a batch at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db import models

from rapport.foundation.leaving.leavers import Leaver

Work = Callable[[Leaver, int], int | None]
Touched = Callable[[Sequence[int]], None]
BEFORE = 50  # steps below run before the declared rows go, those above after everything is masked


@dataclass(frozen=True)
class Step:
    """One step: `work` does a batch after a place and gives the next place, None at the end."""

    name: str
    order: int
    work: Work


_steps: dict[str, Step] = {}
_touched: dict[str, Touched] = {}


def step(name: str, *, order: int) -> Callable[[Work], Work]:
    """Register a step; steps run by order, then by name."""

    def register(work: Work) -> Work:
        _steps[name] = Step(name, order, work)
        return work

    return register


def touched(model: type[models.Model]) -> Callable[[Touched], Touched]:
    """Register what else happens to rows of a model in which a name or an address was masked."""

    def register(follow: Touched) -> Touched:
        _touched[model._meta.label] = follow
        return follow

    return register


def steps() -> list[Step]:
    """Every registered step in its order."""
    return sorted(_steps.values(), key=lambda one: (one.order, one.name))


def follow(model: type[models.Model], ids: Sequence[int]) -> None:
    """Tell the model's domain which of its rows were masked."""
    found = _touched.get(model._meta.label)
    if found is not None and ids:
        found(ids)
