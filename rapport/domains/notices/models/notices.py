"""Notices and what each person chose: nothing is said here but what a notice is about."""

from __future__ import annotations

from datetime import time

from django.db import models
from django.db.models import Q

from rapport.domains.notices.types import NoticeKind, Way

KINDS = [(k.value, k.value) for k in NoticeKind]
UNTOLD = Q(told_at__isnull=True)


class NoticeChoice(models.Model):
    """How one person wants to be told of one kind of change; without a row it is the usual way."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+", db_index=False)
    kind = models.CharField(max_length=16, choices=KINDS)
    way = models.CharField(max_length=8, choices=[(w.value, w.value) for w in Way])

    class Meta:
        constraints = [models.UniqueConstraint(name="notice_choice_once", fields=["person", "kind"])]


class NoticeHours(models.Model):
    """When one person is left alone, and when their digest comes, in their zone."""

    person = models.OneToOneField("people.Person", on_delete=models.CASCADE, related_name="+")
    quiet_from = models.TimeField(null=True, blank=True)
    quiet_until = models.TimeField(null=True, blank=True)
    digest_at = models.TimeField(default=time(8))
    weekday = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="notice_quiet_hours_whole",
                condition=Q(quiet_from__isnull=True, quiet_until__isnull=True)
                | Q(quiet_from__isnull=False, quiet_until__isnull=False),
            ),
            models.CheckConstraint(name="notice_weekday_known", condition=Q(weekday__lte=6)),
        ]


class Notice(models.Model):
    """One person is told that one matter changed; of a matter only one waits, and later changes join it."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+", db_index=False)
    kinds = models.JSONField()
    ref_kind = models.CharField(max_length=24)
    ref_id = models.BigIntegerField()
    count = models.PositiveIntegerField(default=1)
    at = models.DateTimeField()
    due_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="notice_one_waits", fields=["person", "ref_kind", "ref_id"], condition=UNTOLD)
        ]
        indexes = [
            models.Index(fields=["due_at", "id"], name="notice_due", condition=UNTOLD),
            models.Index(fields=["person", "-at", "-id"], name="notice_person_at"),
            models.Index(fields=["person", "ref_kind", "ref_id", "told_at"], name="notice_matter"),
            models.Index(fields=["told_at"], name="notice_told"),
        ]
