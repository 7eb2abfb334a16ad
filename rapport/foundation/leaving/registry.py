"""The registry: every model with a person says whether its rows are erased, detached or kept when they leave."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models

ERASE = "erase"
DETACH = "detach"
KEEP = "keep"
WAYS = frozenset({ERASE, DETACH, KEEP})


class WrongDeclaration(ValueError):
    """The declaration names a way or a field that does not exist."""


@dataclass(frozen=True)
class Declaration:
    """What happens to the rows of one model through one field, and why."""

    model: type[models.Model]
    field: str
    what: str
    reason: str


_declared: dict[tuple[str, str], Declaration] = {}


def declare(model: type[models.Model], field: str, what: str, reason: str) -> None:
    """Say what happens to rows of `model` whose `field` is the person who leaves."""
    if what not in WAYS:
        raise WrongDeclaration(f"{model.__name__}.{field}: {what!r} is not one of {', '.join(sorted(WAYS))}.")
    if not reason.strip():
        raise WrongDeclaration(f"{model.__name__}.{field}: say why the rows are to be {what}d.")
    found = model._meta.get_field(field)
    if what == DETACH and not found.null:  # type: ignore[union-attr]
        raise WrongDeclaration(f"{model.__name__}.{field} cannot be empty, so it cannot be detached.")
    _declared[(model._meta.label, field)] = Declaration(model, field, what, reason)


def declarations() -> list[Declaration]:
    """Every declaration, in a stable order; export, erasure and merging read the same list."""
    return [_declared[key] for key in sorted(_declared)]


def undeclared(person: type[models.Model]) -> list[str]:
    """Fields of installed models that point to a person and have no declaration: "app.Model.field"."""
    return sorted(
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in _pointing(model, person)
        if (model._meta.label, field.name) not in _declared
    )


def _pointing(model: type[models.Model], person: type[models.Model]) -> Iterable[Any]:
    return (f for f in model._meta.get_fields() if _points(f, person))


def _points(field: Any, person: type[models.Model]) -> bool:
    if isinstance(field, models.ForeignKey | models.OneToOneField):
        return field.related_model is person
    plain = isinstance(field, models.IntegerField) and not field.is_relation
    return plain and field.name.endswith("person_id")
