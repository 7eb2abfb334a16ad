"""What the one who is told of a visit may do: move it to a time that is free, or ask for another one."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from rapport.domains.desk.actions import visit_letters
from rapport.domains.desk.actions.answering import reply_as_customer
from rapport.domains.desk.actions.visiting import UNANSWERED, VisitEnded, keep
from rapport.domains.desk.models import Message, Visit
from rapport.domains.desk.queries import changing
from rapport.domains.desk.queries.visits import free_of
from rapport.domains.desk.rules.visiting import VisitState
from rapport.domains.ledger import actions as ledger
from rapport.domains.ledger.types import Channel, Direction, NewAct
from rapport.foundation.actors import Actor, NotFound


class NotFree(ValueError):
    """This time was taken meanwhile. The visit stands as it was; choose another of the times below."""


class NothingAsked(ValueError):
    """Say which days or times suit you. The visit stands as it was."""


@transaction.atomic
def move_own_visit(*, public_key: str, starts_at: datetime, actor: Actor, at: datetime) -> Visit:
    """Move one's own visit to a time that its technician has free. Raises NotFound, VisitEnded, NotFree.

    To the time it has, which is what a form sent twice says, nothing is moved and nobody told.
    """
    row = _own(public_key, actor, at)
    if starts_at == row.starts_at:
        return row
    # Two who move to one time wait for each other here, and the second finds it taken.
    list(Visit.objects.to_come().filter(technician_id=row.technician_id or 0).select_for_update().order_by("pk"))
    window = next((one for one in free_of(actor, row, at=at) if one[0] == starts_at), None)
    if window is None:
        raise NotFree(NotFree.__doc__)
    fields = {"starts_at": window[0], "ends_at": window[1], "asked_for": "", "reminded_at": None} | UNANSWERED
    keep(row, "moved", actor=actor, at=at, version=row.version + 1, moves_theirs=row.moves_theirs + 1, **fields)
    ledger.record_acts([_act(row, "visit moved", actor, at)], actor=actor, at=at)
    visit_letters.tell(changing.visit_as_told(actor, row.pk), "moved", actor=actor, at=at)
    return row


@transaction.atomic
def ask_for_other_time(*, public_key: str, words: str, actor: Actor, at: datetime) -> Visit:
    """Ask for a time that is not offered: on a ticket it is our turn then."""
    row, said = _own(public_key, actor, at), " ".join(words.split())[:500]
    if not said:
        raise NothingAsked(NothingAsked.__doc__)
    keep(row, "asked_for", actor=actor, at=at, asked_for=said, moves_theirs=row.moves_theirs + 1)
    if row.ticket_id is not None:
        text = f"Another time for the visit, please: {said}"
        message = reply_as_customer(ticket_id=row.ticket_id, text=text, actor=actor, at=at)
        Message.objects.filter(pk=message.pk).update(language="")  # half of it is ours: it tells nothing of theirs
    else:
        ledger.record_acts([_act(row, "visit asked for", actor, at)], actor=actor, at=at)
    return row


def _own(public_key: str, actor: Actor, at: datetime) -> Visit:
    row = Visit.objects.told_to(actor).select_for_update(of=("self",)).filter(public_key=public_key).first()
    if row is None:
        raise NotFound
    actor.require("tickets.open")
    if row.state != VisitState.ARRANGED or row.starts_at <= at:
        raise VisitEnded("This visit has begun or has ended, so it cannot be moved. Write to us instead.")
    return row


def _act(row: Visit, kind: str, actor: Actor, at: datetime) -> NewAct:
    return NewAct(
        person_id=row.person_id,
        organisation_id=row.organisation_id,
        at=at,
        channel=Channel.PORTAL,
        direction=Direction.THEIRS,
        kind=kind,
        source_key=f"visit:{row.pk}:{row.moves_theirs}:theirs",
        author_id=actor.person_id,
        team_id=row.team_id,
        site_id=row.site_id,
        ref=("ticket", row.ticket_id) if row.ticket_id else (visit_letters.REF, row.pk),
        planned=True,
        title=row.what,
    )
