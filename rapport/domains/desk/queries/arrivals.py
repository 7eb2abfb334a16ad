"""What receiving mail looks up before it writes: mailboxes, known ids, copies, tickets with those who take part.

Mail arrives before anybody is known: the viewer is the system, and threading decides who may join.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import connection
from django.db.models import Q

from rapport.domains.desk.models import HeldMessage, KnownId, Mailbox, Message, Participant, Ticket
from rapport.domains.desk.rules.acknowledging import WITHIN
from rapport.domains.desk.rules.threading import Arrival, Conversation, Seen
from rapport.domains.desk.types import REF, Incoming, Outcome, Side
from rapport.foundation import postroom
from rapport.foundation.actors import Actor

MOST_ACKNOWLEDGED = 5_000


class NoMailboxYet(Exception):
    """Mail arrived and there is no mailbox: add one under Settings; the mail is kept and read again."""


class MergedMeanwhile(Exception):
    """A ticket was merged or parted while its mail was read; nothing is lost, the job reads it again."""


@dataclass(frozen=True)
class Mailboxes:
    """All mailboxes; there are few, so one query reads them."""

    rows: Sequence[Mailbox]

    @property
    def addresses(self) -> frozenset[str]:
        """Our own addresses."""
        return frozenset(m.address for m in self.rows)

    def home_of(self, item: Incoming) -> Mailbox:
        """The mailbox that a delivery belongs to: the one it was fetched from, else the one it is addressed to."""
        if not self.rows:
            raise NoMailboxYet(NoMailboxYet.__doc__)
        by_id = {m.pk: m for m in self.rows}
        if item.mailbox_id in by_id:
            return by_id[item.mailbox_id]
        by_address = {m.address: m for m in self.rows}
        named = (by_address.get(_without_plus(a)) for a in (*item.recipients, *item.mail.to))
        return next((m for m in named if m is not None), self.rows[0])


@dataclass
class Known:
    """What is known of the conversations that a list of mails may belong to."""

    tickets: dict[int, Ticket] = field(default_factory=dict)
    participants: dict[int, set[int]] = field(default_factory=dict)
    ids: dict[str, list[int]] = field(default_factory=dict)
    seen: dict[str, Seen] = field(default_factory=dict)
    acknowledged: list[tuple[int, str, datetime]] = field(default_factory=list)
    suppressed: dict[str, str] = field(default_factory=dict)
    by_ticket: dict[int, Conversation] = field(default_factory=dict)

    @property
    def conversations(self) -> list[Conversation]:
        """The tickets as threading sees them, with their follow-ups."""
        return list(self.by_ticket.values())

    def beginnings(self, arrivals: Sequence[Arrival]) -> int:
        """How many of these mails belong to nothing that is here or comes with them: they will open tickets."""
        here = {*self.ids, *(a.own_hash for a in arrivals)}
        keys = {t.key.upper() for t in self.tickets.values()}
        return sum(
            a.person_id is not None
            and a.mail_key not in self.seen
            and a.own_hash not in self.ids
            and here.isdisjoint(a.hashes)
            and keys.isdisjoint(k.upper() for k in a.subject_keys)
            and (a.token_ref is None or a.token_ref[1] not in self.tickets)
            for a in arrivals
        )

    def lock(self) -> None:
        """Hold the tickets until the end of the transaction and read what may have changed beside us."""
        if not (self.tickets and connection.features.has_select_for_update):
            return  # SQLite has one writer, and it is us
        rows = Ticket.objects.select_for_update(of=("self",)).filter(pk__in=self.tickets).order_by("pk")
        for pk, state, closed_at, kept_id in rows.values_list("pk", "state", "closed_at", "merged_into_id"):
            if kept_id != self.tickets[pk].merged_into_id:
                raise MergedMeanwhile(MergedMeanwhile.__doc__)
            self.tickets[pk].state = self.by_ticket[pk].state = state
            self.tickets[pk].closed_at = self.by_ticket[pk].closed_at = closed_at


def outcomes_before(viewer: Actor, incoming: Sequence[Incoming]) -> dict[int, Outcome]:
    """Deliveries that were received before, e.g. by a job that was killed after its transaction; two queries."""
    viewer.require("tickets.answer")
    raw = [item.raw_mail_id for item in incoming]
    said = Message.objects.filter(raw_mail_id__in=raw)
    held = HeldMessage.objects.filter(raw_mail_id__in=raw)
    done = {}
    for raw_id, side, ticket_id, key in said.values_list("raw_mail_id", "side", "ticket_id", "ticket__key"):
        outcome = "ignored" if side == Side.NOTE else "reply"
        done[int(raw_id or 0)] = Outcome(int(raw_id or 0), outcome, "received before", ticket_id, key)
    for raw_id, reason, ticket_id in held.values_list("raw_mail_id", "reason", "ticket_id"):
        done.setdefault(raw_id, Outcome(raw_id, "held", reason, ticket_id))
    return done


def mailboxes(viewer: Actor) -> Mailboxes:
    """Every mailbox within reach with its team."""
    return Mailboxes(list(Mailbox.objects.in_reach_of(viewer).select_related("team").order_by("pk")))


def look_up(viewer: Actor, arrivals: Sequence[Arrival], *, at: datetime) -> Known:
    """Everything these mails may point to, with seven queries or eight."""
    viewer.require("tickets.answer")
    known = Known()
    known.ids = _known_ids({h for a in arrivals for h in (a.own_hash, *a.hashes) if h})
    copies = _copies({a.mail_key for a in arrivals})
    ids = {i for found in known.ids.values() for i in found}
    ids |= {ticket_id for ticket_id, _ in copies.values() if ticket_id is not None}
    ids |= {a.token_ref[1] for a in arrivals if a.token_ref is not None and a.token_ref[0] == REF}
    known.tickets = _tickets(ids, {k for a in arrivals for k in a.subject_keys})
    _add_follow_ups(known)
    _add_kept(known)
    known.participants = _participants(known.tickets)
    _converse(known)
    known.seen = {key: Seen(known.by_ticket.get(ticket_id or 0), when) for key, (ticket_id, when) in copies.items()}
    known.acknowledged = acknowledged(viewer, {a.person_id for a in arrivals if a.person_id is not None}, at)
    known.suppressed = postroom.suppressed_among({a.sender_address for a in arrivals})
    return known


def _known_ids(hashes: Iterable[str]) -> dict[str, list[int]]:
    """The newest ticket of an id stands first."""
    found: dict[str, list[int]] = defaultdict(list)
    rows = KnownId.objects.filter(hash__in=list(hashes)).order_by("-ticket_id")
    for name, ticket_id in rows.values_list("hash", "ticket_id"):
        found[name].append(ticket_id)
    return found


def _copies(keys: set[str]) -> dict[str, tuple[int | None, datetime]]:
    """Mails that are here already, by their key: the ticket of the newest one and when it came."""
    found: dict[str, tuple[int | None, datetime]] = {}
    for model, moment in ((HeldMessage, "received_at"), (Message, "recorded_at")):
        rows = model.objects.filter(mail_key__in=keys).order_by("pk").values_list("mail_key", "ticket_id", moment)
        found |= {key: (ticket_id, when) for key, ticket_id, when in rows}
    return found


def _tickets(ids: set[int], keys: set[str]) -> dict[int, Ticket]:
    if not (ids or keys):
        return {}
    wanted = Q(pk__in=ids) | Q(key__in={k.upper() for k in keys}) if keys else Q(pk__in=ids)
    return {t.pk: t for t in Ticket.objects.select_related("mailbox").filter(wanted)}


def _add_follow_ups(known: Known) -> None:
    """Tickets that follow old closed ones, so that a second late reply finds the first one's follow-up."""
    old = [t.pk for t in known.tickets.values() if t.closed_at is not None]
    if old:
        rows = Ticket.objects.select_related("mailbox").filter(follows_id__in=old).order_by("pk")
        known.tickets |= {t.pk: t for t in rows}


