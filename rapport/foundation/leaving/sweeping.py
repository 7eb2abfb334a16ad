"""The sweep: every text of every table is looked through, so that no column keeps a name nobody thought of."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q, TextField
from django.db.models.functions import Cast

from rapport.foundation import erased_keys
from rapport.foundation.leaving.leavers import Leaver
from rapport.foundation.leaving.steps import follow

BATCH = 2000
SENT_AGAIN = "source_key"  # by it other desks, and mailboxes, send a row again: it stays known without being readable
# Audit is chained by hash and holds no values; the others are rows of persons and their addresses, which go by the
# registry, and tables of Django's own.
LEFT_OUT = frozenset(
    {
        "foundation.Audit",
        "foundation.Blob",
        "people.Person",
        "people.Address",
        "people.Account",
        "sessions.Session",
        "contenttypes.ContentType",
        "auth.Permission",
    }
)


def swept() -> list[type[models.Model]]:
    """Every table with text that may name somebody, in a stable order."""
    every = apps.get_models(include_auto_created=True)
    return sorted((m for m in every if _may_name(m)), key=lambda m: m._meta.label)


def sweep(model: type[models.Model], leaver: Leaver, after: int) -> int | None:
    """Mask one batch of a table; where the next one begins, None at the end."""
    rows = model._base_manager.order_by("pk")
    numbered = isinstance(model._meta.pk, models.IntegerField)
    if not numbered:
        _mask(model, rows, leaver)
        return None
    batch = rows.filter(pk__gt=after)
    last = batch.values_list("pk", flat=True)[BATCH - 1 : BATCH].first()
    _mask(model, batch if last is None else batch.filter(pk__lte=last), leaver)
    return last


def _mask(model: type[models.Model], rows: models.QuerySet[Any], leaver: Leaver) -> None:
    fields, clues = _texts(model), leaver.clues()
    if not clues:
        return
    casts = {f"text_{f.attname}": Cast(f.attname, TextField()) for f in fields if isinstance(f, models.JSONField)}
    named = [f"text_{f.attname}" if isinstance(f, models.JSONField) else f.attname for f in fields]
    wanted = Q(pk__in=[])
    for name in named:
        for clue in clues:
            wanted |= Q(**{f"{name}__icontains": clue})
    masked = []
    for row in rows.annotate(**casts).filter(wanted):
        changed = _changes(row, fields, leaver)
        if changed:
            model._base_manager.filter(pk=row.pk).update(**changed)
            masked.append(row.pk)
    follow(model, masked)


def _changes(row: models.Model, fields: list[Any], leaver: Leaver) -> dict[str, Any]:
    values = {f: getattr(row, f.attname) for f in fields}
    masked = {f: leaver.masked_value(value, longest=f.max_length) for f, value in values.items()}
    keys = _keys(type(row))
    return {
        f.attname: erased_keys.hashed(values[f]) if f.attname == SENT_AGAIN in keys else _one(masked[f], row, f, keys)
        for f in fields
        if masked[f] != values[f]
    }


def _one(masked: Any, row: models.Model, field: Any, keys: set[str]) -> Any:
    """Two keys may read alike once a name is masked; the number of the row keeps them apart."""
    if field.attname not in keys:
        return masked
    number = f" {row.pk}"
    return f"{masked[: (field.max_length or len(masked) + len(number)) - len(number)]}{number}"


def _may_name(model: type[models.Model]) -> bool:
    return not model._meta.proxy and model._meta.label not in LEFT_OUT and bool(_texts(model))


@cache
def _texts(model: type[models.Model]) -> list[Any]:
    """Columns with text that no list of choices gives; what another desk calls its rows may name somebody, too."""
    found = [f for f in model._meta.concrete_fields if isinstance(f, models.CharField | TextField | models.JSONField)]
    return [f for f in found if not (f.generated or f.primary_key or f.choices or "sealed" in f.name)]


@cache
def _keys(model: type[models.Model]) -> set[str]:
    """Columns that the database holds to be unique, alone or with others."""
    together = {name for one in model._meta.constraints for name in getattr(one, "fields", ())}
    return {f.attname for f in model._meta.concrete_fields if f.unique or f.name in together}
