"""Other programs that are told: one takes every call, one is closed and tried again, one was taken down long ago."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse

from rapport.domains.notices import actions as notices
from rapport.domains.notices import queries
from rapport.domains.notices.types import Attempt, HookEvent, NewCall
from rapport.domains.people import queries as people
from rapport.domains.people.types import RoleName
from rapport.foundation.actors import Actor, system
from rapport.interfaces.cli.demo.calendar import lately

WALL = (HookEvent.TICKET_OPENED, HookEvent.TICKET_REPLIED, HookEvent.TICKET_ANSWERED, HookEvent.TICKET_SOLVED)
DOORS = (HookEvent.TICKET_OPENED, HookEvent.TICKET_SOLVED)
OLD = "https://wallboard.northwind.example/in"  # stopped since it said that it is gone, so nobody calls it
TAKEN = Attempt(200, "Thank you, it is on the wall.", "", 40)
CLOSED = "It answered {}. Anything from 200 to 299 means that it took the call."
BUSY = Attempt(503, "Closed for moving house. Please try again.", CLOSED.format(503), 310)
GONE = Attempt(410, "", CLOSED.format(410), 180)
YESTERDAY = ((26, HookEvent.TICKET_OPENED, (TAKEN,)), (22, HookEvent.TICKET_SOLVED, (BUSY, TAKEN)))


def listen(tickets: dict[str, int], *, at: datetime) -> None:
    """Before this morning's work, so that what happens in it is told, to the demo itself where it can take it."""
    ids = list(tickets.values())
    old = _opened("Wallboard in the old hall", OLD, DOORS, at=at - timedelta(days=200))
    _tell(old, HookEvent.TICKET_OPENED, ids[0], (GONE,), at=at - timedelta(days=12))
    here = f"127.0.0.1:{settings.PORT}"
    if here not in settings.PRIVATE_TARGETS:
        return
    url = f"http://{here}{reverse('post:calls')}"
    wall = _opened("Wall display in the service room", url, WALL, at=at - timedelta(days=60))
    for back, (hours, event, attempts) in enumerate(YESTERDAY, start=1):
        _tell(wall, event, ids[-back], attempts, at=lately(at - timedelta(hours=hours)))
    _opened("Access log of the door system", f"{url}?closed", DOORS, at=at - timedelta(days=20))


def _administrator() -> Actor:
    return people.actor_of(people.people_with_role(system(), [RoleName.ADMINISTRATOR])[0].id)


def _opened(name: str, url: str, events: tuple[HookEvent, ...], *, at: datetime) -> int:
    told = [str(one) for one in events]
    made, _ = notices.open_endpoint(name=name, url=url, events=told, actor=_administrator(), at=at, there=False)
    return made


def _tell(endpoint_id: int, event: HookEvent, ticket_id: int, attempts: tuple[Attempt, ...], *, at: datetime) -> None:
    call = NewCall(event, f"demo:{endpoint_id}:{event}:{at.isoformat()}", at, {"ticket": {"id": ticket_id}})
    notices.queue_calls(calls=[call], actor=system(), at=at, only=endpoint_id)
    (line,) = queries.calls(system(), endpoint_id, size=1).rows
    for before, attempt in enumerate(attempts):
        notices.note_attempt(call_id=line.id, attempt=attempt, before=before, actor=system(), at=line.next_at or at)
        (line,) = queries.calls(system(), endpoint_id, size=1).rows
