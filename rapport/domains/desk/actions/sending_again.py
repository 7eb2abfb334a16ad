"""Sending a letter that was refused once more, when somebody knows that its address works again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from rapport.domains.desk.queries import changing
from rapport.domains.desk.types import REF
from rapport.foundation import audit, postroom
from rapport.foundation.actors import Actor, NotFound
from rapport.foundation.models import Letter


@transaction.atomic
def send_letter_again(*, ticket_id: int, letter_id: int, actor: Actor, at: datetime) -> None:
    """Write to its addresses again and queue a refused letter; postroom.Emptied where its words are gone."""
    ticket = changing.ticket_itself(actor, ticket_id)
    letter = next((row for row in postroom.letters_of(REF, [ticket.pk]) if row.pk == letter_id), None)
    if letter is None or letter.state != Letter.REFUSED:
        raise NotFound
    postroom.send_again(letter.pk, at=at)
    for _, address in (*letter.to, *letter.cc):
        postroom.allow_again(address)
    audit.record("letter.sent_again", actor=actor, subject_kind="letter", subject_id=letter.pk, at=at)
