"""What was written for many and may be the answer: help pages and known problems that whoever asked may read, too."""

from __future__ import annotations

from django.conf import settings

from rapport.domains.desk.types import MessageCard, TicketPage
from rapport.domains.knowledge import queries as knowledge
from rapport.domains.knowledge.types import PROBLEM, Suggestion
from rapport.domains.people import queries as people
from rapport.foundation.actors import NOBODY, Actor, NotFound
from rapport.interfaces.look.markdown import as_text

SHOWN, LONGEST = 4, 4_000


def written(page: TicketPage, *, words: str = "") -> list[Suggestion]:
    """The likest first; where the sender is not proven, only what everybody may read."""
    said = _said(page)
    subject, plea = ("", words) if words else (page.ticket.subject, said.text if said else "")
    about = page.ticket.service_id
    return knowledge.suggestions(_asker(page), plea, subject=subject, service_id=about, size=SHOWN)


def text_of(page: TicketPage, key: str) -> str:
    """What is put into the answer box: its title, its words, and where it stands for whoever asked."""
    asker = _asker(page)
    try:
        found = knowledge.article(asker, key)
        title, text, where = found.article.title, found.text, "help"
    except NotFound:
        card = knowledge.problem(asker, key)
        title, text, where = card.title, card.advice, "known"
    words = as_text(text)
    told = words if len(words) <= LONGEST else ""
    return "\n\n".join(part for part in (title, told, f"{settings.BASE_URL}/{where}/{key}/") if part)


def name_of(kind: str) -> str:
    """What kind of page it is, in a word or two."""
    return "Known now" if kind == PROBLEM else "Help page"


def _said(page: TicketPage) -> MessageCard | None:
    return next((one for one in page.messages if one.side == "theirs"), None)


def _asker(page: TicketPage) -> Actor:
    said = _said(page)
    if said is not None and said.unproven:
        return NOBODY
    try:
        return people.actor_of(page.ticket.requester_id)
    except NotFound:
        return NOBODY  # forgotten since
