"""The client review of an organisation and a quarter: what was agreed, by whom, and who of both sides signed it."""

from __future__ import annotations

from django.db import models

from rapport.domains.insights.types import Side

SIDES = [(side.value, side.value) for side in Side]


class Review(models.Model):
    """One organisation in one quarter; `version` moves with every change of what was agreed."""

    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")
    quarter = models.DateField()
    next_step = models.CharField(max_length=200, blank=True, default="")
    next_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="review_once", fields=["organisation", "quarter"]),
        ]


class ReviewAction(models.Model):
    """One thing both sides agreed on: what, who of which side, until when, and when it was done."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="actions")
    text = models.CharField(max_length=300)
    side = models.CharField(max_length=8, choices=SIDES)
    who = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    due_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    left_out_at = models.DateTimeField(null=True, blank=True)


class ReviewSignature(models.Model):
    """Somebody signed what was agreed as it stood then; a later change asks for it anew, and this one stays."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="signatures")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    side = models.CharField(max_length=8, choices=SIDES)
    of = models.PositiveIntegerField()  # the version that was signed
    signed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="review_signed_once", fields=["review", "person", "of"])]
