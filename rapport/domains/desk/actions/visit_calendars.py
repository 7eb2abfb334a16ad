"""What calendars answer to the entry of a visit: it stands at the visit, and a refusal is our turn."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from rapport.domains.desk.actions.answering import write_note
from rapport.domains.desk.actions.visit_answers import ask_for_other_time
from rapport.domains.desk.actions.visiting import VisitEnded, keep
from rapport.domains.desk.models import Visit
from rapport.domains.desk.queries import changing
from rapport.domains.desk.rules.visiting import CalendarSaid, VisitState
from rapport.domains.desk.types import VisitReply, VisitReplyNoted
from rapport.domains.people import queries as people
from rapport.foundation.actors import Actor, NotAllowed, NotFound

NOTED = "An answer to the calendar entry of a visit; it stands at the visit."
EARLIER = "An answer to an earlier time of a visit, which has another one now."
REFUSING = (CalendarSaid.DECLINED, CalendarSaid.COUNTER)


@transaction.atomic
def note_visit_replies(*, replies: Sequence[VisitReply], actor: Actor, at: datetime) -> dict[int, VisitReplyNoted]:
    """Note what the one who is told of a visit and who goes answer in their calendars, by the id of the delivery.

    What is not among them is about no visit of ours, or from somebody else: it is to be received like any mail, as
    is one whose `reason` is empty, because more was said with it than a calendar can tell.
    """
    rows = changing.visits_to_answer(actor, [one.visit_key for one in replies])
    noted = {}
    for reply in replies:
        row = rows.get(reply.visit_key)
        theirs = _is_theirs(row, reply, actor) if row is not None and not reply.forged else None
        if row is not None and theirs is not None:
            noted[reply.raw_mail_id] = _note(row, reply, theirs=theirs, actor=actor, at=at)
    return noted


def _is_theirs(row: Visit, reply: VisitReply, actor: Actor) -> bool | None:
    """Whether who is told of it answers (True) or who goes (False); None for anybody else."""
    from_whom = {card.id for card in people.people_with_address(actor, reply.address)}
    if row.person.kept_id in from_whom:
        return True
    return False if row.technician is not None and row.technician.kept_id in from_whom else None


def _note(row: Visit, reply: VisitReply, *, theirs: bool, actor: Actor, at: datetime) -> VisitReplyNoted:
    if row.state != VisitState.ARRANGED or row.starts_at <= at or reply.version < row.version:
        return _received(row, "" if reply.words or reply.said in REFUSING else EARLIER)
    name = "answer_theirs" if theirs else "answer_ours"
    keep(row, "answered", actor=actor, at=at, **{name: reply.said})
    if reply.said in REFUSING:
        done = _refused_by_them(row, reply, at) if theirs else _refused_by_us(row, reply, at)
        return _received(row, NOTED if done else "")
    return _received(row, "" if reply.words else NOTED)


def _received(row: Visit, reason: str) -> VisitReplyNoted:
    return VisitReplyNoted(visit_id=row.pk, ticket_id=row.ticket_id, reason=reason)


def _refused_by_them(row: Visit, reply: VisitReply, at: datetime) -> bool:
    """The same as their asking for another time on its page; False where they may not, so that the mail is read."""
    words = _in_words(row, reply)
    if row.asked_for == words:
        return True  # the same mail by another way
    try:
        ask_for_other_time(public_key=row.public_key, words=words, actor=people.actor_of(row.person_id), at=at)
    except (NotFound, NotAllowed, VisitEnded):
        return False
    return True


def _refused_by_us(row: Visit, reply: VisitReply, at: datetime) -> bool:
    """Who was to go cannot: a note at the ticket; without a ticket the words are a mail of their own."""
    if row.ticket_id is None or row.technician_id is None:
        return not reply.words and reply.said == CalendarSaid.DECLINED
    text = f"About the visit at {row.site.name}: {_in_words(row, reply)}"
    try:
        write_note(ticket_id=row.ticket_id, text=text, actor=people.actor_of(row.technician_id), at=at)
    except (NotFound, NotAllowed):
        return False
    return True


def _in_words(row: Visit, reply: VisitReply) -> str:
    said = "declined in the calendar"
    if reply.said == CalendarSaid.COUNTER:
        said = "another time proposed in the calendar"
        if reply.starts_at and reply.ends_at:
            begins, ends = (one.astimezone(ZoneInfo(row.zone)) for one in (reply.starts_at, reply.ends_at))
            said = f"{begins:%A} {begins.day} {begins:%B}, {begins:%H:%M} to {ends:%H:%M}, proposed in the calendar"
    return " ".join(f"{said}. {reply.words}".split())[:500] if reply.words else said
