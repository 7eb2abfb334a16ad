"""The REST API's ledger: acts and episodes."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router

from rapport.domains.ledger import queries
from rapport.interfaces.api.bearer import needs
from rapport.interfaces.api.calling import FAULTS, After, Named, actor_of
from rapport.interfaces.api.schemas import ActOut, EpisodeOut, Listed

READ = needs("acts:read")
router = Router()


@router.get("acts", response={200: Listed[ActOut], **FAULTS}, auth=READ, tags=["acts"])
def list_acts(request: HttpRequest, person_id: int | None = Named, after: str | None = After) -> Any:
    """Acts, newest first."""
    page = queries.acts(actor_of(request), person_id=person_id, after=after)
    return {"rows": page.rows, "next": page.next}


@router.get("episodes", response={200: Listed[EpisodeOut], **FAULTS}, auth=READ, tags=["episodes"])
def list_episodes(request: HttpRequest, person_id: int | None = Named, after: str | None = After) -> Any:
    """Episodes, newest first, each with how it stands: ended, open again, or quiet."""
    page = queries.episodes_listed(actor_of(request), person_id=person_id, after=after, at=timezone.now())
    return {"rows": page.rows, "next": page.next}
