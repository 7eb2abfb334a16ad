"""What can be done at the desk: every change of a ticket, from every side."""

from rapport.domains.desk.actions.answering import (
    NewerMessage,
    NothingSaid,
    SaidAlready,
    WrongContact,
    answer,
    log_contact,
    reply_as_customer,
    write_note,
)
from rapport.domains.desk.actions.bouncing import (
    note_bounces,
)
from rapport.domains.desk.actions.changing import (
    WrongChange,
    add_participant,
    assign,
    close_solved,
    remove_participant,
    reopen,
    set_kind,
    set_priority,
    set_service,
    solve,
)
from rapport.domains.desk.actions.directing import (
    direct_tickets,
)
from rapport.domains.desk.actions.holding import (
    AlreadyDecided,
    NoSender,
    decide_held,
)
from rapport.domains.desk.actions.importing import (
    WrongImport,
    import_batch,
)
from rapport.domains.desk.actions.letters import (
    NoMailbox,
)
from rapport.domains.desk.actions.mailboxes import (
    WrongMailbox,
    add_mailbox,
    change_mailbox,
    note_fetch,
)
from rapport.domains.desk.actions.opening import (
    AskedAlready,
    NobodyAsked,
    NoTeam,
    open_ticket,
)
from rapport.domains.desk.actions.receiving import (
    receive_messages,
)
from rapport.domains.desk.actions.remembering import (
    remember_tickets,
)
from rapport.domains.desk.actions.telling import (
    tell_of_late_targets,
    tell_of_lateness,
)
from rapport.domains.desk.models.numbering import (
    NoProvider,
)
from rapport.domains.desk.queries.arrivals import (
    NoMailboxYet,
)

__all__ = [
    "AlreadyDecided",
    "AskedAlready",
    "NewerMessage",
    "NoMailbox",
    "NoMailboxYet",
    "NoProvider",
    "NoSender",
    "NoTeam",
    "NobodyAsked",
    "NothingSaid",
    "SaidAlready",
    "WrongChange",
    "WrongContact",
    "WrongImport",
    "WrongMailbox",
    "add_mailbox",
    "add_participant",
    "answer",
    "assign",
    "change_mailbox",
    "close_solved",
    "decide_held",
    "direct_tickets",
    "import_batch",
    "log_contact",
    "note_bounces",
    "note_fetch",
    "open_ticket",
    "receive_messages",
    "remember_tickets",
    "remove_participant",
    "reopen",
    "reply_as_customer",
    "set_kind",
    "set_priority",
    "set_service",
    "solve",
    "tell_of_late_targets",
    "tell_of_lateness",
    "write_note",
]
