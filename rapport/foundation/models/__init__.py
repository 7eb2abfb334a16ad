"""Every model of the foundation."""

from rapport.foundation.models.answers import KeptAnswer
from rapport.foundation.models.audit import Audit
from rapport.foundation.models.door import DoorRefusal
from rapport.foundation.models.files import File
from rapport.foundation.models.imports import ImportedRow
from rapport.foundation.models.jobs import CronSlot, Heartbeat, Job
from rapport.foundation.models.links import Link
from rapport.foundation.models.mail import Blob, Letter, MailId, RawMail, Suppression
from rapport.foundation.models.search import SearchEntry

__all__ = [
    "Audit",
    "Blob",
    "CronSlot",
    "DoorRefusal",
    "File",
    "Heartbeat",
    "ImportedRow",
    "Job",
    "KeptAnswer",
    "Letter",
    "Link",
    "MailId",
    "RawMail",
    "SearchEntry",
    "Suppression",
]