def _add_kept(known: Known) -> None:
    """The tickets that merged ones lead on to; a kept one may have been merged itself later."""
    while ids := {t.merged_into_id for t in known.tickets.values() if t.merged_into_id} - known.tickets.keys():
        known.tickets |= {t.pk: t for t in Ticket.objects.select_related("mailbox").filter(pk__in=ids)}


def _participants(tickets: dict[int, Ticket]) -> dict[int, set[int]]:
    """Those who take part; a merged person also as the one they were merged into."""
    found: dict[int, set[int]] = defaultdict(set)
    if tickets:
        rows = Participant.objects.filter(ticket_id__in=tickets)
        for ticket_id, person_id, kept_id in rows.values_list("ticket_id", "person_id", "person__merged_into_id"):
            found[ticket_id] |= {person_id, kept_id} if kept_id else {person_id}
    return found


def _converse(known: Known) -> None:
    for pk, ticket in known.tickets.items():
        known.by_ticket[pk] = Conversation(
            ticket_id=pk,
            key=ticket.key,
            state=ticket.state,
            closed_at=ticket.closed_at,
            participants=known.participants.get(pk, set()),
        )
    for ticket in sorted(known.tickets.values(), key=lambda t: t.pk):
        known.by_ticket[ticket.pk].leads_to = known.by_ticket.get(ticket.merged_into_id or 0)
        followed = known.by_ticket.get(ticket.follows_id or 0)
        if followed is not None:
            followed.follow_up = known.by_ticket[ticket.pk]


def acknowledged(viewer: Actor, person_ids: Iterable[int], at: datetime) -> list[tuple[int, str, datetime]]:
    """Which conversations of these persons were acknowledged within the day: whose, about what, and when."""
    rows = Ticket.objects.in_reach_of(viewer).filter(requester_id__in=list(person_ids), acknowledged_at__gt=at - WITHIN)
    named = rows.order_by("-acknowledged_at").values_list("requester_id", "thread_topic", "acknowledged_at")
    return [(who, topic, when) for who, topic, when in named[:MOST_ACKNOWLEDGED] if when is not None]


def _without_plus(address: str) -> str:
    local, _, domain = address.strip().lower().rpartition("@")
    return f"{local.split('+', 1)[0]}@{domain}"
