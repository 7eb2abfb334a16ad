"""Files that an agent attached to what they are writing; nobody else sees them before it is sent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q

from rapport.domains.desk.models import DraftFile, Ticket
from rapport.domains.desk.types import MOST_ENCLOSED
from rapport.foundation import postroom
from rapport.foundation.actors import Actor, NotFound
from rapport.foundation.models.files import File


@dataclass(frozen=True)
class DraftFileCard:
    """A file in the answer box: its name, how large it is, and what the scanner said of it."""

    id: int
    name: str
    size: int
    scan: str
    found: str


@dataclass(frozen=True)
class EnclosedLimits:
    """How many files one answer takes, and how many bytes they may have together."""

    most: int
    together: int


def draft_files(viewer: Actor, ticket_id: int) -> list[DraftFileCard]:
    """The files of the viewer's own draft on a ticket, in the order in which they were attached."""
    rows = DraftFile.objects.of(viewer).filter(ticket=ticket_id).order_by("pk")
    fields = ("pk", "name", "file__size", "file__scan", "file__scan_found")
    return [DraftFileCard(*row) for row in rows.values_list(*fields)]


def draft_file(viewer: Actor, file_id: int) -> tuple[File, str]:
    """One of them with its name; somebody else's is not there."""
    row = DraftFile.objects.of(viewer).filter(pk=file_id).select_related("file").first()
    if row is None:
        raise NotFound
    return row.file, row.name


def enclosed_limits(viewer: Actor) -> EnclosedLimits:
    """What one answer may carry, so that its mail arrives."""
    return EnclosedLimits(MOST_ENCLOSED, postroom.most_enclosed())


def names_on_the_way(viewer: Actor, outgoing_ids: Collection[int]) -> dict[int, tuple[str, ...]]:
    """The names of the files of answers that have not left, on tickets the viewer serves or of their own."""
    found: dict[int, tuple[str, ...]] = defaultdict(tuple)
    if outgoing_ids:
        served = Q(ticket__in=Ticket.objects.served_by(viewer).values("pk"))
        mine = served | Q(agent_id=viewer.person_id or 0)
        rows = DraftFile.objects.filter(mine, outgoing__in=outgoing_ids).order_by("pk")
        for outgoing_id, name in rows.values_list("outgoing_id", "name"):
            found[outgoing_id] += (name,)
    return found
