"""What came of a visit: one that took place is a planned act of both histories, one in vain a note for us."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from rapport.domains.desk.actions.answering import log_contact, write_note
from rapport.domains.desk.actions.visiting import VisitEnded, WrongVisit, keep
from rapport.domains.desk.models import Visit
from rapport.domains.desk.queries import changing
from rapport.domains.desk.rules.visiting import OUTCOMES, VisitState
from rapport.domains.desk.types import REF
from rapport.domains.ledger import actions as ledger
from rapport.domains.ledger.types import Audience, Channel, Direction, NewAct
from rapport.domains.promises import actions as promises
from rapport.foundation.actors import Actor


@transaction.atomic
def record_outcome(
    *,
    visit_id: int,
    outcome: str,
    words: str,
    actor: Actor,
    at: datetime,
    minutes: int | None = None,
    fixed: bool | None = None,
    keeps: Collection[int] = (),
) -> Visit:
    """Keep how a visit went: done, not possible (and why) or nobody there; `fixed`: one visit was enough.

    It keeps the promised deeds of its ticket that `keeps` names; where one visit was enough, all of them.

    Done, it is our planned act on the ticket, seen by both; else the ticket gets a note. Raises NotFound, VisitEnded,
    WrongVisit.
    """
    row, said = changing.visit_to_change(actor, visit_id), " ".join(words.split())[:1000]
    if row.state != VisitState.ARRANGED:
        raise VisitEnded(VisitEnded.__doc__)
    if outcome not in OUTCOMES:
        raise WrongVisit(f"What came of it is one of: {', '.join(OUTCOMES)}.")
    if row.starts_at > at:
        raise WrongVisit(f"The visit begins later. {row.site.name} has not been visited yet.")
    if not said and outcome != VisitState.NOBODY_THERE:
        raise WrongVisit("Say in one line what was done, or why it was not possible.")
    done = outcome == VisitState.DONE
    keep(
        row,
        "ended",
        actor=actor,
        at=at,
        state=VisitState(outcome),
        words=said,
        minutes=minutes,
        fixed=fixed if done else None,
        ended_at=at,
    )
    _remember(row, done, keeps, actor, at)
    return row


def _remember(row: Visit, done: bool, keeps: Collection[int], actor: Actor, at: datetime) -> None:
    if row.ticket_id is None:
        ledger.record_acts([_act(row, done, actor, at)], actor=actor, at=at)
    elif done:
        log_contact(
            ticket_id=row.ticket_id,
            text=row.words,
            channel=Channel.VISIT,
            minutes=row.minutes,
            planned=True,
            keeps=keeps,
            actor=actor,
            at=at,
        )
        if row.fixed:
            promises.keep_promises(ref=(REF, row.ticket_id), actor=actor, at=at)
    else:
        why = f" {row.words}" if row.words else ""
        write_note(ticket_id=row.ticket_id, text=f"Visit, {row.state}.{why}", keeps=keeps, actor=actor, at=at)


def _act(row: Visit, done: bool, actor: Actor, at: datetime) -> NewAct:
    """In the moment it is told: what both histories say of it. In vain it is ours alone; either way it is over."""
    return NewAct(
        person_id=row.person_id,
        organisation_id=row.organisation_id,
        at=at,
        channel=Channel.VISIT,
        direction=Direction.OURS,
        kind="visit",
        source_key=f"visit:{row.pk}",
        author_id=actor.person_id,
        team_id=row.team_id,
        site_id=row.site_id,
        ref=("visit", row.pk),
        completes=True,
        planned=True,
        title=row.what,
        minutes=row.minutes,
        audience=Audience.BOTH if done else Audience.STAFF,
    )
