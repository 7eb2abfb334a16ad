"""What somebody who has just written can try now: known problems and help pages, in their acknowledgement."""

from __future__ import annotations

from django.conf import settings

from rapport.domains.desk import queries as desk
from rapport.domains.knowledge import queries as knowledge
from rapport.domains.knowledge.types import PROBLEM
from rapport.domains.people import queries as people
from rapport.foundation.actors import NOBODY, NotFound, system
from rapport.foundation.models.mail import Letter
from rapport.interfaces.mail.letters.desk_words import words_in

MOST = 2


def lines(letter: Letter) -> list[tuple[str, str]]:
    """Words and address of each, for this reader; where the sender is not proven, only what everybody may read."""
    if letter.ref_id is None:
        return []
    try:
        page = desk.ticket(system(), letter.ref_id)
        said = next((m for m in page.messages if m.side == "theirs"), None)
        if said is None:
            return []
        viewer = NOBODY if said.unproven else people.actor_of(page.ticket.requester_id)
    except NotFound:
        return []
    subject, about = page.ticket.subject, page.ticket.service_id
    found = knowledge.suggestions(viewer, said.text, subject=subject, service_id=about, size=MOST)
    ours = words_in(letter.language)
    forms = [ours.known if one.kind == PROBLEM else ours.try_now for one in found]
    named = zip(forms, found, strict=True)
    return [(form.format(title=one.title), _address(one.kind, one.key)) for form, one in named]


def _address(kind: str, key: str) -> str:
    return f"{settings.BASE_URL}/{'known' if kind == PROBLEM else 'help'}/{key}/"
