"""The REST API's one change of many tickets."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema
from pydantic import Field

from rapport.domains.desk import actions
from rapport.interfaces.api.bearer import needs
from rapport.interfaces.api.calling import FAULTS, MOST, STRICT, actor_of
from rapport.interfaces.api.schemas import IdIn, Tag

router = Router(tags=["tickets"])


class ManyIn(Schema):
    """What is to change in all of them; what is not named stays. `tags` are added to those that are there."""

    model_config = STRICT

    ticket_ids: list[IdIn] = Field(min_length=1, max_length=100)
    assignee_id: int | None = Field(default=None, ge=1, le=MOST, description="Null is nobody.")
    tags: list[Tag] = Field(default_factory=list, max_length=10)
    priority: int | None = Field(default=None, ge=1, le=4)
    solve: bool = False


class ManyOut(Schema):
    """How many tickets were changed: all that were named."""

    changed: int


@router.post("ticket-changes", response={200: ManyOut, **FAULTS}, auth=needs("tickets:write", staff=True))
def change_many(request: HttpRequest, given: ManyIn) -> Any:
    """Change up to a hundred tickets as staff: all of them, or none where one is not there or not yours."""
    said = given.dict(exclude_unset=True)
    if "assignee_id" in said:
        said["assign_to"] = str(said.pop("assignee_id") or "nobody")
    said["tags"] = ", ".join(given.tags)
    return {"changed": actions.change_many(actor=actor_of(request), at=timezone.now(), **said)}
