"""What a recovery was about, as people name it: a ticket by its number, a service by its name, a term by its word."""

from __future__ import annotations

import re

from rapport.domains.desk import queries as desk
from rapport.domains.knowledge import queries as knowledge
from rapport.domains.people import queries as people
from rapport.domains.recovery.types import CauseKind
from rapport.foundation.actors import Actor, NotFound

_AT_THE_END = re.compile(r"/(\d{1,15})/?(?:[?#].*)?$")  # the address of its page, pasted
MOST_TERMS = 500


def cause_named(actor: Actor, kind: str, said: str) -> int | None:
    """The id of what somebody named; None where nothing of that kind within reach is called so."""
    words = " ".join(said.split())
    address = _AT_THE_END.search(words)
    if address:
        return int(address[1])
    if kind == CauseKind.TICKET:
        return _ticket(actor, words)
    if kind == CauseKind.SERVICE:
        return _called(people.service_names(actor), words)
    terms = knowledge.terms(actor, size=MOST_TERMS).rows
    return _called([(one.id, word) for one in terms for word in (one.their_word, one.our_word)], words)


def _ticket(actor: Actor, words: str) -> int | None:
    try:
        return desk.ticket_id_of(actor, words.strip("#[] "))
    except NotFound:
        return int(words) if words.isdigit() else None


def _called(named: list[tuple[int, str]], words: str) -> int | None:
    wanted = words.casefold()
    return next((pk for pk, name in named if name.casefold() == wanted), None)
