"""Letters about tickets: their headers, who reads them in which language and zone, and nothing more than is shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from rapport.domains.desk.models import Mailbox, Ticket
from rapport.domains.desk.queries.beforehand import Asker
from rapport.domains.desk.rules.ids import answer_subject
from rapport.domains.desk.rules.thread_index import child_index
from rapport.domains.desk.types import REF
from rapport.domains.promises.types import Expect
from rapport.foundation import postroom, tokens

ANSWERS_FIRST = 20  # the desk's letters leave before mailings, which have 50
EXPECTED = ("kind", "due_at", "n", "q", "period_from", "period_to", "minutes", "about", "reader", "open_now")


class NoMailbox(Exception):
    """Nothing can be sent from this desk yet. Your text is kept; an administrator must add a mailbox first."""


@dataclass(frozen=True)
class Reader:
    """Who gets a letter, in which language, and by which clock."""

    name: str
    language: str
    zone: str
    chosen: bool = False  # the language is their own choice, not their organisation's


class Correspondence:
    """The letters of some tickets; what all of them need is read once, unless it is known who asked."""

    def __init__(self, tickets: Sequence[Ticket], *, askers: Mapping[int, Asker] | None = None) -> None:
        known = ((t.pk, (askers or {}).get(t.requester_id)) for t in tickets)
        self._readers = {pk: Reader(k.name, k.language, k.zone, k.chosen) for pk, k in known if k is not None}
        unknown = [t for t in tickets if t.pk not in self._readers]
        if unknown:
            self._readers |= self._read(unknown)
        self._mailboxes = [] if all(t.mailbox for t in tickets) else list(Mailbox.objects.order_by("pk"))

    @staticmethod
    def _read(tickets: Sequence[Ticket]) -> dict[int, Reader]:
        rows = Ticket.objects.filter(pk__in=[t.pk for t in tickets]).values_list(
            "pk", "requester__name", "requester__language", "organisation__language", "organisation__zone"
        )
        return {pk: Reader(name, own or theirs, zone, bool(own)) for pk, name, own, theirs, zone in rows}

    def letter(
        self,
        ticket: Ticket,
        *,
        kind: str,
        address: str,
        subject: str,
        said: dict[str, Any],
        in_reply_to: str,
        references: Sequence[str],
        at: datetime,
        automatic: bool = False,
        cc: Sequence[tuple[str, str]] = (),
        files: Sequence[postroom.Enclosed] = (),
    ) -> postroom.NewLetter:
        """One letter; its Message-ID carries the token that leads the answer back."""
        mailbox, reader = self._sender(ticket), self._readers[ticket.pk]
        shown = {"name": reader.name, "key": ticket.key, "public_key": ticket.public_key, "zone": reader.zone}
        return postroom.NewLetter(
            kind=kind,
            data=shown | {"desk": mailbox.name} | _signed(mailbox) | said,
            to=[("" if said.get("confirm") else reader.name, address)],
            cc=list(cc),
            sender=(mailbox.sender_name or mailbox.name, mailbox.address),
            subject=answer_subject(subject),
            message_id=postroom.new_message_id(tokens.thread_token(REF, ticket.pk)),
            organisation_id=ticket.organisation_id,
            in_reply_to=in_reply_to,
            references=[r for r in dict.fromkeys(references) if r],
            thread_index=child_index(ticket.thread_index, at=at),
            thread_topic=ticket.thread_topic,
            automatic=automatic,
            files=list(files),
            ref=(REF, ticket.pk),
            language=reader.language if reader.chosen else mailbox.language or reader.language,
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


def _signed(mailbox: Mailbox) -> dict[str, Any]:
    """The signature of the mailbox in lines, where it has one."""
    return {"signature": mailbox.signature.splitlines()} if mailbox.signature else {}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime | date) else value
