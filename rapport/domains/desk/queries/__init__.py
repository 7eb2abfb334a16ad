"""What may be read at the desk, each time within the reach of who is looking."""

from rapport.domains.desk.queries.cards import (
    refs_of_source,
)
from rapport.domains.desk.queries.conversations import (
    attachment,
    held,
    message_html,
    messages,
)
from rapport.domains.desk.queries.mailboxes import (
    mailbox_addresses,
    mailboxes,
    mailboxes_to_fetch,
    public_mailboxes,
)
from rapport.domains.desk.queries.notes import (
    own_notes,
)
from rapport.domains.desk.queries.queues import (
    counts,
    latest_change,
    queue,
)
from rapport.domains.desk.queries.tickets import (
    keys_of,
    kinds_of,
    own_tickets,
    ticket,
    ticket_id_of,
    tickets,
    tickets_of,
)

__all__ = [
    "attachment",
    "counts",
    "held",
    "keys_of",
    "kinds_of",
    "latest_change",
    "mailbox_addresses",
    "mailboxes",
    "mailboxes_to_fetch",
    "message_html",
    "messages",
    "own_notes",
    "own_tickets",
    "public_mailboxes",
    "queue",
    "refs_of_source",
    "ticket",
    "ticket_id_of",
    "tickets",
    "tickets_of",
]
