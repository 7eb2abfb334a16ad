"""Other programs are told what happened: ids and states, never words or names of people, and no score of anybody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone

from rapport.domains.desk import queries as desk
from rapport.domains.desk.events import (
    MessagesReceived,
    TicketAnswered,
    TicketAssigned,
    TicketReopened,
    TicketsOpened,
    TicketsSolved,
)
from rapport.domains.desk.queries.facts import TicketFacts
from rapport.domains.ledger import queries as ledger
from rapport.domains.ledger.events import ActsRecorded
from rapport.domains.notices import actions as notices
from rapport.domains.notices import queries as notices_queries
from rapport.domains.notices.types import HookEvent, NewCall
from rapport.domains.surveys.events import AnswersCounted
from rapport.foundation.actors import system
from rapport.foundation.events import on

PRIORITY = 80
SAID = (
    *("id", "key", "kind", "state", "priority", "channel", "organisation_id", "team_id", "service_id", "site_id"),
    *("opened_at", "solved_at"),
)


def anybody() -> bool:
    """Nothing is queued while no program is told anything."""
    return notices_queries.anybody_is_told(system())


@on(TicketsOpened, priority=PRIORITY, when=anybody)
def of_new_tickets(event: TicketsOpened) -> None:
    """One call for each ticket."""
    _of_tickets(HookEvent.TICKET_OPENED, event.ticket_ids, event.at)


@on(MessagesReceived, priority=PRIORITY, when=anybody)
def of_replies(event: MessagesReceived) -> None:
    """One call for each ticket on which they wrote; the first message came with its opening."""
    replied = [one for one in desk.facts_of(system(), event.ticket_ids) if one.opened_at < event.at]
    _tell(HookEvent.TICKET_REPLIED, replied, event.at)


@on(TicketAnswered, priority=PRIORITY, when=anybody)
def of_answers(event: TicketAnswered) -> None:
    """That we answered, not what."""
    _of_tickets(HookEvent.TICKET_ANSWERED, [event.ticket_id], event.at, message_id=event.message_id)


@on(TicketAssigned, priority=PRIORITY, when=anybody)
def of_owners(event: TicketAssigned) -> None:
    """That somebody has it, not who: nobody's work is counted elsewhere."""
    _of_tickets(HookEvent.TICKET_ASSIGNED, [event.ticket_id], event.at, assigned=event.assignee_id is not None)


@on(TicketsSolved, priority=PRIORITY, when=anybody)
def of_solutions(event: TicketsSolved) -> None:
    """One call for each ticket."""
    _of_tickets(HookEvent.TICKET_SOLVED, event.ticket_ids, event.at)


@on(TicketReopened, priority=PRIORITY, when=anybody)
def of_reopening(event: TicketReopened) -> None:
    """That it goes on."""
    _of_tickets(HookEvent.TICKET_REOPENED, [event.ticket_id], event.at)


@on(ActsRecorded, priority=PRIORITY, when=anybody)
def of_acts(event: ActsRecorded) -> None:
    """Each act but answers to surveys."""
    calls = [
        NewCall(HookEvent.ACT_RECORDED, f"act.recorded:{act.id}", act.at, _plain(vars(act)))
        for act in ledger.act_facts(system(), event.act_ids)
    ]
    _queue(calls)


@on(AnswersCounted, now=True)
def of_counted_answers(event: AnswersCounted) -> None:
    """How many came to which survey: whose score it was could be told from its moment, so figures stay on their page.

    Further questions are not counted: which are asked, and so how many, goes by how happy somebody is. Nor is a change.
    """
    if not anybody():
        return
    at = timezone.now()
    counts: Counter[int] = Counter()
    for one in event.counts:
        if not one.question and not one.facets_only:
            counts[one.survey_id] += one.answered
    _queue(
        [
            NewCall(HookEvent.ANSWER_COUNTED, f"answer.counted:{pk}:{at.isoformat()}", at, {"survey_id": pk, "n": n})
            for pk, n in sorted(counts.items())
            if n > 0
        ]
    )


def _of_tickets(event: HookEvent, ids: Collection[int], at: datetime, **more: Any) -> None:
    _tell(event, desk.facts_of(system(), ids), at, **more)


def _tell(event: HookEvent, found: Collection[TicketFacts], at: datetime, **more: Any) -> None:
    calls = []
    for one in found:
        said = _plain({name: getattr(one, name) for name in SAID})
        link = {"url": f"{settings.BASE_URL}/desk/tickets/{one.id}/"}
        calls.append(NewCall(event, f"{event}:{one.id}:{at.isoformat()}", at, {"ticket": said | link, **more}))
    _queue(calls)


def _queue(calls: list[NewCall]) -> None:
    if calls:
        notices.queue_calls(calls=calls, actor=system(), at=timezone.now())


def _plain(facts: dict[str, Any]) -> dict[str, Any]:
    return {name: one.isoformat() if isinstance(one, datetime) else one for name, one in facts.items()}
