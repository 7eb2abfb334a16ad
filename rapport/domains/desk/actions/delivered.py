"""The rows that one mail becomes: a ticket, a message, a note of a copy, or a held mail."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from rapport.domains.desk.models import HeldMessage, Mailbox, Message, Ticket
from rapport.domains.desk.rules import ids, thread_index
from rapport.domains.desk.types import Incoming, Proof, Side, TicketChannel
from rapport.domains.people.types import SenderFound

SHORT = 500
MOST_REMARKS = 10
LONGEST_ID = 998
WRONG_CLOCK = timedelta(days=7)


@dataclass(frozen=True)
class Delivered:
    """One delivery with the mailbox it belongs to and who its sender is to us, received at a moment."""

    item: Incoming
    mailbox: Mailbox
    sender: SenderFound
    at: datetime

    @property
    def mail_key(self) -> str:
        """What copies of this mail share."""
        mail = self.item.mail
        return ids.mail_key(
            message_id=mail.message_id,
            sender=mail.sender_address,
            fingerprint=mail.fingerprint,
            recipients=self.item.recipients,
        )

    @property
    def said_at(self) -> datetime:
        """When it was said: the mail's own date, unless it lies after its arrival or a week before it.

        Mail from before the mailbox was connected arrives late by nature, so its own date counts.
        """
        sent = self.item.mail.sent_at
        if sent is None or sent > self._arrived:
            return self._arrived
        return self._arrived if self.item.acknowledge and self._arrived - sent > WRONG_CLOCK else sent

    @property
    def opened_at(self) -> datetime:
        """We know of it since its arrival; of old mail found in a new mailbox since it was written."""
        return self._arrived if self.item.acknowledge else self.said_at

    def ticket(self, *, follows_id: int | None) -> Ticket:
        """A new ticket, opened when its mail arrived."""
        topic = ids.ticket_subject(self.item.mail.subject)
        return Ticket(
            organisation_id=self.sender.organisation_id,  # type: ignore[misc]  # held unless both are known
            requester_id=self.sender.person_id,  # type: ignore[misc]
            team_id=self.mailbox.team_id,
            service_id=self.mailbox.service_id,
            mailbox=self.mailbox,
            subject=topic,
            channel=TicketChannel.MAIL,
            opened_at=self.opened_at,
            last_message_at=self.opened_at,
            last_side=Side.THEIRS,
            follows_id=follows_id,
            thread_topic=topic,
            thread_index=thread_index.new_index(seed=f"mail {self.item.raw_mail_id}", at=self.at),
        )

    def message(self, side: str, *, by_token: bool) -> Message:
        """What the mail says; unproven unless its domain vouches for it or it answers a letter of ours by token."""
        mail = self.item.mail
        return Message(
            author_id=self.sender.person_id,
            side=side,
            channel=TicketChannel.MAIL,
            text=mail.text,
            quoted=mail.quoted,
            html=mail.html,
            said_at=self.said_at,
            recorded_at=self.at,
            mail_id=self._mail_id,
            mail_key=self.mail_key,
            mail_subject=mail.subject[:SHORT],
            references=ids.chain(mail.ids),
            cc=self._cc,
            raw_mail_id=self.item.raw_mail_id,
            unproven=mail.proof != Proof.PASS and not by_token,
            remarks=self._remarks,
            language=mail.language,
        )

    def note(self, reason: str) -> Message:
        """A line for staff that says what was ignored and why."""
        return Message(
            side=Side.NOTE,
            channel=TicketChannel.MAIL,
            text=f"A mail from {self.item.mail.sender_address or 'nobody'} was not added. {reason}",
            said_at=self._arrived,
            recorded_at=self.at,
            raw_mail_id=self.item.raw_mail_id,
        )

    def held(self, reason: str, *, ticket: Ticket | None, files: Sequence[tuple[int, str, str]]) -> HeldMessage:
        """Everything that is needed to accept the mail later."""
        mail = self.item.mail
        return HeldMessage(
            raw_mail_id=self.item.raw_mail_id,
            ticket=ticket,
            team_id=ticket.team_id if ticket is not None else self.mailbox.team_id,
            mailbox=self.mailbox,
            person_id=self.sender.person_id,
            reason=reason[:300],
            sender_name=mail.sender_name[:200],
            sender_address=mail.sender_address.strip()[:254],
            subject=mail.subject[:SHORT],
            text=mail.text,
            quoted=mail.quoted,
            html=mail.html,
            cc=self._cc,
            references=ids.chain(mail.ids),
            files=[list(one) for one in files],
            mail_id=self._mail_id,
            mail_key=self.mail_key,
            proof=mail.proof,
            remarks=self._remarks,
            received_at=self.item.received_at,
            said_at=self.said_at,
        )

    @property
    def _arrived(self) -> datetime:
        return min(self.item.received_at, self.at)

    @property
    def _mail_id(self) -> str:
        bare = ids.bare_id(self.item.mail.message_id)[: LONGEST_ID - 2]
        return f"<{bare}>" if bare else ""

    @property
    def _remarks(self) -> list[str]:
        return [one[:300] for one in self.item.mail.remarks[:MOST_REMARKS]]

    @property
    def _cc(self) -> list[list[str]]:
        return [[name[:200], address[:254]] for name, address in self.item.mail.cc]
