"""The tables of the desk."""

from rapport.domains.desk.models.enclosed import (
    DraftFile,
)
from rapport.domains.desk.models.joined import (
    Merge,
    TicketLink,
)
from rapport.domains.desk.models.mailboxes import (
    Mailbox,
)
from rapport.domains.desk.models.messages import (
    Attachment,
    HeldMessage,
    KnownId,
    Message,
)
from rapport.domains.desk.models.things import (
    TicketThing,
)
from rapport.domains.desk.models.tickets import (
    Participant,
    Ticket,
)
from rapport.domains.desk.models.viewing import (
    CustomField,
    FieldValue,
    SavedView,
)
from rapport.domains.desk.models.visits import (
    Visit,
)
from rapport.domains.desk.models.working import (
    Draft,
    Macro,
    Mention,
    Outgoing,
    Presence,
    Reminder,
    Tag,
    TicketTag,
)

__all__ = [
    "Attachment",
    "CustomField",
    "Draft",
    "DraftFile",
    "FieldValue",
    "HeldMessage",
    "KnownId",
    "Macro",
    "Mailbox",
    "Mention",
    "Merge",
    "Message",
    "Outgoing",
    "Participant",
    "Presence",
    "Reminder",
    "SavedView",
    "Tag",
    "Ticket",
    "TicketLink",
    "TicketTag",
    "TicketThing",
    "Visit",
]
