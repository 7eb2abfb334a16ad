"""Letters about visits, each with the calendar entry: to the person at the site and to the technician."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from rapport.domains.desk.actions.letters import Correspondence
from rapport.domains.desk.models import Mailbox, Visit
from rapport.domains.desk.queries import thread
from rapport.domains.ledger import actions as ledger
from rapport.domains.ledger.types import NewTrace
from rapport.domains.people import queries as people
from rapport.domains.people.types import PersonCard
from rapport.foundation import postroom, tokens
from rapport.foundation.actors import Actor, system
from rapport.foundation.languages import language_of_letter

REF = "visit"
CANCEL, REQUEST = "CANCEL", "REQUEST"


def tell(visit: Visit, said: str, *, actor: Actor, at: datetime, words: str = "", dropped: int | None = None) -> None:
    """Tell both of them: "arranged", "moved", "changed", "cancelled" or "reminded"; `dropped` does not go any more.

    Without a mailbox, an address or an address that takes mail nobody is written to; the visit stands all the same.
    """
    if not Mailbox.objects.exists():
        return
    wanted = {pk for pk in (visit.person_id, visit.technician_id, dropped) if pk}
    cards = people.names(system(), wanted)
    refused = postroom.suppressed_among(card.address for card in cards.values())
    reached = {pk: c for pk, c in cards.items() if c.address and c.address.lower() not in refused}
    letters = []
    if card := reached.get(visit.person_id):
        letters.append(_to_person(visit, card, _told(visit, said, words), actor=actor, at=at))
        ledger.record_traces([_trace(visit, at)], actor=actor, at=at)
    if visit.technician_id and (card := reached.get(visit.technician_id)):
        letters.append(_to_staff(visit, card, _told(visit, said, words)))
    if dropped and (card := reached.get(dropped)):
        letters.append(_to_staff(visit, card, _told(visit, "cancelled", "Somebody else goes.")))
    postroom.post(letters, at=at)


def _told(visit: Visit, said: str, words: str) -> dict[str, Any]:
    """All that a letter and its calendar entry say of a visit, as plain values."""
    return {
        "said": said,
        "visit": visit.pk,
        "visit_key": visit.public_key,
        "ticket_id": visit.ticket_id,
        "method": CANCEL if said == "cancelled" else REQUEST,
        "version": visit.version,
        "starts_at": visit.starts_at.isoformat(),
        "ends_at": visit.ends_at.isoformat(),
        "place_zone": visit.zone,
        "site": visit.site.name,
        "organisation": visit.organisation.name,
        "what": visit.what,
        "kit": list(visit.kit),
        "technician": visit.technician.name if visit.technician else "",
        "words": words,
    }


def _trace(visit: Visit, at: datetime) -> NewTrace:
    ref = ("ticket", visit.ticket_id) if visit.ticket_id else (REF, visit.pk)
    return NewTrace(person_id=visit.person_id, kind="visit", at=at, ref=ref)


def _to_person(visit: Visit, card: PersonCard, said: dict[str, Any], *, actor: Actor, at: datetime) -> Any:
    said = said | {"kit": []}  # what we bring is for those who carry it
    if visit.ticket is None:
        return _alone(visit, card, said, kind="visit")
    before = thread.chain_of(actor if actor.staff else system(), visit.ticket.pk)
    return Correspondence([visit.ticket]).letter(
        visit.ticket,
        kind="visit",
        address=card.address,
        subject=before.subject or visit.ticket.subject,
        said=said,
        in_reply_to=before.last,
        references=before.references,
        automatic=said["said"] == "reminded",
        at=at,
    )


def _to_staff(visit: Visit, card: PersonCard, said: dict[str, Any]) -> Any:
    return _alone(visit, card, said, kind="visit_staff")


def _alone(visit: Visit, card: PersonCard, said: dict[str, Any], *, kind: str) -> Any:
    """A letter that continues no conversation; an answer to it begins one."""
    mailboxes = list(Mailbox.objects.order_by("pk"))
    mailbox = next((m for m in mailboxes if m.team_id == visit.team_id), mailboxes[0])
    return postroom.NewLetter(
        kind=kind,
        data={"name": card.name, "desk": mailbox.name, "zone": visit.zone} | said,
        to=[(card.name, card.address)],
        sender=(mailbox.sender_name or mailbox.name, mailbox.address),
        subject="",  # worded by the letter, in the language of whoever reads it
        message_id=postroom.new_message_id(tokens.thread_token(REF, visit.pk)),
        organisation_id=visit.organisation_id,
        ref=(REF, visit.pk),
        language=language_of_letter(own=card.own_language, mailbox=mailbox.language, theirs=card.language),
    )
