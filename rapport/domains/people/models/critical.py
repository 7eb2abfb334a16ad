"""Days on which nothing may go wrong for a person."""

from __future__ import annotations

from django.db import models

from rapport.domains.people.models.persons import Person


class CriticalDay(models.Model):
    """One such day, and in a few words why."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", db_index=False)
    on = models.DateField()
    words = models.CharField(max_length=120, blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(name="critical_day_once", fields=["person", "on"])]
