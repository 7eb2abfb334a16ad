"""What people decided about acts, and how long a silence parts two episodes."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.db.models import F, Q

from rapport.domains.ledger.rules import DEFAULT_REOPEN, Gaps
from rapport.domains.ledger.types import Channel, WishKind


class Wish(models.Model):
    """Somebody's decision on one or two acts of a person; it comes before all rules at every recomputation.

    `one` and `other` are ids of acts; for a name `other` is empty and `words` holds it.
    """

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+", db_index=False)
    kind = models.CharField(max_length=8, choices=[(k.value, k.value) for k in WishKind])
    one = models.BigIntegerField()
    other = models.BigIntegerField(null=True, blank=True)
    words = models.CharField(max_length=200, blank=True, default="")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    decision = models.ForeignKey(
        "ledger.Decision", null=True, blank=True, on_delete=models.CASCADE, related_name="wishes"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="wish_once", fields=["person", "one", "other"], condition=Q(other__isnull=False)
            ),
            models.UniqueConstraint(name="wish_one_name", fields=["person", "one"], condition=Q(kind=WishKind.NAME)),
            models.CheckConstraint(
                name="wish_is_whole",
                condition=Q(kind=WishKind.NAME, other__isnull=True) & ~Q(words="")
                | Q(kind__in=[WishKind.TOGETHER, WishKind.APART], one__lt=F("other"), words=""),
            ),
        ]


class GapSettingQuerySet(models.QuerySet["GapSetting"]):
    """The settings as one."""

    def in_force(self) -> Gaps:
        """The gaps that hold: what was set, else five days, and seven to reopen."""
        hours = dict(self.values_list("channel", "hours"))
        reopen = hours.pop(GapSetting.REOPEN, None)
        return Gaps(
            by_channel={channel: timedelta(hours=value) for channel, value in hours.items()},
            reopen=DEFAULT_REOPEN if reopen is None else timedelta(hours=reopen),
        )


class GapSetting(models.Model):
    """How long a silence on one channel parts two episodes; the row named `reopen` is R of the rules."""

    REOPEN = "reopen"

    channel = models.CharField(
        max_length=8, unique=True, choices=[*((c.value, c.value) for c in Channel), (REOPEN, REOPEN)]
    )
    hours = models.PositiveIntegerField()
    n = models.PositiveIntegerField(default=0)  # gaps the value was estimated from; 0 means set by hand
    changed_at = models.DateTimeField()

    objects = GapSettingQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(name="gap_is_some_time", condition=Q(hours__gt=0))]
