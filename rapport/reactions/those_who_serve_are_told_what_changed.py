"""Those who serve are told what changed: what is theirs now, who answered or named them, what is new or at risk."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.utils import timezone

from rapport.domains.desk import queries as desk
from rapport.domains.desk.events import MessagesReceived, PeopleMentioned, TicketAssigned, TicketsOpened
from rapport.domains.desk.types import REF
from rapport.domains.notices import actions as notices
from rapport.domains.notices.types import Change, NoticeKind
from rapport.domains.people import queries as people
from rapport.domains.promises import queries as promises
from rapport.domains.promises.events import PromisesAtRisk
from rapport.domains.recovery import queries as recovery
from rapport.domains.recovery.events import RecoveriesPassedOn, RecoveryOpened
from rapport.domains.recovery.types import REF as RECOVERY
from rapport.foundation.actors import system
from rapport.foundation.events import on

PRIORITY = 70  # after answers, before mailings


@on(TicketsOpened, priority=PRIORITY)
def of_new_tickets(event: TicketsOpened) -> None:
    """The team of each."""
    found = desk.facts_of(system(), event.ticket_ids)
    staff = people.staff_of_teams(system(), {one.team_id for one in found})
    told = [(one.id, one.team_id, staff.get(one.team_id, ())) for one in found]
    _note([Change(NoticeKind.NEW_TICKET, (REF, pk), who, team_id=team) for pk, team, who in told], event.at)


@on(MessagesReceived, priority=PRIORITY)
def of_replies(event: MessagesReceived) -> None:
    """Whoever has the ticket; its first message came with its opening."""
    found = [one for one in desk.facts_of(system(), event.ticket_ids) if one.opened_at < event.at]
    _note([Change(NoticeKind.REPLY, (REF, one.id), (one.assignee_id,)) for one in found if one.assignee_id], event.at)


@on(TicketAssigned, priority=PRIORITY)
def of_what_is_theirs(event: TicketAssigned) -> None:
    """Whoever has it now, unless they took it themself or gave it on meanwhile."""
    found = desk.facts_of(system(), [event.ticket_id])
    _note(
        [
            Change(NoticeKind.ASSIGNED, (REF, one.id), (one.assignee_id,), by_id=event.by_id)
            for one in found
            if one.assignee_id is not None and one.assignee_id == event.assignee_id
        ],
        event.at,
    )


@on(PromisesAtRisk, priority=PRIORITY)
def of_promises(event: PromisesAtRisk) -> None:
    """Whoever has the ticket, else whoever gave the word, else the team."""
    found = promises.at_risk(system(), event.promise_ids)
    held = {one.id: one.assignee_id for one in desk.facts_of(system(), [pk for kind, pk, _, _ in found if kind == REF])}
    staff = people.staff_of_teams(system(), {team_id for _, _, team_id, _ in found})
    changes = []
    for kind, pk, team_id, made_by in found:
        owner = (held.get(pk) if kind == REF else None) or made_by
        who = (owner,) if owner else staff.get(team_id, ())
        changes.append(Change(NoticeKind.AT_RISK, (kind, pk), who, team_id=team_id))
    _note(changes, timezone.now())


@on(PeopleMentioned, priority=PRIORITY)
def of_mentions(event: PeopleMentioned) -> None:
    """Whom a note names."""
    _note([Change(NoticeKind.MENTION, (REF, event.ticket_id), event.person_ids, by_id=event.by_id)], event.at)


@on(RecoveryOpened, priority=PRIORITY)
def of_new_recoveries(event: RecoveryOpened) -> None:
    """Whoever is to call."""
    _note_turns([event.recovery_id], event.at)


@on(RecoveriesPassedOn, priority=PRIORITY)
def of_turns(event: RecoveriesPassedOn) -> None:
    """Whoever has it now, unless they gave it to themself."""
    _note_turns(event.recovery_ids, event.at, by_id=event.by_id)


def _note_turns(ids: Collection[int], at: datetime, by_id: int | None = None) -> None:
    held = recovery.turns(system(), ids)
    _note([Change(NoticeKind.RECOVERY, (RECOVERY, pk), (who,), by_id=by_id) for pk, who in held.items()], at)


def _note(changes: list[Change], at: datetime) -> None:
    if changes:
        notices.note_changes(changes=changes, actor=system(), at=at)
