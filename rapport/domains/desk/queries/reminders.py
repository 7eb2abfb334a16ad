"""What somebody who serves is told of on Today: notes that name them, reminders that are due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from rapport.domains.desk.models import Mention, Reminder
from rapport.domains.desk.models.tickets import teams_read_by
from rapport.foundation.actors import Actor
from rapport.foundation.prepared import Prepared

MOST = 50


@dataclass(frozen=True)
class MentionSeen:
    """A note that names the viewer."""

    id: int
    ticket_id: int
    key: str
    subject: str
    by: str
    text: str
    made_at: datetime


@dataclass(frozen=True)
class ReminderSeen:
    """A ticket the viewer wanted to be told of on a day."""

    id: int
    ticket_id: int
    key: str
    subject: str
    person: str
    on: date
    words: str


def mentions(viewer: Actor) -> list[MentionSeen]:
    """Notes that name the viewer and that they have not seen, the oldest first, on tickets they still serve."""
    if viewer.person_id is None or not viewer.staff:
        return []
    found = _MENTIONS(viewer, person=viewer.person_id)
    return [MentionSeen(pk, on, key, subject, by or "", text, when) for pk, on, key, subject, by, text, when in found]


def named_in_note(viewer: Actor, message_id: int) -> list[str]:
    """Whom a note of the viewer's own names, so that they see who is told; nobody else asks."""
    if viewer.person_id is None or not viewer.staff:
        return []
    rows = Mention.objects.filter(message_id=message_id, message__author_id__in=viewer.reach.person_ids)
    return list(rows.order_by("pk").values_list("person__name", flat=True))


def reminders(viewer: Actor, *, until: date) -> list[ReminderSeen]:
    """The viewer's reminders until a day that are not done, the oldest first."""
    if viewer.person_id is None or not viewer.staff:
        return []
    rows = _reminders(viewer).filter(on__lte=until)
    return [ReminderSeen(*row) for row in rows[:MOST]]


def reminders_on(viewer: Actor, ticket_id: int) -> list[ReminderSeen]:
    """The viewer's reminders of one ticket."""
    if viewer.person_id is None or not viewer.staff:
        return []
    return [ReminderSeen(*row) for row in _ON_TICKET(viewer, person=viewer.person_id, ticket=ticket_id)]


def _reminders(viewer: Actor) -> Any:
    rows = Reminder.objects.filter(person_id__in=viewer.reach.person_ids, done_at__isnull=True).order_by("on", "pk")
    rows = rows if viewer.reach.whole else rows.filter(ticket__team_id__in=teams_read_by(viewer))
    return rows.values_list(*REMINDED)


REMINDED = ("pk", "ticket_id", "ticket__key", "ticket__subject", "ticket__requester__name", "on", "words")
_MENTIONS = Prepared(
    lambda viewer, *, person: (
        Mention.objects.filter(person_id__in=person, seen_at__isnull=True)
        .filter(**{} if viewer.reach.whole else {"message__ticket__team_id__in": teams_read_by(viewer)})
        .order_by("made_at", "pk")
        .values_list(
            *("pk", "message__ticket_id", "message__ticket__key", "message__ticket__subject"),
            *("message__author__name", "message__text", "made_at"),
        )[:MOST]
    ),
    "person",
)
_ON_TICKET = Prepared(
    lambda viewer, *, person, ticket: (
        Reminder.objects.filter(person_id__in=person, ticket_id__in=ticket, done_at__isnull=True)
        .filter(**{} if viewer.reach.whole else {"ticket__team_id__in": teams_read_by(viewer)})
        .order_by("on", "pk")
        .values_list(*REMINDED)
    ),
    "person",
    "ticket",
)
