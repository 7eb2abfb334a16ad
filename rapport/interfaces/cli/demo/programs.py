"""Other programs that are told: one that takes its calls and fails since this morning, one that was taken down."""

from __future__ import annotations

from datetime import datetime, timedelta

from rapport.domains.notices import actions as notices
from rapport.domains.notices import queries
from rapport.domains.notices.types import Attempt, HookEvent, NewCall
from rapport.domains.people import queries as people
from rapport.domains.people.types import RoleName
from rapport.foundation.actors import Actor, system
from rapport.interfaces.cli.demo.calendar import lately

# Nobody answers under these names: a call that leaves the demo finds nothing and waits for its next attempt.
DASHBOARD, OLD = "https://dashboard.northwind.example/rapport", "https://wallboard.northwind.example/in"
TAKEN = Attempt(200, "ok", "", 240)
BUSY = Attempt(
    503, "upstream is restarting", "It answered 503. Anything from 200 to 299 means that it took the call.", 310
)
LATE = Attempt(None, "", "dashboard.northwind.example took too long.", 15_000)
GONE = Attempt(410, "", "It answered 410. Anything from 200 to 299 means that it took the call.", 180)
HISTORY: tuple[tuple[int, HookEvent, tuple[Attempt, ...]], ...] = (
    # minutes ago, what happened, how it was taken at each attempt
    (26 * 60, HookEvent.TICKET_OPENED, (TAKEN,)),
    (25 * 60, HookEvent.TICKET_ASSIGNED, (BUSY, TAKEN)),
    (22 * 60, HookEvent.TICKET_SOLVED, (TAKEN,)),
    (95, HookEvent.TICKET_OPENED, (LATE, BUSY, BUSY)),
    (40, HookEvent.TICKET_SOLVED, (BUSY, BUSY)),
)


def connect(tickets: dict[str, int], *, at: datetime) -> None:
    """What an administrator sees under Webhooks."""
    administrator = people.actor_of(people.people_with_role(system(), [RoleName.ADMINISTRATOR])[0].id)
    ids = list(tickets.values())
    made = _opened("Site dashboard", DASHBOARD, administrator, at=at - timedelta(days=30))
    for number, (minutes, event, attempts) in enumerate(HISTORY):
        _tell(made, event, ids[-1 - number], attempts, at=lately(at - timedelta(minutes=minutes)))
    old = _opened("Wallboard in the old hall", OLD, administrator, at=at - timedelta(days=200))
    _tell(old, HookEvent.TICKET_OPENED, ids[0], (GONE,), at=at - timedelta(days=12))


def _opened(name: str, url: str, administrator: Actor, *, at: datetime) -> int:
    told = [HookEvent.TICKET_OPENED, HookEvent.TICKET_ASSIGNED, HookEvent.TICKET_SOLVED]
    made, _ = notices.open_endpoint(name=name, url=url, events=told, actor=administrator, at=at, there=False)
    return made


def _tell(endpoint_id: int, event: HookEvent, ticket_id: int, attempts: tuple[Attempt, ...], *, at: datetime) -> None:
    call = NewCall(event, f"demo:{endpoint_id}:{event}:{at.isoformat()}", at, {"ticket": {"id": ticket_id}})
    notices.queue_calls(calls=[call], actor=system(), at=at, only=endpoint_id)
    (line,) = queries.calls(system(), endpoint_id, size=1).rows
    for before, attempt in enumerate(attempts):
        notices.note_attempt(call_id=line.id, attempt=attempt, before=before, actor=system(), at=line.next_at or at)
        (line,) = queries.calls(system(), endpoint_id, size=1).rows
