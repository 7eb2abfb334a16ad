"""Which of the things that stand at its site a ticket is about."""

from __future__ import annotations

from django.db import models

from rapport.domains.desk.models.tickets import Ticket


class TicketThing(models.Model):
    """A ticket is about one installed thing; without a row it is about none, or nobody has said."""

    ticket = models.OneToOneField(Ticket, on_delete=models.CASCADE, primary_key=True, related_name="+")
    installed = models.ForeignKey("people.Installed", on_delete=models.CASCADE, related_name="+")
    said_at = models.DateTimeField()
