"""Erasing by the registry: steps of the domains, declared rows, the sweep, the index; one batch at a time."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, partial
from typing import NamedTuple

from rapport.foundation.leaving import registry, steps, sweeping, words
from rapport.foundation.leaving.leavers import Leaver
from rapport.foundation.leaving.registry import DETACH, ERASE, Declaration
from rapport.foundation.leaving.steps import BEFORE, Step

AT_ONCE = 200


class Place(NamedTuple):
    """Where an erasure stands: the name of its stage, and the place within."""

    stage: str = ""
    after: int = 0


def carry_on(leaver: Leaver, place: Place) -> Place | None:
    """Do one batch; where the next one begins, None when nothing is left. A batch done twice changes nothing more."""
    every = _stages()
    names = [one.name for one in every]
    if place.stage not in names:
        place = Place(names[0])
    at = names.index(place.stage)
    after = every[at].work(leaver, place.after)
    if after is not None:
        return Place(place.stage, after)
    return Place(names[at + 1]) if at + 1 < len(names) else None


@cache
def _stages() -> tuple[Step, ...]:
    """All of them, in order; everything is registered when the apps are ready."""
    return tuple(_in_order())


def _in_order() -> Iterator[Step]:
    registered = steps.steps()
    yield from (one for one in registered if one.order < BEFORE)
    for model in sweeping.swept():
        yield Step(f"sweep {model._meta.label}", BEFORE, partial(sweeping.sweep, model))
    yield Step("index", BEFORE, words.forget_phrases)
    # Only now: the addresses are among these rows, and everything before looks for them.
    for declared in registry.declarations():
        if declared.what in {ERASE, DETACH}:
            name = f"declared {declared.model._meta.label}.{declared.field}"
            yield Step(name, BEFORE, partial(_declared, declared))
    yield from (one for one in registered if one.order >= BEFORE)


def _declared(declared: Declaration, leaver: Leaver, after: int) -> int | None:
    """Delete or detach a batch of declared rows; the next batch is the first again, because these are gone."""
    rows = declared.model._base_manager.filter(**{f"{declared.field}__in": leaver.person_ids}).order_by("pk")
    ids = list(rows.values_list("pk", flat=True)[:AT_ONCE])
    if not ids:
        return None
    found = declared.model._base_manager.filter(pk__in=ids)
    if declared.what == ERASE:
        found.delete()
    else:
        found.update(**{declared.field: None})
    return after + len(ids)
