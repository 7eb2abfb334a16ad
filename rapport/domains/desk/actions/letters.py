"""Letters about tickets: their headers, who reads them in which language and zone, and nothing more than is shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from rapport.domains.desk.models import Mailbox, Message, Ticket
from rapport.domains.desk.queries.beforehand import Asker
from rapport.domains.desk.rules.ids import answer_subject
from rapport.domains.desk.rules.thread_index import child_index
from rapport.domains.desk.types import REF, Side, TicketChannel
from rapport.domains.promises.types import Expect
from rapport.foundation import postroom, tokens
from rapport.foundation.languages import language_of_letter

ANSWERS_FIRST = 20  # the desk's letters leave before mailings, which have 50
WRITTEN = (TicketChannel.MAIL, TicketChannel.PORTAL, TicketChannel.API)
EXPECTED = ("kind", "due_at", "n", "q", "period_from", "period_to", "minutes", "about", "reader", "open_now")


class NoMailbox(Exception):
    """Nothing can be sent from this desk yet. Your text is kept; an administrator must add a mailbox first."""


@dataclass(frozen=True)
class Reader:
    """Who gets a letter, by which clock, and what is known of their language: chosen, last written in, around them."""

    name: str
    zone: str
    own: str = ""
    said: str = ""
    theirs: str = ""

    @classmethod
    def of(cls, asker: Asker) -> Reader:
        """Who asked just now; the language of what they wrote stands on their message."""
        own, theirs = (asker.language, "") if asker.chosen else ("", asker.language)
        return cls(asker.name, asker.zone, own=own, theirs=theirs)


class Correspondence:
    """The letters of some tickets; what all of them need is read once, unless it is known who asked."""

    def __init__(self, tickets: Sequence[Ticket], *, askers: Mapping[int, Asker] | None = None) -> None:
        known = ((t.pk, (askers or {}).get(t.requester_id)) for t in tickets)
        self._readers = {pk: Reader.of(k) for pk, k in known if k is not None}
        unknown = [t for t in tickets if t.pk not in self._readers]
        if unknown:
            self._readers |= self._read(unknown)
        self._mailboxes = [] if all(t.mailbox for t in tickets) else list(Mailbox.objects.order_by("pk"))

    @staticmethod
    def _read(tickets: Sequence[Ticket]) -> dict[int, Reader]:
        rows = Ticket.objects.filter(pk__in=[t.pk for t in tickets]).annotate(said=Subquery(_last_written_in()))
        found = rows.values_list(
            *("pk", "requester__name", "organisation__zone"),
            *("requester__language", "said", "organisation__language"),
        )
        return {pk: Reader(name, zone, own, said or "", theirs) for pk, name, zone, own, said, theirs in found}

    def letter(
        self,
        ticket: Ticket,
        *,
        kind: str,
        address: str,
        subject: str | None,
        said: dict[str, Any],
        in_reply_to: str,
        references: Sequence[str],
        at: datetime,
        automatic: bool = False,
        cc: Sequence[tuple[str, str]] = (),
        files: Sequence[postroom.Enclosed] = (),
        said_in: str = "",
    ) -> postroom.NewLetter:
        """One letter; its Message-ID carries the token that leads the answer back.

        Without a subject it has the one of its words. `said_in` is the language of what it answers, where known.
        """
        mailbox, reader = self._sender(ticket), self._readers[ticket.pk]
        shown = {"name": reader.name, "key": ticket.key, "public_key": ticket.public_key, "zone": reader.zone}
        return postroom.NewLetter(
            kind=kind,
            data=shown | {"desk": mailbox.name} | _signed(mailbox) | said,
            to=[("" if said.get("confirm") else reader.name, address)],
            cc=list(cc),
            sender=(mailbox.sender_name or mailbox.name, mailbox.address),
            subject=answer_subject(subject) if subject is not None else "",
            message_id=postroom.new_message_id(tokens.thread_token(REF, ticket.pk)),
            organisation_id=ticket.organisation_id,
            in_reply_to=in_reply_to,
            references=[r for r in dict.fromkeys(references) if r],
            thread_index=child_index(ticket.thread_index, at=at),
            thread_topic=ticket.thread_topic,
            automatic=automatic,
            files=list(files),
            ref=(REF, ticket.pk),
            language=language_of_letter(
                own=reader.own, said=said_in or reader.said, mailbox=mailbox.language, theirs=reader.theirs
            ),
            priority=ANSWERS_FIRST,
        )

    def _sender(self, ticket: Ticket) -> Mailbox:
        """The mailbox the ticket came to, else one of its team, else the first."""
        if ticket.mailbox is not None:
            return ticket.mailbox
        fitting = [m for m in self._mailboxes if m.team_id == ticket.team_id] or self._mailboxes
        if not fitting:
            raise NoMailbox(NoMailbox.__doc__)
        return fitting[0]

    @staticmethod
    def plain(expect: Expect | None) -> dict[str, Any] | None:
        """What to expect as plain values, for the letter to word."""
        return {name: _plain(getattr(expect, name)) for name in EXPECTED} if expect is not None else None


def _last_written_in() -> QuerySet[Any, Any]:
    """The language of the newest message they wrote themselves that has one; what an agent noted is in the agent's."""
    written = Message.objects.filter(ticket=OuterRef("pk"), author=OuterRef("requester"), side=Side.THEIRS)
    written = written.filter(channel__in=WRITTEN, noted_by__isnull=True)
    return written.filter(language__gt="").order_by("-pk").values("language")[:1]


def _signed(mailbox: Mailbox) -> dict[str, Any]:
    """The signature of the mailbox in lines, where it has one."""
    return {"signature": mailbox.signature.splitlines()} if mailbox.signature else {}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime | date) else value
