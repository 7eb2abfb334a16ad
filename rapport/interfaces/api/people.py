"""The REST API's people."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router

from rapport.domains.people import queries
from rapport.foundation.actors import NotFound
from rapport.interfaces.api.bearer import needs
from rapport.interfaces.api.calling import FAULTS, After, Id, actor_of
from rapport.interfaces.api.schemas import Listed, PersonOut

READ = needs("people:read")
router = Router(tags=["people"])


@router.get("people", response={200: Listed[PersonOut], **FAULTS}, auth=READ)
def list_people(request: HttpRequest, search: str = Query("", max_length=100), after: str | None = After) -> Any:
    """People by name; `search` is the beginning of a name or address."""
    page = queries.people(actor_of(request), search=search, after=after)
    return {"rows": page.rows, "next": page.next}


@router.get("people/{person_id}", response={200: PersonOut, **FAULTS}, auth=READ)
def get_person(request: HttpRequest, person_id: int = Id) -> Any:
    """One person."""
    found = queries.names(actor_of(request), [person_id]).get(person_id)
    if found is None:
        raise NotFound
    return found
