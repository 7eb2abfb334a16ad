"""The tables of the desk."""

from rapport.domains.desk.models.mailboxes import Mailbox
from rapport.domains.desk.models.messages import Attachment, HeldMessage, KnownId, Message
from rapport.domains.desk.models.tickets import Participant, Ticket

__all__ = ["Attachment", "HeldMessage", "KnownId", "Mailbox", "Message", "Participant", "Ticket"]
