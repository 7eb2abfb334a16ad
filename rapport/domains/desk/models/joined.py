"""Tickets that were merged into another, what came from where, and tickets that belong together."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from rapport.domains.desk.models.tickets import Ticket
from rapport.domains.desk.types import LinkKind


class Merge(models.Model):
    """One ticket went on in another; `moved` and `before` say what to put back when it is undone.

    moved: ids by kind (messages, held, participants, known, acts, promises); before: the state the ticket had.
    """

    kept = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="+")
    merged = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="+")
    made_by = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)
    moved = models.JSONField(default=dict)
    before = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="merge_once", fields=["merged"], condition=Q(undone_at__isnull=True)),
            models.CheckConstraint(name="merge_of_two", condition=~Q(kept=F("merged"))),
        ]
        indexes = [models.Index(fields=["kept", "made_at"], name="merge_kept")]


class TicketLink(models.Model):
    """Two tickets that belong together, said from the first: it is related to, caused by or follows the other."""

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=16, choices=[(k.value, k.value) for k in LinkKind])
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="ticket_link_once", fields=["ticket", "other"]),
            models.CheckConstraint(name="ticket_link_of_two", condition=~Q(ticket=F("other"))),
        ]
