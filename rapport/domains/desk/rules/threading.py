"""Which conversation does a mail belong to, and may it join? (docs/rules-of-mail.md 2, 3, 5, 11.) Plain functions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from rapport.domains.desk.types import REF, TicketState

OLD = timedelta(days=14)
RETRY = timedelta(hours=1)

OURSELVES = "It came from one of our own mailboxes."
COPY = "The same mail is here already."
FORGED = "The sender's own mail domain says that this mail is forged (DMARC)."
STRANGER = "The sender does not take part in this ticket."
UNKNOWN_SENDER = "It does not say who wrote it."
AUTOMATIC = "An automatic answer: kept on the ticket and not treated as an answer."


@dataclass
class Conversation:
    """A ticket as threading sees it: one of the database, or one that this list opens."""

    ticket_id: int | None = None
    key: str = ""
    state: str = TicketState.NEW
    closed_at: datetime | None = None
    participants: set[int] = field(default_factory=set)
    follow_up: Conversation | None = None
    follows: Conversation | None = None
    reopened: bool = False
    leads_to: Conversation | None = None

    @property
    def kept(self) -> Conversation:
        """The conversation itself, or the one it was merged into."""
        return self.leads_to.kept if self.leads_to is not None else self

    def is_old(self, at: datetime) -> bool:
        """True for a ticket that was closed more than 14 days ago."""
        return self.state == TicketState.CLOSED and self.closed_at is not None and at - self.closed_at > OLD


@dataclass(frozen=True)
class Seen:
    """A mail that is here already: where, and when it was recorded."""

    conversation: Conversation | None
    recorded_at: datetime


@dataclass(frozen=True)
class Arrival:
    """What threading needs to know of one mail."""

    mail_key: str
    own_hash: str
    hashes: tuple[str, ...]
    sender_address: str
    received_at: datetime
    token_ref: tuple[str, int] | None = None
    subject_keys: tuple[str, ...] = ()
    person_id: int | None = None
    held_reason: str = ""
    forged: bool = False
    automatic: bool = False


@dataclass(frozen=True)
class Placed:
    """The judgement on one mail: ticket, reply, held or ignored."""

    outcome: str
    conversation: Conversation | None = None
    reason: str = ""
    proven_by_token: bool = False


class Threads:
    """All conversations that a list of mails may belong to; places one mail after another, parents before replies."""

    def __init__(
        self,
        *,
        conversations: Iterable[Conversation],
        known: Mapping[str, Collection[int]],
        seen: Mapping[str, Seen],
        ours: Collection[str],
    ) -> None:
        stored = {c.ticket_id: c for c in conversations if c.ticket_id is not None}
        self._by_id = {ticket_id: c.kept for ticket_id, c in stored.items()}
        self._by_key = {c.key.upper(): c.kept for c in stored.values() if c.key}
        self._by_hash = {h: [self._by_id[i] for i in ids if i in self._by_id] for h, ids in known.items()}
        self._seen = dict(seen)
        self._ours = {address.lower() for address in ours}

    def place(self, arrival: Arrival) -> Placed:
        """Judge one mail and remember it for those that follow."""
        placed = self._judge(arrival)
        if placed.outcome != "ignored":
            self._seen.setdefault(arrival.mail_key, Seen(placed.conversation, arrival.received_at))
        if placed.outcome in {"ticket", "reply"} and placed.conversation is not None:
            self._remember(arrival, placed.conversation)
        return placed

    def _judge(self, arrival: Arrival) -> Placed:
        if arrival.sender_address.lower() in self._ours:
            return self._of_ours(arrival)
        if (copy := self._copy_of(arrival)) is not None:
            return Placed("ignored", copy.conversation, COPY)
        matched, by_token = self._match(arrival)
        if (reason := _reason_to_hold(arrival, matched)) != "":
            return Placed("held", matched, reason)
        if matched is None:
            return Placed("ticket", Conversation(participants={arrival.person_id or 0}))
        return self._join(arrival, matched, by_token)

    def _of_ours(self, arrival: Arrival) -> Placed:
        """A note on its ticket; without one staff read it among held mail. It never becomes an answer or a ticket."""
        if (copy := self._copy_of(arrival)) is not None:
            return Placed("ignored", copy.conversation, COPY)
        matched, _ = self._match(arrival)
        return Placed("held" if matched is None else "ignored", matched, OURSELVES)

    def _join(self, arrival: Arrival, matched: Conversation, by_token: bool) -> Placed:
        if arrival.automatic:
            return Placed("reply", matched, AUTOMATIC, by_token)
        if matched.is_old(arrival.received_at):
            if matched.follow_up is None:
                matched.follow_up = Conversation(participants={arrival.person_id or 0}, follows=matched)
                return Placed("ticket", matched.follow_up, f"follows {matched.key}", by_token)
            matched = matched.follow_up
        if matched.state in {TicketState.SOLVED, TicketState.CLOSED}:
            matched.state, matched.reopened = TicketState.OPEN, True
        return Placed("reply", matched, "", by_token)

    def _copy_of(self, arrival: Arrival) -> Seen | None:
        """A mail with a Message-ID is a copy for ever; one without only as a retry within the hour."""
        seen = self._seen.get(arrival.mail_key)
        if seen is None or arrival.own_hash:
            return seen
        return seen if abs(arrival.received_at - seen.recorded_at) <= RETRY else None

    def _match(self, arrival: Arrival) -> tuple[Conversation | None, bool]:
        """The conversation a mail points to, and whether a signed token says so."""
        if arrival.token_ref is not None and arrival.token_ref[0] == REF and arrival.token_ref[1] in self._by_id:
            return self._by_id[arrival.token_ref[1]], True
        named = [self._by_key[k.upper()] for k in arrival.subject_keys if k.upper() in self._by_key]
        referred = [c for h in arrival.hashes for c in self._by_hash.get(h, ())]
        waiting = self._by_hash.get(arrival.own_hash, []) if arrival.own_hash else []
        for conversation in (*named, *referred, *waiting):
            if arrival.person_id in conversation.participants:
                return conversation, False
        strangers = [*named, *referred]
        return (strangers[0] if strangers else None), False

    def _remember(self, arrival: Arrival, conversation: Conversation) -> None:
        for name in (arrival.own_hash, *arrival.hashes):
            if name:
                self._by_hash.setdefault(name, []).append(conversation)


def _reason_to_hold(arrival: Arrival, matched: Conversation | None) -> str:
    if arrival.forged:
        return FORGED
    if arrival.held_reason:
        return arrival.held_reason
    if arrival.person_id is None:
        return UNKNOWN_SENDER
    if matched is not None and not _takes_part(arrival.person_id, matched):
        return STRANGER
    return ""


def _takes_part(person_id: int, conversation: Conversation) -> bool:
    return person_id in conversation.participants
