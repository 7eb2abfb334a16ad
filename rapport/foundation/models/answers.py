"""Answers that programs were given, kept for a day so that a call sent again is answered and not done again."""

from __future__ import annotations

from django.db import models


class KeptAnswer(models.Model):
    """One call with a key of its caller's: what it asked, and once it was done the answer; without one it still runs.

    Name and content come from secrets that stand nowhere in the database: nobody reads an answer but who asked.
    """

    name = models.CharField(max_length=64, primary_key=True)
    asked = models.CharField(max_length=64)
    turn = models.CharField(max_length=16)
    begun_at = models.DateTimeField()
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    sealed = models.BinaryField(default=b"")

    class Meta:
        indexes = [models.Index(fields=["begun_at"], name="kept_answer_age")]
