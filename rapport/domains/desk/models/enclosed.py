"""Files that go with an answer: attached while it is written, on its way with it, its message's once it left."""

from __future__ import annotations

from django.db import models

from rapport.domains.desk.models.tickets import Ticket
from rapport.domains.desk.models.working import Outgoing
from rapport.foundation.actors import Actor


class DraftFileQuerySet(models.QuerySet["DraftFile"]):
    """Files of drafts as policy reads them."""

    def of(self, viewer: Actor) -> DraftFileQuerySet:
        """One's own alone, on tickets one serves, as long as nothing was sent with them."""
        served = Ticket.objects.served_by(viewer).values("pk")
        return self.filter(agent_id=viewer.person_id or 0, ticket__in=served, outgoing__isnull=True)


class DraftFile(models.Model):
    """A file somebody attached to what they are writing; with `outgoing` it was sent and has not left yet.

    Taken back or refused, the answer goes and its files are the draft's again.
    """

    agent = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+", db_index=False)
    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="+")
    outgoing = models.ForeignKey(Outgoing, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    file = models.ForeignKey("foundation.File", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)
    added_at = models.DateTimeField()

    objects = DraftFileQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["agent", "ticket"], name="draft_file_agent"),
            models.Index(fields=["added_at"], name="draft_file_added"),
        ]
