"""Export by the registry: every declared row of a person and what the domains add, as a zip that grows in batches."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from rapport.foundation.leaving import registry
from rapport.foundation.leaving.erasing import Place
from rapport.foundation.leaving.leavers import Leaver
from rapport.foundation.leaving.registry import Declaration

AT_ONCE = 500
# What opens a door is nobody's to take along.
SECRET = ("token", "password", "sealed", "hash", "secret", "seed")

# Rows that a person only decided on or looks after are about somebody else: number and moments are theirs.
ABOUT_THEM = frozenset({"person", "author", "requester", "person_id", "actor_person_id"})


@dataclass(frozen=True)
class Entry:
    """One file of the zip."""

    path: str
    content: bytes


Contributed = tuple[Sequence[Entry], int | None]
Contribution = Callable[[Leaver, int], Contributed]
_contributions: dict[str, Contribution] = {}


def contribution(name: str) -> Callable[[Contribution], Contribution]:
    """Register what a domain adds to an export: a batch of entries after a place, and the next place."""

    def register(work: Contribution) -> Contribution:
        _contributions[name] = work
        return work

    return register


def carry_on_export(leaver: Leaver, place: Place, path: Path) -> Place | None:
    """Add one batch to the zip; where the next begins, None when all is in it. A batch twice adds nothing twice."""
    every = dict(_parts())
    names = list(every)
    if place.stage not in every:
        place = Place(names[0])
    entries, after = every[place.stage](leaver, place.after)
    _add(path, entries)
    if after is not None:
        return Place(place.stage, after)
    at = names.index(place.stage)
    return Place(names[at + 1]) if at + 1 < len(names) else None


def plain_rows(rows: Iterable[models.Model]) -> list[dict[str, Any]]:
    """Rows as plain values, without what opens doors and without bytes."""
    return [_plain(row) for row in rows]


def as_json(rows: Any) -> bytes:
    """Readable JSON, letters as they are."""
    return json.dumps(rows, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1, default=str).encode()


def _parts() -> Iterator[tuple[str, Contribution]]:
    yield from sorted(_contributions.items())
    for declared in registry.declarations():
        yield f"declared {declared.model._meta.label}.{declared.field}", partial(_declared, declared)


def _declared(declared: Declaration, leaver: Leaver, after: int) -> Contributed:
    model = declared.model
    rows = model._base_manager.filter(**{f"{declared.field}__in": leaver.person_ids}, pk__gt=after).order_by("pk")
    found = list(rows[:AT_ONCE])
    if not found:
        return [], None
    name = f"{model._meta.app_label}/{model._meta.model_name}-{declared.field}-{found[0].pk}.json"
    return [Entry(name, as_json(_rows_of(declared, found)))], found[-1].pk


def _rows_of(declared: Declaration, rows: Sequence[models.Model]) -> list[dict[str, Any]]:
    plain = plain_rows(rows)
    if declared.field in ABOUT_THEM:
        return plain
    moments = {f.attname for f in declared.model._meta.concrete_fields if isinstance(f, models.DateField)}
    kept = {*moments, declared.model._meta.pk.attname}
    return [{name: value for name, value in row.items() if name in kept} for row in plain]


def _plain(row: models.Model) -> dict[str, Any]:
    fields = [f for f in row._meta.concrete_fields if not isinstance(f, models.BinaryField)]
    return {f.attname: getattr(row, f.attname) for f in fields if not any(one in f.name for one in SECRET)}


def _add(path: Path, entries: Sequence[Entry]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as file:
        known = set(file.namelist())
        for entry in entries:
            if entry.path not in known:
                file.writestr(entry.path, entry.content)
                known.add(entry.path)
