"""The REST API's saved views of the queue: one read, made, changed and taken away."""

from __future__ import annotations

from typing import Any, Literal

from django.http import HttpRequest
from django.utils import timezone
from ninja import Schema, Status
from pydantic import Field

from rapport.domains.desk import actions, queries
from rapport.interfaces.api.bearer import needs
from rapport.interfaces.api.calling import FAULTS, MOST, STRICT, Id, actor_of
from rapport.interfaces.api.desk import ViewOut, router  # one address is one router's, whatever its method
from rapport.interfaces.api.schemas import Said, Tag

__all__ = ["router"]
READ, WRITE = needs("tickets:read", staff=True), needs("tickets:write", staff=True)


class ViewFiltersIn(Schema):
    """All of it must hold; what is empty limits nothing. `assignee` is me, nobody, or a person's id."""

    model_config = STRICT

    stands: Literal[tuple(queries.STANDS)] = "open"  # type: ignore[valid-type]
    waits: Literal["", *queries.WAITS] = ""  # type: ignore[valid-type]
    tags: list[Tag] = Field(default_factory=list, max_length=10)
    assignee: str = Field(default="", max_length=15, pattern="^(|me|nobody|[1-9][0-9]{0,14})$")
    service_id: int | None = Field(default=None, ge=1, le=MOST)
    organisation_id: int | None = Field(default=None, ge=1, le=MOST)
    older_days: int | None = Field(default=None, ge=0, le=3650, description="Days without a word, at least.")
    at_risk: bool = Field(default=False, description="A promise falls due within a day, or is late.")
    stopped: bool = Field(default=False, description="A letter of ours did not leave in the last thirty days.")
    field_id: int | None = Field(default=None, ge=1, le=MOST)
    field_value: Said = Field(default="", max_length=200)


class ViewIn(Schema):
    """A view of your own, or of a team you serve in."""

    model_config = STRICT

    name: Said = Field(min_length=1, max_length=80)
    filters: ViewFiltersIn = Field(default_factory=ViewFiltersIn)
    order: Literal[tuple(queries.ORDERS)] = "longest"  # type: ignore[valid-type]
    team_id: int | None = Field(default=None, ge=1, le=MOST)


@router.get("views/{view_id}", response={200: ViewOut, **FAULTS}, auth=READ)
def get_view(request: HttpRequest, view_id: int = Id) -> Any:
    """One kept view within reach, with what the last counting found."""
    return _told(request, view_id)


@router.post("views", response={201: ViewOut, **FAULTS}, auth=WRITE)
def make_view(request: HttpRequest, given: ViewIn) -> Any:
    """Keep a view; it is counted at once."""
    return Status(201, _kept(request, given, None))


@router.put("views/{view_id}", response={200: ViewOut, **FAULTS}, auth=WRITE)
def change_view(request: HttpRequest, given: ViewIn, view_id: int = Id) -> Any:
    """Change all of a view; without `team_id` it is your own from then on."""
    return _kept(request, given, view_id)


@router.delete("views/{view_id}", response={204: None, **FAULTS}, auth=WRITE)
def remove_view(request: HttpRequest, view_id: int = Id) -> Any:
    """Take a view away; the tickets in it stay as they are."""
    actions.remove_view(view_id=view_id, actor=actor_of(request), at=timezone.now())
    return Status(204, None)


def _kept(request: HttpRequest, given: ViewIn, view_id: int | None) -> Any:
    said = given.dict()
    limits = said.pop("filters")
    filters = queries.ViewFilters(**{**limits, "tags": tuple(limits["tags"])})
    row = actions.keep_view(view_id=view_id, filters=filters, actor=actor_of(request), at=timezone.now(), **said)
    return _told(request, row.pk)


def _told(request: HttpRequest, view_id: int) -> Any:
    card = queries.saved_view(actor_of(request), view_id)
    return card.__dict__ | {"filters": card.filters.kept()}
