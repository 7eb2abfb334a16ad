"""What a program signs with: a secret that can be renewed, while the one before holds for a while."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q

from rapport.foundation import secrets


class RenewedSecret(models.Model):
    """The present secret and, until a moment, the one before; both lie sealed."""

    sealed = models.TextField()
    sealed_before = models.TextField(blank=True, default="")
    before_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_old_secret_ends",
                condition=Q(sealed_before="", before_until__isnull=True)
                | (~Q(sealed_before="") & Q(before_until__isnull=False)),
            )
        ]

    def secrets_at(self, at: datetime) -> list[str]:
        """What a call is or may be signed with: the present secret, and for a while the one before."""
        sealed = [self.sealed]
        if self.before_until is not None and at < self.before_until:
            sealed.append(self.sealed_before)
        return [secrets.unseal(one) for one in sealed]
