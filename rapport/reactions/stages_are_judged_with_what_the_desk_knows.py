"""Stages are judged with what the desk knows: whether a matter was a question, a request or a failure."""

from __future__ import annotations

from django.utils import timezone

from rapport.domains.desk import queries as desk
from rapport.domains.desk.types import REF, TicketKind
from rapport.domains.ledger import actions as ledger
from rapport.domains.ledger.events import StagesDue
from rapport.domains.people import queries as people
from rapport.foundation.actors import system
from rapport.foundation.events import on
from rapport.measures.stages import Kind

BY_CHOICE = {TicketKind.QUESTION: Kind.QUESTION, TicketKind.REQUEST: Kind.REQUEST, TicketKind.PRAISE: Kind.PRAISE}
FAILURES = {TicketKind.INCIDENT: Kind.FAILURE, TicketKind.COMPLAINT: Kind.COMPLAINT}


@on(StagesDue, once=False, priority=80)
def judge(event: StagesDue) -> None:
    """Judge the next people. A ticket is a question until somebody looks: by choice counts only what is done."""
    persons = people.everybody_served(system(), after=event.after)
    matters = desk.kinds_of(system(), [row for one in persons for row in one.rows])
    natures = {(REF, pk): _nature(TicketKind(kind), done=done) for pk, kind, done in matters}
    ledger.judge_stages(
        run_id=event.run_id, after=event.after, persons=persons, natures=natures, actor=system(), at=timezone.now()
    )


def _nature(kind: TicketKind, *, done: bool) -> Kind:
    if kind in FAILURES:
        return FAILURES[kind]
    return BY_CHOICE[kind] if done else Kind.CONTACT
