"""Mailboxes: the addresses people write to, and the team that reads them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from rapport.foundation.actors import Actor


class MailboxQuerySet(models.QuerySet["Mailbox"]):
    """Mailboxes as policy reads them."""

    def in_reach_of(self, viewer: Actor) -> MailboxQuerySet:
        """Those of the viewer's teams; customers have none."""
        if viewer.reach.whole:
            return self
        return self.filter(team_id__in=viewer.reach.team_ids) if viewer.staff else self.none()


class Mailbox(models.Model):
    """An address that people write to; the password of its IMAP account is sealed."""

    team = models.ForeignKey("people.Team", on_delete=models.PROTECT, related_name="+")
    service = models.ForeignKey("people.Service", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    client = models.ForeignKey("people.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    address = models.CharField(max_length=254, unique=True)
    name = models.CharField(max_length=200)
    key = models.CharField(max_length=8, default="R")
    sender_name = models.CharField(max_length=200, blank=True, default="")
    signature = models.CharField(max_length=1000, blank=True, default="")
    language = models.CharField(max_length=16, blank=True, default="")
    imap_host = models.CharField(max_length=253, blank=True, default="")
    imap_port = models.PositiveIntegerField(default=993)
    imap_user = models.CharField(max_length=254, blank=True, default="")
    imap_password_sealed = models.TextField(blank=True, default="")
    uidvalidity = models.BigIntegerField(null=True, blank=True)
    last_uid = models.BigIntegerField(default=0)
    connected_at = models.DateTimeField(null=True, blank=True)
    last_checked_at = models.DateTimeField(null=True, blank=True)
    paused_at = models.DateTimeField(null=True, blank=True)
    fault = models.CharField(max_length=500, blank=True, default="")

    objects = MailboxQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="mailbox_address_lower", condition=Q(address=Lower("address"))),
            models.CheckConstraint(name="mailbox_key_not_empty", condition=~Q(key="")),
        ]

    def __str__(self) -> str:
        return self.address
