"""Acts that are for named people alone, such as thanks, and whom they are for."""

from __future__ import annotations

from django.db import models


class Addressed(models.Model):
    """One of those whom an act is for; of an act for named people nobody else of us knows.

    No foreign key to the act, as everywhere.
    """

    act_id = models.BigIntegerField()
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+", db_index=False)

    class Meta:
        constraints = [models.UniqueConstraint(name="addressed_once", fields=["act_id", "person"])]
        indexes = [models.Index(fields=["person"], name="addressed_person")]
