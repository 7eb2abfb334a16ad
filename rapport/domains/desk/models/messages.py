"""Messages with their attachments, the ids a conversation is known by, and mail held for a decision."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from rapport.domains.desk.models.mailboxes import Mailbox
from rapport.domains.desk.models.tickets import Ticket, tickets_of
from rapport.domains.desk.types import Side, TicketChannel
from rapport.foundation.actors import Actor


class MessageQuerySet(models.QuerySet["Message"]):
    """Messages as policy reads them."""

    def in_reach_of(self, viewer: Actor) -> MessageQuerySet:
        """Staff read all of what their teams serve; others what was said openly on tickets within reach."""
        reach = viewer.reach
        if reach.whole:
            return self
        open_to_them = Q(ticket_id__in=tickets_of(reach.person_ids))
        open_to_them |= Q(ticket__organisation_id__in=reach.organisation_ids)
        open_to_them &= ~Q(side=Side.NOTE)
        if not viewer.staff:
            return self.filter(open_to_them)
        return self.filter(Q(ticket__team_id__in=reach.team_ids) | open_to_them)


class Message(models.Model):
    """One thing said on a ticket; `said_at` is when, `recorded_at` when we learned of it."""

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="messages")
    author = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    side = models.CharField(max_length=16, choices=[(s.value, s.value) for s in Side])
    channel = models.CharField(max_length=16, choices=[(c.value, c.value) for c in TicketChannel])
    text = models.TextField(blank=True, default="")
    quoted = models.TextField(blank=True, default="")
    html = models.TextField(blank=True, default="")
    said_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    mail_id = models.CharField(max_length=998, blank=True, default="")
    mail_key = models.CharField(max_length=64, blank=True, default="")
    mail_subject = models.CharField(max_length=500, blank=True, default="")
    references = models.JSONField(default=list, blank=True)
    cc = models.JSONField(default=list, blank=True)
    letter_id = models.BigIntegerField(null=True, blank=True)
    raw_mail_id = models.BigIntegerField(null=True, blank=True)
    unproven = models.BooleanField(default=False)
    remarks = models.JSONField(default=list, blank=True)
    minutes = models.PositiveIntegerField(null=True, blank=True)
    language = models.CharField(max_length=8, null=True, blank=True)  # empty: not sure enough; null: not looked at yet
    noted_by = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )  # who wrote down what somebody else said
    source_key = models.CharField(max_length=200, null=True, blank=True, unique=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="message_once_per_delivery", fields=["raw_mail_id"], condition=Q(raw_mail_id__isnull=False)
            )
        ]
        indexes = [
            models.Index(fields=["ticket", "said_at", "id"], name="message_ticket_said"),
            models.Index(fields=["mail_key"], name="message_mail_key"),
            models.Index(fields=["letter_id"], name="message_letter", condition=Q(letter_id__isnull=False)),
            models.Index(fields=["recorded_at"], name="message_language_unread", condition=Q(language__isnull=True)),
        ]


class Attachment(models.Model):
    """A file that came with a message, under the name it had there."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="attachments")
    file = models.ForeignKey("foundation.File", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)
    content_id = models.CharField(max_length=255, blank=True, default="")


class KnownId(models.Model):
    """The hash of a Message-ID that a customer's mail carries or refers to, so that answers to it find the ticket."""

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="+")
    hash = models.CharField(max_length=32)

    class Meta:
        constraints = [models.UniqueConstraint(name="known_id_once", fields=["hash", "ticket"])]


class HeldMessageQuerySet(models.QuerySet["HeldMessage"]):
    """Held mail as policy reads it."""

    def in_reach_of(self, viewer: Actor) -> HeldMessageQuerySet:
        """Held mail is shown to the staff of the team alone."""
        if viewer.reach.whole:
            return self
        return self.filter(team_id__in=viewer.reach.team_ids) if viewer.staff else self.none()

    def undecided(self) -> HeldMessageQuerySet:
        """Those nobody has decided on."""
        return self.filter(decided_at__isnull=True)


class HeldMessage(models.Model):
    """A mail that waits for a decision; everything needed to accept it later is kept here."""

    raw_mail_id = models.BigIntegerField(unique=True)
    ticket = models.ForeignKey(Ticket, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    team = models.ForeignKey("people.Team", on_delete=models.PROTECT, related_name="+")
    mailbox = models.ForeignKey(Mailbox, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    person = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    reason = models.CharField(max_length=300)
    sender_name = models.CharField(max_length=200, blank=True, default="")
    sender_address = models.CharField(max_length=254, blank=True, default="")
    subject = models.CharField(max_length=500, blank=True, default="")
    text = models.TextField(blank=True, default="")
    quoted = models.TextField(blank=True, default="")
    html = models.TextField(blank=True, default="")
    cc = models.JSONField(default=list, blank=True)
    references = models.JSONField(default=list, blank=True)
    files = models.JSONField(default=list, blank=True)
    mail_id = models.CharField(max_length=998, blank=True, default="")
    mail_key = models.CharField(max_length=64, blank=True, default="")
    proof = models.CharField(max_length=8, default="none")
    remarks = models.JSONField(default=list, blank=True)
    received_at = models.DateTimeField()
    said_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    accepted = models.BooleanField(null=True)

    objects = HeldMessageQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["team", "decided_at", "received_at"], name="held_team_undecided"),
            models.Index(fields=["ticket"], name="held_ticket"),
            models.Index(fields=["mail_key"], name="held_mail_key"),
        ]
